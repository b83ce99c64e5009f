import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFormats, nameInFormat } from '#contract';
import { passGate } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { aDocument } from './a-document.ts';
import { checkCsvw } from './csvw.ts';

describe('the metadata beside a CSV', () => {
  let folder: string;
  let metadata: Record<string, unknown>;
  let rows: string[][];
  const name = nameInFormat('a list', 'csv');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinpoint-csvw-'));
    await writeDocument(passGate(aDocument(), 'none'), { format: 'csv', folder, fileName: 'a list' });
    const path = join(folder, name);
    metadata = JSON.parse(readFileSync(path + exportFormats.csv.beside[0], 'utf8')) as typeof metadata;
    rows = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is of the vocabulary of the W3C, and the file is as it says', () => {
    expect(checkCsvw(metadata, { name: basename(name), rows })).toEqual([]);
  });

  test.each([
    ['a property of no vocabulary', (it: Metadata) => ({ ...it, title: 'A list' }), 'title'],
    ['an address of another file', (it: Metadata) => ({ ...it, url: 'other.csv' }), 'url'],
    ['no context', (it: Metadata) => ({ ...it, '@context': 'http://example.org' }), '@context'],
    ['another dialect', (it: Metadata) => ({ ...it, dialect: { headers: true } }), 'headers'],
    ['a key that is no column', (it: Metadata) => withSchema(it, { primaryKey: 'id' }), 'primaryKey'],
    ['a datatype that is none', (it: Metadata) => withColumn(it, { datatype: 'text' }), 'datatype'],
    ['titles that are not the head', (it: Metadata) => withColumn(it, { titles: 'Another' }), 'titles'],
    ['a name that is none', (it: Metadata) => withColumn(it, { name: '_rank 1' }), 'name'],
    ['no marks of what is missing', (it: Metadata) => withColumn(it, { null: '' }, 'jsa_claimants'), '[c]'],
    ['a column too few', (it: Metadata) => withSchema(it, { columns: [] }), 'columns'],
  ])('%s would be found', (_, change, told) => {
    const problems = checkCsvw(change(metadata as Metadata), { name, rows });
    expect(problems.join('\n')).toContain(told);
  });
});

type Schema = { columns: Record<string, unknown>[] };
type Metadata = Record<string, unknown> & { tableSchema: Schema };

function withSchema(metadata: Metadata, part: object): Metadata {
  return { ...metadata, tableSchema: { ...metadata.tableSchema, ...part } };
}

function withColumn(metadata: Metadata, part: object, name?: string): Metadata {
  const { columns } = metadata.tableSchema;
  const changed = name ?? columns[0]!['name'];
  return withSchema(metadata, {
    columns: columns.map((column) => (column['name'] === changed ? { ...column, ...part } : column)),
  });
}
