import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Download, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForeignGeoPackage } from '#data/formats/geopackage';
import { startApp, waitForAreas, type App } from './app.ts';
import { downloadsOf } from './dialogs.ts';

let app: App;
const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });

/** Of each document one format leaves here, of the ledger all; each in every format: test/backend/travel/documents.test.ts. */
const formats = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel workbook'],
  ['geojson', 'GeoJSON'],
  ['gpkg', 'GeoPackage'],
] as const;
type Format = (typeof formats)[number][0];

/** What stands in every file: how travel was measured, sources with licence lines, policy, and the program with its version. */
const common = [
  'straight line × 1.2',
  'Synthetic demonstration',
  'values are invented',
  'SHA-256',
  'Disclosure policy',
  'none',
  'Made by',
  /Pinpoint \d+\.\d+\.\d+/,
];

/** Opens a menu of formats and takes one; answers the files that arrive. CSV brings its facts in a second file. */
async function take(menu: string, format: Format, words: string): Promise<Download[]> {
  const files = await downloadsOf(app.page, format === 'csv' ? 2 : 1, async () => {
    await button(menu).click();
    await app.page.getByRole('menuitem', { name: words, exact: true }).click();
    await button(`Export ${words}`).click();
  });
  return files.toSorted((a, b) => a.suggestedFilename().length - b.suggestedFilename().length);
}

/** A file's facts as text, read without what wrote them. */
async function factsOf(files: Download[], format: Format): Promise<string> {
  const path = await files.at(-1)!.path();
  if (format === 'xlsx')
    return Object.values(unzipSync(readFileSync(path)))
      .map((part) => strFromU8(part))
      .join('');
  // A GeoPackage is SQLite: its texts lie in it as they are.
  return readFileSync(path, format === 'gpkg' ? 'latin1' : 'utf8');
}

/** Latin-1 text of UTF-8 bytes, as a GeoPackage is read here. */
const asBytes = (fact: string): string => Buffer.from(fact, 'utf8').toString('latin1');

async function expectFacts(files: Download[], format: Format, own: readonly string[]): Promise<void> {
  const facts = await factsOf(files, format);
  for (const fact of [...common, ...own]) {
    if (fact instanceof RegExp) expect(facts).toMatch(fact);
    else expect(facts).toContain(format === 'gpkg' ? asBytes(fact) : fact);
  }
}

/** Rows of a CSV by its header; the cells of these files hold no line breaks. */
async function rowsOf(file: Download): Promise<Record<string, string>[]> {
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  const cells = lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1]!.replaceAll(/^"|"$/g, '')),
  );
  const header = cells[0]!;
  return cells.slice(1).map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]!])));
}

/** Rows of the last sheet of a workbook by its header; texts stand in their cells, and [z] for what does not apply. */
async function sheetOf(file: Download): Promise<Record<string, string>[]> {
  const parts = unzipSync(readFileSync(await file.path()));
  const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/sheet'));
  const sheet = strFromU8(parts[sheets.toSorted().at(-1)!]!);
  const lines = [...sheet.matchAll(/<row .*?<\/row>/gs)].map(([line]) =>
    [...line.matchAll(/<c r="([A-Z]+)\d+"[^>]*>(?:<v>([^<]*)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)/g)].map(
      ([, column, number, text]) => ({ column: column!, value: number ?? text!.replace(/^\[z\]$/, '') }),
    ),
  );
  // The heads of a workbook are the names of the columns with words apart.
  const header = lines[0]!.map(({ column, value }) => ({
    column,
    value: value.toLowerCase().replaceAll(' ', '_'),
  }));
  return lines
    .slice(1)
    .map((line) =>
      Object.fromEntries(
        header.map(({ column, value }) => [value, line.find((cell) => cell.column === column)?.value ?? '']),
      ),
    );
}

/** Rows of a file of any format, by the names of their columns; what is empty or null is an empty text. */
async function tableOf(file: Download, format: Format): Promise<Record<string, string>[]> {
  if (format === 'csv') return rowsOf(file);
  if (format === 'xlsx') return sheetOf(file);
  const records: Record<string, string | number | null>[] = [];
  if (format === 'geojson') {
    const { features } = JSON.parse(readFileSync(await file.path(), 'utf8')) as {
      features: { properties: Record<string, string | number | null> }[];
    };
    records.push(...features.map(({ properties }) => properties));
  } else {
    const opened = await openForeignGeoPackage(await file.path(), 'provision-ledger.gpkg');
    const columns = ['area_code', 'stage', 'areas', 'need', 'covered_need', 'gap', 'places'];
    for (const { values } of opened.readRows('ledger', columns))
      records.push(Object.fromEntries(columns.map((column, at) => [column, values[at] ?? null])));
    opened.close();
  }
  return records.map((record) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value ?? '')])),
  );
}

const sum = (rows: Record<string, string>[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  app.page.setDefaultTimeout(60_000);
  await waitForAreas(app.page);
  await app.page.getByRole('tab', { name: 'Provision' }).click();
  // On foot nothing depends on a timetable, and every step is quick.
  await app.page.getByRole('radio', { name: 'Walk', exact: true }).click();
});
afterAll(() => app.close());

describe('the ledger', () => {
  beforeAll(async () => {
    await button('Ledger…').click();
    await app.page.locator('.ledger-answer:not([data-old]) tbody tr').first().waitFor();
  });
  afterAll(() => button('Back to the table of areas').click());

  test.each(formats)(
    'leaves as %s with its facts, and adds up there: rows to totals, and these to the counts of the workspace',
    async (format, words) => {
      const files = await take('Export the ledger…', format, words);
      expect(files[0]!.suggestedFilename()).toBe(`provision-ledger.${format}`);
      await expectFacts(files, format, ['Provision ledger', 'on foot']);
      const rows = await tableOf(files[0]!, format);
      const totals = rows.filter((row) => row['area_code'] === '');
      // One for each of the six stages, and one for all of them.
      expect(totals).toHaveLength(7);
      for (const total of totals) {
        const own = rows.filter((row) => row['area_code'] !== '' && row['stage'] === total['stage']);
        expect(own).toHaveLength(6);
        for (const column of ['areas', 'need', 'covered_need', 'gap', 'places'])
          expect(sum(own, column)).toBeCloseTo(Number(total[column]), 6);
      }
      // The need is that of the areas, summed here without the ledger.
      const { values } = await app.backend.client.call('observation.values', {
        geography: 'lsoa:2001',
        indicator: 'jsa_claimants',
        cohort: 'all',
        period: '2008-07',
      });
      const whole = values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
      for (const total of totals) expect(Number(total['need'])).toBe(whole);
    },
  );
});

describe('coverage', () => {
  beforeAll(async () => {
    await button('Measure coverage').click();
    await app.page.locator('.provision-result [role=status]').waitFor();
  });

  test('leaves as csv with its facts, and says of each area what the map shows', async () => {
    const files = await take('Export the coverage…', 'csv', 'CSV');
    expect(files[0]!.suggestedFilename()).toBe('coverage.csv');
    await expectFacts(files, 'csv', ['overage', 'Places that reach nobody in need']);
    const rows = await rowsOf(files[0]!);
    const { codes } = await app.backend.client.call('area.list', { geography: 'lsoa:2001' });
    expect(new Set(rows.map((row) => row['code']))).toEqual(new Set(codes));
    for (const row of rows) expect(Number(row['covered']) + Number(row['gap'])).toBeCloseTo(1, 9);
  });
});

describe('a catchment', () => {
  beforeAll(async () => {
    const { provision } = await app.backend.client.call('provision.list', {});
    await app.page.getByRole('button', { name: /Site$/ }).last().click();
    await app.page.getByRole('option', { name: provision.sites[0]!.name, exact: true }).click();
    await button('Export the catchment…').waitFor();
  });

  test('leaves as geojson with its facts', async () => {
    const files = await take('Export the catchment…', 'geojson', 'GeoJSON');
    expect(files[0]!.suggestedFilename()).toBe('catchment.geojson');
    await expectFacts(files, 'geojson', ['Place']);
  });
});

describe('the planner', () => {
  beforeAll(async () => {
    await button('Where next…').click();
    await button('Choose sites').click();
    const answer = app.page.getByRole('region', { name: 'The planner’s answer' });
    await answer.getByText(/Proven|The best found/).waitFor();
  });

  test('leaves as gpkg with its facts', async () => {
    const files = await take('Export the choice…', 'gpkg', 'GeoPackage');
    expect(files[0]!.suggestedFilename()).toBe('next-sites.gpkg');
    await expectFacts(files, 'gpkg', ['Proof']);
    const file = await openForeignGeoPackage(await files[0]!.path(), 'next-sites.gpkg');
    expect(file.layers.length).toBeGreaterThan(0);
    file.close();
  });
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
