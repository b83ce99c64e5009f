import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameInFormat } from '#contract';
import { passGate } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { aDocument, someFurtherTables } from './a-document.ts';

const hasOffice = spawnSync('soffice', ['--version']).status === 0;
const workbooks = ['xlsx', 'ods'] as const;
const document = aDocument(someFurtherTables());
/** Every sheet of a file as CSV, with commas, as they are stored and not as they are shown. */
const asStored = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

describe.skipIf(!hasOffice)(`LibreOffice${hasOffice ? '' : ' (skipped: it is not installed)'}`, () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinpoint-office-'));
    const passed = passGate(document, 'none');
    for (const format of workbooks) await writeDocument(passed, { format, folder, fileName: format });
    const files = workbooks.map((format) => join(folder, nameInFormat(format, format)));
    const own = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    execFileSync('soffice', ['--headless', own, '--convert-to', asStored, '--outdir', folder, ...files], {
      stdio: 'ignore',
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (format: string, sheet: string): string[][] =>
    Papa.parse<string[]>(readFileSync(join(folder, `${format}-${sheet}.csv`), 'utf8'), {
      skipEmptyLines: true,
    }).data;

  test.each(workbooks)('%s opens with all its sheets', (format) => {
    const sheets = readdirSync(folder).filter((name) => name.startsWith(`${format}-`));
    const further = ['Areas 2', 'Deliveries what is said of each'];
    const names = ['Areas', 'Columns', 'Contents', 'Cover', 'Notes', ...further];
    expect(sheets.toSorted()).toEqual(names.map((name) => `${format}-${name}.csv`).toSorted());
  });

  test.each(workbooks)('%s gives every cell of the list: numbers unrounded, texts as they are', (format) => {
    const [head, ...rows] = read(format, 'Areas');
    const [{ columns, rows: expected }] = document.tables;
    expect(head).toHaveLength(columns.length);
    expect(rows).toHaveLength(expected.length);
    for (const [at, { cells }] of expected.entries())
      for (const [column, cell] of cells.entries()) {
        const found = rows[at]![column]!;
        if (typeof cell === 'number') expect(Number(found)).toBeCloseTo(cell, 10);
        else expect(found).toBe(cell ?? '[z]');
      }
  });

  test('both give the same cells on every sheet', () => {
    for (const sheet of ['Cover', 'Contents', 'Notes', 'Columns', 'Areas', 'Areas 2'])
      expect(read('ods', sheet)).toEqual(read('xlsx', sheet));
  });
});
