import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, waitForAreas, type App } from './app.ts';

let app: App;
let page: Page;
let rule: Locator;

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  ({ page } = app);
  page.setDefaultTimeout(20_000);
  await waitForAreas(page);
  rule = page.getByRole('textbox', { name: 'Targeting rule' });
});
afterAll(() => app.close());

async function type(text: string): Promise<void> {
  await rule.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const boxOf = (place: Locator): Promise<Box> =>
  place.evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return { top, bottom, left, right };
  });

describe('the suggestions of the rule box', () => {
  const list = () => page.getByRole('listbox', { name: 'What may stand here' });

  test('lie beneath it, as wide, none over another, and move nothing around them', async () => {
    const panel = page.getByRole('region', { name: 'Rule and evidence' });
    const extent = () =>
      panel.evaluate(
        (element) =>
          [...element.querySelectorAll(':not([role=listbox])')].filter((part) => part.scrollTop !== 0).length,
      );
    const [before, scrolled] = [await boxOf(panel), await extent()];
    await type('jsa_rate > 10 or ');
    await list().waitFor();
    const [editor, beneath] = [await boxOf(page.locator('.rule-editor')), await boxOf(list())];
    expect(beneath.top).toBeGreaterThanOrEqual(editor.bottom);
    expect([beneath.left, beneath.right]).toEqual([editor.left, editor.right]);
    expect(beneath.bottom).toBeLessThanOrEqual(768);
    // Down to the last of them: only the list scrolls.
    await page.keyboard.press('ArrowUp');
    const active = list().locator('[data-active]');
    await active.waitFor();
    expect((await boxOf(active)).bottom).toBeLessThanOrEqual(beneath.bottom);
    expect(await boxOf(panel)).toEqual(before);
    expect(await extent()).toBe(scrolled);
    const overlaps = await list().evaluate((element) => {
      const boxes = [...element.querySelectorAll('[role=option], code, .list-item-detail')].map((part) => ({
        part,
        box: part.getBoundingClientRect(),
      }));
      return boxes.filter(({ part, box }) =>
        boxes.some(
          (other) =>
            other.part !== part &&
            !other.part.contains(part) &&
            !part.contains(other.part) &&
            other.box.left < box.right - 0.5 &&
            other.box.right > box.left + 0.5 &&
            other.box.top < box.bottom - 0.5 &&
            other.box.bottom > box.top + 0.5,
        ),
      ).length;
    });
    expect(overlaps).toBe(0);
    await page.keyboard.press('Escape');
    await list().waitFor({ state: 'hidden' });
  });

  test('are not taken by Enter behind a whole rule, nor behind a per cent sign', async () => {
    for (const text of ['jsa_rate > 10 %', 'jsa_rate > 10 % ', 'jsa_rate > 10 ', 'jsa_rate > 10']) {
      await type(text);
      await page.keyboard.press('Enter');
      expect(await rule.inputValue()).toBe(text);
    }
  });

  test('are taken by Enter for a word begun, by Tab and by the arrow keys', async () => {
    await type('jsa_r');
    await page.keyboard.press('Enter');
    expect(await rule.inputValue()).toBe('jsa_rate');
    await type('jsa_rate > 10 or imd_s');
    await page.keyboard.press('Tab');
    expect(await rule.inputValue()).toBe('jsa_rate > 10 or imd_score');
    await type('jsa_rate > 10 ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await rule.inputValue()).toBe('jsa_rate > 10 and');
  });
});

test('what is selected right after a suggestion was taken stays selected', async () => {
  await type('jsa_r');
  await page.getByRole('listbox', { name: 'What may stand here' }).waitFor();
  const selected = await rule.evaluate(async (element) => {
    const input = element as HTMLTextAreaElement;
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await Promise.resolve();
    input.select();
    for (let frame = 0; frame < 2; frame += 1)
      await new Promise((done) => {
        requestAnimationFrame(done);
      });
    return input.value.slice(input.selectionStart, input.selectionEnd);
  });
  expect(selected).toBe('jsa_rate');
});

test.each([
  ["designated('nix')", /There is no designation nix .*Expected: daf\./],
  ["in_area('X')", /There is no area with the code X .*Expected: an area\./],
  ['rank() > 3', /takes one argument, not 0 .*Found: rank\(\)\./],
  ['jsa_rte > 10', /jsa_rte.*Use jsa_rate/],
])('the mistake of “%s” is told with what was expected', async (text, words) => {
  await type(text);
  await expect.poll(() => page.locator('.rule-problem').textContent()).toMatch(words);
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
