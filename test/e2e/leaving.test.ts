import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TargetList } from '#contract';
import type { App } from './app.ts';
import { listBarriers } from './axe.ts';
import {
  button,
  downloadsOf,
  field,
  lookAtFiles,
  startWithFolder,
  takeFromMenu,
  writeFixture,
} from './dialogs.ts';

let app: App;
const folder = startWithFolder(15_000, (started) => {
  app = started;
});

/** Codes of the demonstration in the order of their JSA rates, the highest first. */
let ranked: TargetList['areas'];
const few = 3;

/** A limit that so many areas are above. */
function limitFor(areas: number): string {
  const [last, next] = [ranked[areas - 1]!, ranked[areas]!].map(({ values }) => values['jsa_rate']!);
  return String((last! + next!) / 2);
}

/** A rule that so many areas answer to; its second clause, which none answers to, puts the care leavers on the list. */
async function askFor(areas: number): Promise<void> {
  const { page } = app;
  const rule = page.getByRole('textbox', { name: 'Targeting rule' });
  await rule.fill(`jsa_rate > ${limitFor(areas)} or leavers > 99`);
  await rule.press('Escape');
  await rule.press('Enter');
  await page.getByText(`${areas} areas`).first().waitFor();
}

const sign = (policy: string) => button(app.page, `Disclosure policy: ${policy}`);
const stopped = () => app.page.getByRole('region', { name: 'Stopped' });

beforeAll(async () => {
  const question = { rule: 'jsa_rate > -1', geography: 'lsoa:2001', period: null, need: null, order: null };
  const asked = { question, title: null, limit: null, share: null, all: false, author: null };
  ranked = (await app.backend.client.call('target.list', asked)).areas;
  // The 40th and the 20th have three people, all others twelve.
  const rows = ranked.map(({ code }, at) => `${code},2008-07,${at === 39 || at === 19 ? few : 12}`);
  writeFixture(folder, 'leavers restricted.csv', ['lsoa01cd,month,leavers', ...rows].join('\n'));
});

describe('a restricted release', () => {
  test('is guessed to be one before it is imported, and the report says so', async () => {
    const { page } = app;
    await sign('None (usual)').waitFor();
    await lookAtFiles(page, join(folder, 'leavers restricted.csv'));
    const guess = page.getByRole('radio', { name: /^As guessed: restricted because its source says/ });
    expect(await guess.isChecked()).toBe(true);
    await button(page, 'Import').click();
    await page.getByText(/^All .* rows taken/).waitFor();
    expect(await page.getByRole('dialog').textContent()).toContain(
      'Restricted: it leaves only as the disclosure policy allows. Guessed, because its source says “restricted”.',
    );
    await page.keyboard.press('Escape');
    await sign('Under 5 hidden (usual)').waitFor();
  });

  test('shows what is stored at the desk, with a badge on what would not leave so', async () => {
    const { page } = app;
    await askFor(39);
    await page.getByRole('button', { name: /Indicator$/ }).click();
    await page.getByRole('option', { name: /leavers.*Restricted/i }).click();
    const grid = page.getByRole('grid', { name: 'Areas' });
    const head = grid.getByRole('columnheader', { name: /leavers/i }).getByRole('button');
    await head.first().click();
    await head.first().click();
    const small = grid.getByRole('row', { name: new RegExp(ranked[19]!.code) });
    expect(await small.textContent()).toContain('would be hidden if it left (Under 5 hidden)3');
    await small.click();
    // Figures at the desk are not copied past the policy.
    await small.getByRole('gridcell').filter({ hasText: 'would be hidden' }).first().selectText();
    await page.keyboard.press('Control+c');
    await page.locator('.notice').getByText('Figures are not copied from here').waitFor();
    await page.locator('.why-sentence').getByText('would be hidden if it left').waitFor();
    await page.locator('.why-clause').getByText('would be hidden if it left').waitFor();
    await page.locator('.why').getByText('Restricted').first().waitFor();
  });

  test('is published where somebody says so, and restricted again', async () => {
    const { page } = app;
    await takeFromMenu(page, /\.gpkg/, /^Imports/);
    const choice = page.getByRole('button', { name: /Sensitivity: leavers/i });
    await choice.press('Enter');
    await page.getByRole('option', { name: 'Published' }).press('Enter');
    await sign('None (usual)').waitFor();
    expect(await listBarriers(page, '[role=dialog]')).toEqual([]);
    await page.locator('.notice').getByRole('button', { name: 'Undo' }).first().click();
    await sign('Under 5 hidden (usual)').waitFor();
  });
});

describe('the policy', () => {
  test('is chosen by the keyboard alone, also one of one’s own, and undone', async () => {
    const { page } = app;
    await sign('Under 5 hidden (usual)').press('Enter');
    const usual = page.getByRole('radio', { name: /^Usual for what is held/ });
    await usual.focus();
    await page.keyboard.press('ArrowUp');
    await field(page, 'Hide counts under').fill('ten');
    expect(await button(page, 'Choose').isDisabled()).toBe(true);
    await field(page, 'Hide counts under').fill('20');
    await page.getByText('Restricted counts from 1 to 19 are hidden; others to the nearest 5.').waitFor();
    expect(await listBarriers(page, '[role=dialog]')).toEqual([]);
    await button(page, 'Choose').press('Enter');
    await sign('Own policy').waitFor();
    expect((await app.backend.client.call('workspace.info', {})).policy.id).toBe('custom:20,5');
    await page.keyboard.press('Control+z');
    await sign('Under 5 hidden (usual)').waitFor();
  });
});

describe('a list', () => {
  test('says before it is written what is hidden and why, and leaves so', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^CSV/);
    const does = page.getByRole('region', { name: 'What the policy does' });
    await does.getByText(/of 39 areas (is|are) hidden: 1 because it is small/).waitFor();
    expect(await does.getByRole('row', { name: /leavers/i }).textContent()).toContain('July 2008');
    await field(page, 'Title').fill('Thirty-nine');
    await page.getByRole('region', { name: 'What goes on the list' }).getByText('Thirty-nine').waitFor();
    const files = await downloadsOf(page, 2, () => button(page, 'Export CSV').click());
    const list = files.find((file) => file.suggestedFilename().endsWith('.csv'))!;
    const row = readFileSync(await list.path(), 'utf8')
      .split('\n')
      .find((line) => line.includes(ranked[19]!.code));
    expect(row).toContain('[c]');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('that is one small area larger is stopped, and leaves with a reason and a name', async () => {
    const { page } = app;
    await askFor(40);
    await takeFromMenu(page, /^Export/, /^CSV/);
    await stopped().getByText('Together with “Thirty-nine”').waitFor();
    expect(await button(page, 'Export CSV').getAttribute('aria-disabled')).toBe('true');
    const letLeave = stopped().getByRole('button', { name: 'Let it leave' });
    expect(await letLeave.getAttribute('aria-disabled')).toBe('true');
    await field(page, 'Reason').fill('agreed with the data owner');
    await field(page, 'Who answers for it').fill('A. Smith');
    expect(await listBarriers(page, '[role=dialog]')).toEqual([]);
    await downloadsOf(page, 2, () => letLeave.press('Enter'));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('under a policy that changes nothing is stopped too', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^CSV/);
    await page.getByRole('button', { name: /Disclosure policy$/ }).click();
    await page.getByRole('option', { name: 'None', exact: true }).click();
    await stopped().getByText('would let it leave as it is').waitFor();
    // Nobody waits for what would leave once the dialog is closed, and the backend is told so.
    const told = page.waitForRequest((request) => request.postData()?.includes('look.cancel') === true);
    await page.keyboard.press('Escape');
    await told;
  });
});

test('a table of another kind is shown, stopped as well, and leaves with a reason and a name', async () => {
  const { page } = app;
  const { client } = app.backend;
  const { releases } = await client.call('workspace.describe', {});
  const performance = releases.find(({ kind }) => kind === 'performance')!;
  await client.call('release.classify', { release: performance.id, sensitivity: 'restricted' });
  await client.call('workspace.setPolicy', { policy: 'none' });
  await sign('None').waitFor();
  await page.getByRole('tab', { name: 'Provision' }).click();
  await button(page, 'Performance…').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Export performance|^Export…/ })
    .click();
  await page.getByRole('menuitem', { name: /^CSV/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export performance' });
  await stopped().getByText('Performance is restricted').waitFor();
  // Under another policy it would leave, and it is told what becomes of it.
  await page.getByRole('button', { name: /Disclosure policy$/ }).click();
  await page.getByRole('option', { name: 'Under 10 hidden, others rounded to 5' }).click();
  const does = page.getByRole('region', { name: 'What the policy does' });
  await does.getByText(/values in \d columns are hidden: .* because they are small/).waitFor();
  expect(await stopped().count()).toBe(0);
  const shown = page.getByRole('region', { name: 'What goes in the file' });
  expect(await shown.getByRole('row').count()).toBeGreaterThan(2);
  expect(await shown.textContent()).toContain('Disclosure policy10-5');
  await page.getByRole('button', { name: /Disclosure policy$/ }).click();
  await page.getByRole('option', { name: 'None', exact: true }).click();
  await stopped().getByText('Performance is restricted').waitFor();
  await field(page, 'Reason').fill('a return to the funder');
  await field(page, 'Who answers for it').fill('B. Jones');
  expect(await listBarriers(page, '[role=dialog]')).toEqual([]);
  await downloadsOf(page, 2, () => dialog.getByRole('button', { name: 'Let it leave' }).click());
});

test('the log lists what left, the newest first, with whose leave', async () => {
  const { page } = app;
  await takeFromMenu(page, /^Export/, /^What has left/);
  const rows = page.getByRole('dialog').getByRole('row');
  await rows.nth(1).waitFor();
  expect(await rows.nth(1).textContent()).toContain('B. Jones: a return to the funder');
  expect(await page.getByRole('dialog').textContent()).toContain('A. Smith: agreed with the data owner');
  await field(page, 'Find').fill('thirty-nine csv');
  await page
    .getByRole('dialog')
    .getByText(/^\d of \d files\.$/)
    .waitFor();
  expect(await rows.nth(1).textContent()).toMatch(/Thirty-nine.*[0-9a-f]{64}/);
  expect(await listBarriers(page, '[role=dialog]')).toEqual([]);
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
