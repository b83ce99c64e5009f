import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import * as fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { makeBench, observations, refusal, valuesOf } from './build.ts';

const bench = makeBench();
const areas = { 'lsoa:2011': ['E01000001', 'E01000002', 'E01000003'] };
const plain = 'code,name,value\nE01000001,Caffè Nero,"1,234"\nE01000002,B,2\n';
afterAll(() => bench.clear());

function inspect(name: string, content: string | Uint8Array) {
  return inspectFiles('observations', [bench.file(name, content)], {});
}

function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('a table of text', () => {
  it.each([
    ['plain.csv', plain, 'CSV', 'utf-8'],
    ['bom.csv', `\uFEFF${plain}`, 'CSV', 'utf-8'],
    ['windows.csv', Buffer.from(plain, 'latin1'), 'CSV', 'windows-1252'],
    ['utf16le.csv', utf16(plain, 'le'), 'CSV', 'utf-16le'],
    ['utf16be.csv', utf16(plain, 'be'), 'CSV', 'utf-16be'],
    ['unmarked16.csv', Buffer.from(plain, 'utf16le'), 'CSV', 'utf-16le'],
    ['crlf.csv', plain.replaceAll('\n', '\r\n'), 'CSV', 'utf-8'],
    ['cr.csv', plain.replaceAll('\n', '\r'), 'CSV', 'utf-8'],
    [
      'tabs.tsv',
      Papa.unparse(Papa.parse(plain.trim()).data as string[][], { delimiter: '\t' }),
      'TSV',
      'utf-8',
    ],
    [
      'semicolons.csv',
      Papa.unparse(Papa.parse(plain.trim()).data as string[][], { delimiter: ';' }),
      'CSV with semicolons',
      'utf-8',
    ],
    ['packed.csv.gz', gzipSync(plain), 'CSV, gzipped', 'utf-8'],
    [
      'packed.zip',
      zipSync({ 'folder/table.csv': strToU8(plain), 'readme.md': strToU8('hello') }),
      'CSV in a zip',
      'utf-8',
    ],
  ])(
    'is read whatever its packing, encoding, line ends and delimiter: %s',
    async (name, content, format, encoding) => {
      const found = await inspect(name, content);
      expect(found).toMatchObject({ format, encoding, rows: 2, columns: ['code', 'name', 'value'] });
      expect(found.sample).toEqual([
        ['E01000001', 'Caffè Nero', '1,234'],
        ['E01000002', 'B', '2'],
      ]);
    },
  );

  it('is the one called data where a zip holds several', async () => {
    const zip = zipSync({ 'KS102DATA.CSV': strToU8(plain), 'KS102META.CSV': strToU8('a,b\n') });
    expect((await inspect('census.zip', zip)).rows).toBe(2);
  });

  it('keeps quoted line ends, delimiters and quotation marks inside its cells', async () => {
    const found = await inspect(
      'quotes.csv',
      'code,note,value\nE01000001,"a ""b"", c\nd",5\nE01000002,5" pipe,6\n',
    );
    expect(found.sample).toEqual([
      ['E01000001', 'a "b", c\nd', '5'],
      ['E01000002', '5" pipe', '6'],
    ]);
  });

  it('is cut into the same cells as another reader cuts it', async () => {
    const cell = fc.stringMatching(/^[a-z0-9 ,"\n;]{0,12}$/);
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const filled = rows.map(([a, b, c], at) => [`E0100${1000 + at}`, a, b, `x${c}`]);
        const text = Papa.unparse([['code', 'a', 'b', 'c'], ...filled]);
        expect((await inspect('law.csv', text)).sample).toEqual(filled);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the header', () => {
  it('names repeated and empty columns, and says so', async () => {
    const found = await inspect('header.csv', 'code,Total,,Total\nE01000001,1,2,3\n');
    expect(found.columns).toEqual(['code', 'Total', 'Column 3', 'Total (2)']);
    expect(found.notes.join()).toMatch(/“Total” more than once.*One column has no name/);
  });

  it('gives each name once, also beside columns that are called by a number already', async () => {
    const found = await inspect('numbered.csv', 'code,x,x (2),x,x\nE01000001,1,2,3,4\n');
    expect(found.columns).toEqual(['code', 'x', 'x (2)', 'x (3)', 'x (4)']);
  });

  it('of tens of thousands of columns with one name is named in a moment', async () => {
    const names = ['code', ...Array.from({ length: 60_000 }, () => 'x')].join(',');
    const found = await inspect('wide.csv', `${names}\nE01000001${',1'.repeat(60_000)}\n`);
    expect(found.columns.at(-1)).toBe('x (60000)');
    expect(new Set(found.columns).size).toBe(60_001);
  }, 30_000);

  it('may be missing', async () => {
    const found = await inspect('headless.csv', 'E01000001,5\nE01000002,6\n');
    expect(found).toMatchObject({ rows: 2, columns: ['Column 1', 'Column 2'] });
    expect(found.notes.join()).toMatch(/no header row/);
  });

  it('may stand under titles, and notes may follow the table, as in Nomis downloads', async () => {
    const text = [
      '"Jobseeker\'s Allowance by age and duration"',
      '"ONS Crown Copyright Reserved [from Nomis on 3 March 2018]"',
      '',
      '"Date","July 2008"',
      '"sex","Total"',
      '',
      '"2011 super output area - lower layer","mnemonic","Total","Aged 18-24"',
      '"City of London 001A","E01000001","5","0"',
      '"City of London 001B","E01000002","-","5"',
      '',
      '"These figures are rounded to the nearest 5, and may not add up."',
      'Figures are missing where the area is new',
    ].join('\r\n');
    const file = bench.file('nomis.csv', text);
    const found = await inspectFiles('observations', [file], { valueColumn: 'Total' });
    expect(found.columns).toEqual([
      '2011 super output area - lower layer',
      'mnemonic',
      'Total',
      'Aged 18-24',
    ]);
    expect(found.mapping).toMatchObject({ codeColumn: 'mnemonic', period: '2008-07', valueColumn: 'Total' });
    const writer = bench.workspace(areas);
    const { findings } = await bench.run(
      writer,
      file,
      observations({ codeColumn: 'mnemonic', valueColumn: 'Total', period: '2008-07' }),
    );
    expect(findings.rows).toEqual({ read: 2, taken: 2, rejected: 0 });
    expect(findings.warnings.join()).toMatch(/2 lines of notes .* beginning with “These figures are rounded/);
  });
});

describe('rows that do not fit the header', () => {
  it('are rejected; cells that are only missing at the end or blank beyond it are not', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'ragged.csv',
      'code,name,value\nE01000001,A,5,,\nE01000002,B, Ward,6\nE01000003,C\nE01000003,C,7\n',
    );
    const { findings } = await bench.run(writer, file, observations());
    expect(valuesOf(writer)).toEqual({ E01000001: 5, E01000002: null, E01000003: 7 });
    expect(findings.rejects).toEqual([
      { row: 3, reason: expect.stringMatching(/4 cells where the header has 3.*quotation marks/) },
      { row: 4, reason: 'the row has 2 cells where the header has 3' },
    ]);
  });
});

describe('what is no table of text', () => {
  const truncated = gzipSync(plain.repeat(200)).subarray(0, 60);
  it.each([
    ['page.csv', '<!DOCTYPE html><html><body>Sign in</body></html>', /web page/],
    ['answer.csv', '{"error":"no such dataset"}', /JSON/],
    ['list.csv', '[{"code":"E01000001"}]', /JSON/],
    ['feed.csv', '<?xml version="1.0"?><data/>', /XML/],
    ['book.xlsx', 'PK\u0003\u0004', /Excel workbook/],
    [
      'named.csv',
      zipSync({ 'xl/workbook.xml': strToU8('<x/>'), '[Content_Types].xml': strToU8('<x/>') }),
      /Excel workbook/,
    ],
    [
      'old.csv',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      /Excel workbook \(\.xls\)/,
    ],
    ['paper.csv', '%PDF-1.7\n', /PDF/],
    ['raw.csv', Uint8Array.from([1, 2, 0, 3, 0, 0, 0, 9]), /binary/],
    ['empty.csv', '', /is empty/],
    ['blank.csv', '\n \n\n', /blank lines/],
    ['cut.csv.gz', truncated, /not a complete archive/],
    ['two.zip', zipSync({ 'a.csv': strToU8(plain), 'b.csv': strToU8(plain) }), /holds 2 tables/],
    ['none.zip', zipSync({ 'a.png': strToU8('x'), 'b.png': strToU8('y') }), /no table of text/],
  ])('is refused and named: %s', async (name, content, words) => {
    const refused = await refusal(inspect(name, content));
    expect(refused.code).toBe('input_refused');
    expect(refused.message).toMatch(words);
    expect(refused.details['file']).toContain(name);
  });

  it('is refused where a line never ends', async () => {
    const refused = await refusal(inspect('line.csv', `code,value\n${'x'.repeat(6 << 20)}`));
    expect(refused).toMatchObject({ code: 'input_refused', message: expect.stringContaining('Line 2') });
  });

  it('is refused where a quotation mark is never closed', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('open.csv', 'code,value\nE01000001,5\nE01000002,"6\n');
    const refused = await refusal(bench.run(writer, file, observations()));
    expect(refused.message).toMatch(/quotation mark in row 3 .* is never closed/);
    expect(refused.details['row']).toBe(3);
  });

  it('is refused where the download breaks off in the middle of a row', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('cut.csv', 'code,name,value\nE01000001,A,5\nE0100000');
    const refused = await refusal(bench.run(writer, file, observations()));
    expect(refused.message).toMatch(/breaks off in row 3/);
  });

  it('is refused where there is a header and nothing else', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('bare.csv', 'code,value\n\n');
    expect((await refusal(bench.run(writer, file, observations()))).message).toMatch(/a header but no rows/);
  });

  it('is refused where several files are picked, and not found where none is there', async () => {
    const file = bench.file('one.csv', plain);
    expect((await refusal(inspectFiles('observations', [file, file], {}))).message).toMatch(/one at a time/);
    const gone = { path: `${bench.folder}/gone.csv`, name: 'gone.csv' };
    expect((await refusal(inspectFiles('observations', [gone], {}))).code).toBe('not_found');
  });
});

describe('a file that changes while it is read', () => {
  it('is refused and nothing of it stays', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('moving.csv', 'code,value\nE01000001,5\n');
    const progress = {
      stage: (name: string) =>
        void (name === 'Checking' && bench.file('moving.csv', 'code,value\nE01000001,6\nE01000002,7\n')),
      report() {},
      checkCancelled() {},
    };
    const refused = await refusal(bench.run(writer, file, observations(), progress));
    expect(refused.message).toMatch(/changed while it was being read/);
    expect(writer.listIndicators()).toEqual([]);
  });
});
