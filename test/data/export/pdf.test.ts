import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameInFormat } from '#contract';
import { passGate, type DocumentTable, type ExportDocument } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { aDocument } from './a-document.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-pdf-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The document with its first table's rows again and again, and so many more columns of numbers. */
function stretched(document: ExportDocument, rows: number, columns: number): ExportDocument {
  const [first] = document.tables;
  const more = Array.from({ length: columns }, (_, at) => at);
  const table: DocumentTable = {
    ...first,
    columns: [
      ...first.columns,
      ...more.map((at) => ({
        key: `number_${at}_of_claimants`,
        title: `Number ${at}`,
        unit: null,
        type: 'integer' as const,
      })),
    ],
    rows: Array.from({ length: rows }, (_, at) => {
      const row = first.rows[at % first.rows.length]!;
      return { ...row, cells: [...row.cells, ...more.map((column) => 1000 * at + column)] };
    }),
  };
  return { ...document, tables: [table] };
}

async function write(document: ExportDocument, fileName = 'list'): Promise<string> {
  await writeDocument(passGate(document, 'none'), { format: 'pdf', folder, fileName });
  return join(folder, nameInFormat(fileName, 'pdf'));
}

test('columns beyond the width of a page and texts beyond its height are all there', async () => {
  // Writing reads the file back and holds every cell against the document.
  const document = stretched(aDocument(), 5, 30);
  const [table] = document.tables;
  const long = Array.from({ length: 2000 }, (_, at) => `reason ${at};`).join(' ');
  const rows = table.rows.map((row, at) =>
    at === 2 ? { ...row, cells: row.cells.map((cell, column) => (column === 2 ? long : cell)) } : row,
  );
  await expect(write({ ...document, tables: [{ ...table, rows }] })).resolves.toContain('list');
});

test('names that the fonts do not have are all there, by their numbers at least, and told as a loss', async () => {
  const names: [name: string, isShown: boolean][] = [
    ['Café o\u0308\u0323 ≥ ½ ﬁ ☎\uFE0F 😀', true],
    ['مدينة المنطقة', true],
    ['תל אביב 12', true],
    ['曼徹斯特', false],
    ['दिल्ली กรุงเทพ', false],
    ['👩\u200D👩\u200D👧 🇬🇧', false],
    ['a\u0000b\u001Bc\u0085d\u202Ee\u2028f\u00ADg', false],
    ['\uD83D and \uE000', false],
    ['[U+1F600] as it is typed', true],
    ['x'.repeat(500), true],
    ['Wörd '.repeat(100), true],
  ];
  for (const [name, isShown] of names) {
    const document = aDocument();
    const [table] = document.tables;
    const rows = table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell, at) => (at === 2 ? name : cell)),
    }));
    const named = { ...document, title: name, author: name, tables: [{ ...table, rows }] as const };
    const as = { format: 'pdf' as const, folder, fileName: 'named' };
    // Writing reads the file back and holds every text against the document.
    const { losses } = await writeDocument(passGate(named, 'none'), as);
    expect([name, losses.length]).toEqual([name, isShown ? 0 : 1]);
    if (name.startsWith('曼')) expect(losses[0]).toContain('4 characters');
    if (name.startsWith('曼')) expect(losses[0]).toContain('[U+66FC] [U+5FB9]');
  }
});

const hasPoppler = spawnSync('pdfinfo', ['-v']).status === 0;

describe.skipIf(!hasPoppler)(`poppler${hasPoppler ? '' : ' (skipped: it is not installed)'}`, () => {
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { encoding: 'utf8' });
  let path: string;
  beforeAll(async () => {
    path = await write(stretched(aDocument(), 100, 0));
  });

  test('finds title, author and tags', () => {
    const info = run('pdfinfo', path);
    expect(info).toMatch(/^Title: +Priority LSOAs$/m);
    expect(info).toMatch(/^Author: +A\. Analyst$/m);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^JavaScript: +no$/m);
    expect(info).toMatch(/^PDF version: +1\.7$/m);
  });

  test('finds headings, and one table with heads of columns and of rows', () => {
    const parts = run('pdfinfo', '-struct', path)
      .split('\n')
      .map((line) => /^\w+/.exec(line.trim())?.[0]);
    const count = (part: string): number => parts.filter((each) => each === part).length;
    const columns = aDocument().tables[0].columns.length;
    expect(count('H1')).toBe(1);
    expect(count('H2')).toBe(7);
    expect(count('Table')).toBe(1);
    expect(count('TR')).toBe(101);
    expect(count('TH')).toBe(columns + 100);
    expect(count('TD')).toBe(100 * (columns - 1));
  });

  test('finds contents, with a link to each part and its page', async () => {
    // Poppler takes seconds for the texts of a long table.
    const path = await write(stretched(aDocument(), 20, 0), 'short');
    const tree = run('pdfinfo', '-struct-text', path);
    expect(tree.match(/^ *TOCI/gm)).toHaveLength(6);
    const told = tree.slice(tree.indexOf('TOCI')).replaceAll(/\s+/g, ' ');
    expect(told).toMatch(
      /^TOCI Reference \(inline\) Link \(inline\) "About this document" Object \d+ 0 P \(block\) "page 1"/,
    );
    const places = run('pdfinfo', '-dests', path);
    expect(places.match(/"part-\d"/g)).toHaveLength(6);
    const last = run('pdftotext', '-layout', path, '-')
      .split('\f')
      .findIndex((page) => /^Sources and/m.test(page));
    expect(tree).toContain(`page ${last + 1}`);
  });

  test('finds texts that can be selected, the heads on every page of the table', () => {
    const pages = run('pdftotext', '-layout', path, '-').split('\f');
    const text = pages.join('\n').replaceAll(/\s+/g, ' ');
    for (const words of ['Tŷ Gŵyr', '≥ 10', 'jsa_rate > 10', 'Open Government Licence', '[c]'])
      expect(text).toContain(words);
    const listed = pages.filter((page) => page.includes('E0100000'));
    expect(listed.length).toBeGreaterThan(2);
    for (const page of listed) expect(page).toMatch(/Rank +Code +Name/);
    expect(pages[1]).toContain('Page 2 of');
  });

  test('embeds every font, as far as it is used', () => {
    const fonts = run('pdffonts', path).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+.* yes yes yes /);
  });
});
