import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, test } from 'vitest';
import { mostBytesWithTables, type ObservationsMapping } from '#contract';
import { inspectFiles, listSets } from '#data/import';
import { makeBench, observations, refusal, valuesOf } from './build.ts';

const bench = makeBench();
afterAll(() => bench.clear());
const codes = ['E01000001', 'E01000002', 'E01000003'];
const areas = { 'lsoa:2011': codes };
const table = (header: string, ...values: number[]) =>
  [header, ...values.map((value, at) => `${codes[at]},${value}`)].join('\n');
const run = (text: string, changes: Partial<ObservationsMapping> = {}) => {
  const writer = bench.workspace(areas);
  const outcome = bench.run(writer, bench.file('several.csv', `${text}\n`), observations(changes));
  return { writer, outcome };
};

describe('several tables one below another', () => {
  it.each([
    [
      'of two sexes',
      `"sex","Male"\n\n${table('code,value', 1, 2, 3)}\n\n"sex","Female"\n\n${table('code,value', 4, 5, 6)}`,
      '3, 10',
      'row 3 (sex: Male) | row 10 (sex: Female)',
    ],
    [
      'of three dates',
      `"date","2021"\n${table('code,value', 1, 2)}\n\n"date","2022"\n${table('code,value', 1, 2)}\n\n"date","2023"\n${table('code,value', 1, 2)}`,
      '2, 7, 12',
      'row 12 (date: 2023)',
    ],
    [
      'with other columns',
      `${table('code,value', 1, 2, 3)}\n\ncode,persons,homes\nE01000001,1,2\nE01000002,1,2`,
      '1, 6',
      'row 6',
    ],
    [
      'with another header of as many columns',
      `${table('code,value', 1, 2, 3)}\n\n${table('area,homes', 7, 8, 9)}`,
      '1, 6',
      'row 6',
    ],
  ])('are refused with their rows: %s', async (_, text, rows, found) => {
    const refused = await refusal(run(text, { period: '2021' }).outcome);
    expect(refused.message).toContain(`headers stand in rows ${rows}`);
    expect(refused.details['found']).toContain(found);
  });

  it('are not seen where only the header comes again', async () => {
    const { writer, outcome } = run(`${table('code,value', 1, 2)}\ncode,value\nE01000003,3`);
    expect((await outcome).findings.warnings.join()).toContain('The header comes again in 1 row');
    expect(valuesOf(writer)).toEqual({ E01000001: 1, E01000002: 2, E01000003: 3 });
  });

  it('are not seen in blank lines, notes and totals', async () => {
    const text = `${table('code,value', 1, 2, 3)}\n\nTotal,6\n\nSource: Nomis\nNote, that this is rounded`;
    expect((await run(text).outcome).findings.rows.taken).toBe(3);
  });
});

describe('the lines above a table', () => {
  it('that say who is counted hold for all rows', async () => {
    const file = bench.file(
      'males.csv',
      `"date","March 2021"\n"gender","Male"\n\n${table('code,value', 1, 2, 3)}\n`,
    );
    const writer = bench.workspace(areas);
    const { mapping } = await inspectFiles('observations', [file], { indicator: 'claimants' }, writer);
    expect(mapping).toMatchObject({ cohort: { sex: 'Male' }, period: '2021-03' });
    await bench.run(writer, file, mapping);
    expect(writer.findColumn('lsoa:2011', 'claimants', 'all', '2021-03')).toBeUndefined();
    expect(writer.findColumn('lsoa:2011', 'claimants', 'sex=male', '2021-03')?.values[0]).toBe(1);
  });

  it('that say another date than the mapping are a refusal; a month of its year is none', async () => {
    const text = `"date","March 2021"\n\n${table('code,value', 1, 2, 3)}`;
    expect(await refusal(run(text, { period: '2020-03' }).outcome)).toMatchObject({
      message: '“several.csv” says above its table that it is of March 2021, not of March 2020.',
      details: { found: 'date: March 2021' },
    });
    expect((await run(text, { period: '2021' }).outcome).findings.rows.taken).toBe(3);
  });
});

describe('values that cannot be', () => {
  it.each([
    ['count', '-4', 'negative'],
    ['count', '12.5', 'not a whole number'],
    ['count', '10%', 'a percentage'],
    ['count', '5000000000', 'too large to be a count'],
    ['score', '1e308', 'too large to be a value'],
    ['score', '-1e300', 'too large to be a value'],
    ['count', 'inf', 'infinite'],
    ['score', '1e999', 'too large to be a value'],
    ['rate', '123456', 'far above 100 %'],
  ] as const)('a %s of %s is rejected with row and column: %s', async (kind, cell, reason) => {
    const { writer, outcome } = run(`code,value\nE01000001,1\nE01000002,${cell}`, { kind });
    const { findings } = await outcome;
    expect(findings.rejects).toEqual([{ row: 3, reason: expect.stringContaining(reason) }]);
    expect(findings.rejects[0]!.reason).toContain(`“${cell}” in “value”`);
    expect(valuesOf(writer)).toEqual({ E01000001: 1, E01000002: null, E01000003: null });
  });
});

describe('several rows for one area', () => {
  it('that an unread name tells apart are refused, naming it', async () => {
    const text = 'code,ward_name,value\nE01000001,Abbey,12\nE01000001,Park,8\nE01000002,Park,3';
    expect(await refusal(run(text).outcome)).toMatchObject({ details: { column: 'ward_name' } });
  });

  it('that nothing tells apart are refused where they are many', async () => {
    const text = `${table('code,value', 1, 2, 3)}\n${[4, 5, 6, 7].map((v) => `E01000001,${v}`).join('\n')}`;
    expect(await refusal(run(text).outcome)).toMatchObject({
      message: expect.stringContaining('4 rows of “several.csv” give an area'),
      details: { found: 'row 2 against row 5, row 2 against row 6, row 2 against row 7' },
    });
  });
});

describe('columns of ages', () => {
  const ages = (header: string, sumColumns: string) =>
    run(
      `code,${header}\nE01000001,${header
        .split(',')
        .map((_, at) => 10 ** at)
        .join(',')}`,
      {
        valueColumn: null,
        sumColumns,
      },
    );

  it.each([
    ['16,17,18,16-18', '16-18', 1000],
    ['16-18,16,17,18', '16-18', 1],
    ['16-17,18,aged_16_to_18', '16-18', 11],
    ['16,17-18,16-17', '16-18', 11],
  ])('%s make up %s once each', async (header, span, sum) => {
    const { writer, outcome } = ages(header, span);
    await outcome;
    expect(valuesOf(writer)['E01000001']).toBe(sum);
  });

  it('that count the same ages alike are refused with their names', async () => {
    expect(await refusal(ages('16,age 16,17', '16-17').outcome)).toMatchObject({
      details: { found: '“16”, “age 16”, “17”' },
    });
  });
});

describe('one of several tables', () => {
  const first = `"date","March 2021"\n"gender","Male"\n\ncode,value\nE01000001,1\nE01000002,2`;
  const second = `"date","March 2021"\n"gender","Female"\n\ncode,value\n"E01000001",10\nE01000002,bad\nE01000003,30`;

  it('is read by itself, with the lines above it and the rows of the file', async () => {
    const file = bench.file('several.csv', `${first}\n\n${second}\n`);
    const { sets } = await listSets([file]);
    expect(sets.map(({ name }) => name)).toEqual([
      'several.csv: table 1 (gender: Male)',
      'several.csv: table 2 (gender: Female)',
    ]);
    const writer = bench.workspace(areas);
    for (const { files } of sets) {
      const { mapping } = await inspectFiles('observations', files, { indicator: 'claimants' }, writer);
      const { findings } = await bench.run(writer, files[0]!, mapping);
      if (files[0]!.table === 2)
        expect(findings.rejects).toEqual([{ row: 13, reason: expect.stringContaining('“bad”') }]);
    }
    const sums = ['sex=male', 'sex=female'].map((cohort) =>
      writer
        .findColumn('lsoa:2011', 'claimants', cohort, '2021-03')!
        .values.reduce((sum, value) => sum + (value || 0), 0),
    );
    expect(sums).toEqual([3, 40]);
  });

  it('that is not there is a refusal with those that are', async () => {
    const file = { ...bench.file('several.csv', `${first}\n\n${second}\n`), table: 3 };
    expect(await refusal(inspectFiles('observations', [file], {}))).toMatchObject({
      message: expect.stringContaining('has no table 3'),
      details: { found: 'table 1 (gender: Male), table 2 (gender: Female)' },
    });
  });

  it('is no choice in a file of one', async () => {
    const { sets } = await listSets([bench.file('one.csv', `${first}\n`)]);
    expect(sets.map(({ name }) => name)).toEqual(['one.csv']);
  });
});

test('lines above a table are told shortened, however long they are', async () => {
  const parts = ['a', 'b'].map((letter) => `"${letter.repeat(5000)}"\n\n${table('code,value', 1, 2, 3)}\n\n`);
  const refused = await refusal(run(parts.join('')).outcome);
  expect(refused.details['found']).toMatch(/^row 3 \(a{100}…\) \| row 10 \(b{100}…\)$/);
});

describe('several tables in a file that is too large to tell them apart', () => {
  const text = ['Male', 'Female']
    .map((sex) => `"sex","${sex}"\n\n${table('code,value', 1, 2, 3)}\n"${'note '.repeat(450_000)}"\n\n`)
    .join('');

  it('are to be cut into files, and no flag that does not work is spoken of', async () => {
    const packed = { small: gzipSync(text), large: gzipSync(text, { level: 0 }) };
    expect(packed.large.length).toBeGreaterThan(mostBytesWithTables.packed);
    const hints = [];
    for (const [name, content] of Object.entries(packed)) {
      const file = bench.file(`${name}.csv.gz`, content);
      const { sets } = await listSets([file]);
      const refused = await refusal(bench.run(bench.workspace(areas), file, observations({})));
      hints.push({ sets: sets.length, hint: refused.details['hint'] });
    }
    expect(hints).toEqual([
      { sets: 2, hint: expect.stringContaining('--table 2') },
      { sets: 1, hint: expect.stringMatching(/^Cut the file into one file for each table.*(packed 4 MB)/) },
    ]);
    expect(hints[1]!.hint).not.toContain('--table');
  });
});
