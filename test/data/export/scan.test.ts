import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exportFormatIds, getFormat, nameInFormat, type ExportFormat } from '#contract';
import { passGate, type DocumentTable, type ExportDocument } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { scanFile } from '../../../data/export/scan/scan.ts';
import { writers } from '../../../data/export/writers/index.ts';
import { aDocument, someFurtherTables } from './a-document.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-scan-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a document without looking through it. */
async function write(format: ExportFormat, document: ExportDocument, name = 'list'): Promise<string> {
  const path = join(folder, nameInFormat(name, format));
  await writers[format].write(passGate(document, 'none'), path);
  return path;
}

/** What is said of a file that is held against a document: "as it should be", or what was found. */
async function scan(format: ExportFormat, path: string, document: ExportDocument): Promise<string> {
  try {
    await scanFile({ path, document, writer: writers[format], holds: getFormat(format).holds, beside: [] });
    return 'as it should be';
  } catch (error) {
    expect(error).toMatchObject({ code: 'internal' });
    return (error as { details: { found: string } }).details.found;
  }
}

type FirstTable = Pick<DocumentTable, 'rows'>;

function withTable(document: ExportDocument, change: (table: DocumentTable) => FirstTable): ExportDocument {
  const [first, ...others] = document.tables;
  return { ...document, tables: [{ ...first, ...change(first) }, ...others] };
}

/** The document with another cell in a row and column of its first table. */
function withCell(
  document: ExportDocument,
  [row, key]: readonly [number, string],
  cell: string | number | null,
): ExportDocument {
  return withTable(document, ({ columns, rows }) => ({
    rows: rows.map((each, at) =>
      at === row
        ? { ...each, cells: each.cells.map((old, column) => (columns[column]!.key === key ? cell : old)) }
        : each,
    ),
  }));
}

describe.each(exportFormatIds)('%s', (format) => {
  const document = aDocument();
  let path: string;
  beforeAll(async () => {
    path = await write(format, document, 'whole');
  });

  test('reads back as it was written, whatever its texts are made of', async () => {
    expect(await scan(format, path, document)).toBe('as it should be');
  });

  test('so does one of several tables, one of them empty and two of one name', async () => {
    const several = aDocument(someFurtherTables());
    expect(await scan(format, await write(format, several, 'several'), several)).toBe('as it should be');
  });

  test('a cell that the document holds no longer is found', async () => {
    const changes: [readonly [number, string], string | number | null][] = [
      [[0, 'jsa_claimants'], '[c]'],
      [[0, 'jsa_claimants'], 143],
      [[1, 'jsa_claimants'], 3],
      [[0, 'jsa_rate'], 14.3],
      [[1, 'name'], 'Elsewhere'],
      [[0, 'reasons'], null],
    ];
    for (const [place, cell] of changes)
      expect(await scan(format, path, withCell(document, place, cell))).toContain('row');
  });

  test('a row too many or too few is found', async () => {
    const fewer = withTable(document, ({ rows }) => ({ rows: rows.slice(1) }));
    const more = withTable(document, ({ rows }) => ({ rows: [...rows, ...rows] }));
    for (const other of [fewer, more]) expect(await scan(format, path, other)).toContain('rows');
  });

  test('a fact or a title that the document holds no longer is found', async () => {
    const facts = document.facts.map(
      ([name, value]) => [name, name === 'Note' ? 'Nothing.' : value] as const,
    );
    expect(await scan(format, path, { ...document, facts })).toContain('4,912');
    const untitled = { ...document, title: 'Another', facts: facts.filter(([name]) => name !== 'Title') };
    expect(await scan(format, path, untitled)).toContain('Priority');
  });

  test('the same document gives the same bytes, whatever the day', async () => {
    const names = readdirSync(folder).filter((name) => name.startsWith('whole.'));
    const before = names.map((name) => readFileSync(join(folder, name)));
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-07-08T09:10:11Z') });
    await write(format, document, 'whole');
    vi.useRealTimers();
    expect(names.map((name, at) => before[at]!.equals(readFileSync(join(folder, name))))).not.toContain(
      false,
    );
  });

  test('a file that is damaged is refused', async () => {
    const bytes = readFileSync(path);
    const cut = join(folder, nameInFormat('cut', format));
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    expect(await scan(format, cut, document)).not.toBe('as it should be');
  });
});

/** Puts other texts into the parts of a zip, or parts beside them, in a copy of the file. */
function tamper(path: string, change: (parts: Record<string, string>) => Record<string, string>): string {
  const parts = Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [
    name,
    strFromU8(bytes),
  ]);
  const changed = Object.entries(change(Object.fromEntries(parts) as Record<string, string>));
  const copy = join(folder, `tampered-${basename(path)}`);
  const mtime = new Date('1980-01-01T00:00:00');
  writeFileSync(
    copy,
    zipSync(Object.fromEntries(changed.map(([name, text]) => [name, strToU8(text)])), { mtime }),
  );
  return copy;
}

describe('a workbook is refused', () => {
  const document = aDocument();
  const inPart = (name: string, from: string | RegExp, to: string) => (parts: Record<string, string>) => {
    const changed = parts[name]!.replace(from, to);
    expect(changed).not.toBe(parts[name]);
    return { ...parts, [name]: changed };
  };
  const workbook = 'xl/workbook.xml';
  const list = 'xl/worksheets/sheet5.xml';

  test.each([
    [
      'with a hidden sheet',
      inPart(workbook, 'name="Notes"', 'name="Notes" state="veryHidden"'),
      'hidden sheet',
    ],
    ['with a sheet of another name', inPart(workbook, 'name="Notes"', 'name="Working"'), 'Working'],
    [
      'with a name that is defined',
      inPart(workbook, 'name="_xlnm.Print_Area"', 'name="Claimants"'),
      'Claimants',
    ],
    ['with another part', (parts: object) => ({ ...parts, 'xl/comments1.xml': '<comments/>' }), 'comments1'],
    ['with a template', (parts: object) => ({ ...parts, 'xl/calcChain.xml': '<calcChain/>' }), 'calcChain'],
    [
      'with another property',
      inPart('docProps/core.xml', '<dc:title>', '<dc:subject>142</dc:subject><dc:title>'),
      '142',
    ],
    ['with a link to elsewhere', inPart('_rels/.rels', ' Target=', ' TargetMode="External" Target='), 'link'],
    ['with a formula', inPart(list, /<v>142<\/v>/, '<f>SUM(A1)</f><v>142</v>'), 'f in sheet'],
    ['with a hidden row', inPart(list, '<row r="3"', '<row r="3" hidden="1"'), 'hidden row'],
    ['with a hidden column', inPart(list, '<col min="1"', '<col hidden="1" min="1"'), 'hidden col'],
    [
      'with a cell too many',
      inPart(list, '</row></sheetData>', '<c r="ZZ4"><v>9</v></c></row></sheetData>'),
      'place',
    ],
    ['with a comment in its XML', inPart(list, '<sheetData>', '<!-- 142 --><sheetData>'), 'no element'],
    [
      'with another name of a column',
      inPart('xl/tables/table5.xml', 'name="Code"', 'name="Postcode"'),
      'Postcode',
    ],
  ] as const)('%s', async (_, change, told) => {
    const path = tamper(await write('xlsx', document, 'tried'), change);
    expect(await scan('xlsx', path, document)).toContain(told);
  });

  test('with bytes that belong to no part', async () => {
    const path = await write('xlsx', document, 'longer');
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('142')]));
    expect(await scan('xlsx', path, document)).not.toBe('as it should be');
  });
});

describe('a GeoPackage is refused', () => {
  const document = aDocument();

  test.each([
    ['with another table', 'CREATE TABLE working (claimants INTEGER)', 'working'],
    ['with a view', 'CREATE VIEW all_of_them AS SELECT * FROM priority_areas', 'all_of_them'],
    ['with another column', 'ALTER TABLE priority_areas ADD COLUMN postcode TEXT', 'postcode'],
    ['with another fact', "INSERT INTO facts (name, value) VALUES ('Note', '142 of 143')", '142 of 143'],
    [
      'with what was deleted',
      `CREATE TABLE gone AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999) SELECT i, hex(randomblob(99)) FROM n; DROP TABLE gone`,
      'deleted',
    ],
  ])('%s', async (_, sql, told) => {
    const path = await write('gpkg', document, 'tried');
    const database = new Database(path);
    database.exec(sql);
    database.close();
    expect(await scan('gpkg', path, document)).toContain(told);
  });
});

test('what is not as it should be is removed, and nothing is left', async () => {
  const place = mkdtempSync(join(folder, 'place-'));
  const document = aDocument();
  // What changes while it is written is not what has passed.
  let reads = 0;
  const [[name, value], ...others] = document.facts as [
    readonly [string, string],
    ...(typeof document.facts)[number][],
  ];
  const changing = Object.defineProperty([name, value] as [string, string], 1, {
    get: () => (reads++ < 1 ? '4,912' : value),
  });
  const facts = [changing, ...others];
  await expect(
    writeDocument(passGate({ ...document, facts }, 'none'), {
      format: 'csv',
      folder: place,
      fileName: 'list',
    }),
  ).rejects.toMatchObject({ code: 'internal', details: { file: 'list.csv' } });
  expect(readdirSync(place)).toEqual([]);
});
