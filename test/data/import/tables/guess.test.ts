import { afterAll, describe, expect, it } from 'vitest';
import { importMapping, type ObservationsMapping } from '#contract';
import { inspectFiles } from '#data/import';
import { makeBench, observations, refusal, valuesOf } from './build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

async function guess(name: string, text: string, hint: Record<string, string> = {}) {
  const found = await inspectFiles('observations', [bench.file(name, text)], hint);
  expect(importMapping.safeParse(found.mapping).success).toBe(true);
  return { ...found, mapping: found.mapping as ObservationsMapping };
}

describe('the guessed mapping of observations', () => {
  it('knows the columns of Nomis answers', async () => {
    const text = [
      'DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,SEX_NAME,MEASURES_NAME,ITEM_NAME,OBS_VALUE,OBS_STATUS_NAME',
      'Jan-16,A,E01000001,Male,Value,Claimant count,5,Normal Value',
      'Jan-16,A,E01000001,Male,Percent,Claimant count,0.4,Normal Value',
      'Jan-16,A,E01000001,Total,Value,Claimant count,9,Normal Value',
      'Jan-16,B,E01033000,Total,Value,Claimant count,,Suppressed to protect confidentiality',
    ].join('\n');
    const { mapping, open, notes } = await guess('nomis.csv', text);
    expect(mapping).toMatchObject({
      geography: 'lsoa',
      vintage: '2011',
      codeColumn: 'GEOGRAPHY_CODE',
      valueColumn: 'OBS_VALUE',
      periodColumn: 'DATE_NAME',
      indicator: 'claimant_count',
      name: 'Claimant count',
      cohortColumns: { sex: 'SEX_NAME' },
      where: [{ column: 'MEASURES_NAME', value: 'Value' }],
    });
    expect(open).toEqual([]);
    expect(notes.length).toBeGreaterThan(4);
    const writer = bench.workspace({ 'lsoa:2011': ['E01000001', 'E01033000'] });
    const { findings } = await bench.run(writer, bench.file('again.csv', text), mapping);
    expect(valuesOf(writer, { indicator: 'claimant_count', period: '2016-01' })).toEqual({
      E01000001: 9,
      E01033000: null,
    });
    expect(findings.flags.suppressed).toBe(1);
  });

  it('asks for the year where the workspace has such areas but none of these', async () => {
    const writer = bench.workspace({ 'ward:2003': ['00BYFA', '00BYFB'] });
    const file = bench.file('wards.csv', 'ward_code,value\nE05000650,1\nE05000651,2\n');
    const { mapping, open, notes } = await inspectFiles('observations', [file], {}, writer);
    expect(mapping).toMatchObject({ geography: 'ward', codeColumn: 'ward_code' });
    expect(open).toContain('vintage');
    expect(notes.join(' ')).toMatch(
      /None of the codes in “ward_code” is a ward that the workspace has \(2003\)/,
    );
  });

  it('takes the geography and vintage in which the workspace knows most of the codes', async () => {
    const writer = bench.workspace({
      'lsoa:2011': ['E01000001', 'E01033000'],
      'lsoa:2021': ['E01000001', 'E01034000'],
    });
    const file = bench.file('which.csv', 'area,value\nE01000001,1\nE01034000,2\n');
    const found = await inspectFiles('observations', [file], { period: '2022' }, writer);
    expect(found.mapping).toMatchObject({ geography: 'lsoa', vintage: '2021' });
    expect(found.notes.join()).toMatch(/2 of 2 codes in “area” belong to lsoa:2021/);
  });

  it.each([
    ['lsoa01cd', '2001'],
    ['LSOA code (2021)', '2021'],
    ['lsoa11_code', '2011'],
  ])('reads the vintage from the header %s', async (header, vintage) => {
    expect((await guess('v.csv', `${header},value\nE01000001,1\n`)).mapping.vintage).toBe(vintage);
  });

  it.each([
    ['claimants_2017-09.csv', '2017-09'],
    ['claimants_lsoa_2017-09.csv', '2017-09'],
    ['population_2017_lsoa_2011.csv', '2017'],
    ['jobs 2017 Q3.csv', '2017-Q3'],
    ['benefits-Sep-2017.csv', '2017-09'],
    ['schools_2017-18.csv', '2017/18'],
    ['03f1baae-2017-3d9e-9436-919cb1234585.csv', null],
    ['lsoa_2011.csv', null],
  ])('reads the period from the name %s', async (name, period) => {
    const { mapping, open } = await guess(name, 'lsoa11cd,value\nE01000001,1\n');
    expect(mapping.period).toBe(period);
    expect(open.includes('period')).toBe(period === null);
  });

  it('leaves open what several columns could be', async () => {
    const { mapping, open, notes } = await guess(
      'several_2019.csv',
      'lsoa11cd,Rank,Decile\nE01000001,5,1\nE01000002,9,1\n',
    );
    expect(mapping.valueColumn).toBeNull();
    expect(open).toEqual(['valueColumn']);
    expect(notes.join()).toMatch(/“Rank”, “Decile”/);
  });

  it('takes of several columns the one that has every word of the indicator that was asked for', async () => {
    const text = 'lsoa11cd,Deprivation (IMD) Rank,Deprivation (IMD) Decile\nE01000001,5,1\n';
    const { mapping } = await guess('asked_2019.csv', text, { indicator: 'imd_rank' });
    expect(mapping).toMatchObject({ valueColumn: 'Deprivation (IMD) Rank', kind: 'score' });
    expect((await guess('asked_2019.csv', text, { indicator: 'imd' })).mapping.valueColumn).toBeNull();
  });

  it('finds headers that are periods', async () => {
    const { mapping } = await guess('wide.csv', 'lsoa11cd,name,Aug 2017,Sep 2017\nE01000001,A,5,1\n');
    expect(mapping).toMatchObject({
      periodColumns: ['Aug 2017', 'Sep 2017'],
      valueColumn: null,
      period: null,
    });
  });

  it('adds a dimension for a column of words without which rows repeat', async () => {
    const { mapping } = await guess(
      'words.csv',
      'lsoa11cd,year,Family kind,value\nE01000001,2017,one,5\nE01000001,2017,two,6\n',
    );
    expect(mapping).toMatchObject({ periodColumn: 'year', cohortColumns: { family_kind: 'Family kind' } });
  });

  it.each([
    ['Employment rate - aged 16-64', '67.3', 'rate'],
    ['Proportion of residents', '2', 'rate'],
    ['Jobs density', '0.49', 'score'],
    ['IMD decile', '3', 'category'],
    ['Claimant count', '15', 'count'],
  ])('tells from “%s” that it is of kind %s', async (measure, value, kind) => {
    const { mapping } = await guess(
      'kind.csv',
      `lsoa11cd,MEASURE_NAME,value\nE01000001,${measure},${value}\n`,
    );
    expect(mapping.kind).toBe(kind);
  });

  it('follows what the person has said', async () => {
    const said = {
      geography: 'lsoa',
      vintage: '2001',
      indicator: 'working_age',
      sumColumns: '16-17',
      period: '2008',
      rounding: '5',
    };
    const { mapping } = await guess('said.csv', 'code,16,17\nE01000001,1,2\n', said);
    expect(mapping).toMatchObject({
      vintage: '2001',
      indicator: 'working_age',
      sumColumns: '16-17',
      valueColumn: null,
      period: '2008',
      rounding: 5,
    });
  });

  it('takes the kind of an indicator that the workspace has already', async () => {
    const writer = bench.workspace({ 'lsoa:2011': ['E01000001'] });
    const file = bench.file('known.csv', 'code,value\nE01000001,5\n');
    await bench.run(writer, file, observations({ indicator: 'imd', kind: 'score' }));
    const found = await inspectFiles('observations', [file], { indicator: 'imd' }, writer);
    expect(found.mapping).toMatchObject({ indicator: 'imd', kind: 'score' });
  });
});

describe('sums of columns', () => {
  const ages = [...Array.from({ length: 90 }, (_, age) => String(age)), '90+'];
  const codes = ['E01000001'];
  const text = `code,${ages.join(',')}\nE01000001,${ages.map((_, age) => age).join(',')}\n`;

  // The value of age a is a, so a sum from a to b is (a + b)(b − a + 1) / 2.
  it.each([
    ['16-64', 1960],
    ['0-15', 120],
    ['16-64,90+', 2050],
    ['90+', 90],
    ['85+', 85 + 86 + 87 + 88 + 89 + 90],
    ['16 to 17, 20', 53],
    ['16', 16],
  ])('add up exactly the ages %s', async (sumColumns, sum) => {
    const writer = bench.workspace({ 'lsoa:2011': codes });
    await bench.run(writer, bench.file('ages.csv', text), observations({ valueColumn: null, sumColumns }));
    expect(valuesOf(writer)['E01000001']).toBe(sum);
  });

  it('add up bands that make up the span, and columns by their names', async () => {
    const bands = 'code,Aged 16-24,Aged 25 to 49,"Men, 50-64",Women 50-64\nE01000001,1,2,4,8\n';
    const file = bench.file('bands.csv', bands);
    const writer = bench.workspace({ 'lsoa:2011': codes });
    await bench.run(writer, file, observations({ valueColumn: null, sumColumns: '16-49' }));
    expect(valuesOf(writer)['E01000001']).toBe(3);
    await bench.run(
      writer,
      file,
      observations({ indicator: 'older', valueColumn: null, sumColumns: 'Men, 50-64,Women 50-64' }),
    );
    expect(valuesOf(writer, { indicator: 'older' })['E01000001']).toBe(12);
  });

  it.each([
    ['16-95', /no columns for ages 90 to 95/],
    ['16-24,20', /add the column “20” twice/],
    ['everyone', /no column “everyone”, and it is not a span of ages/],
  ])('are refused where columns do not make them up: %s', async (sumColumns, words) => {
    const writer = bench.workspace({ 'lsoa:2011': codes });
    const work = bench.run(
      writer,
      bench.file('ages.csv', text),
      observations({ valueColumn: null, sumColumns }),
    );
    await expect(work).rejects.toThrow(words);
  });

  it('are refused where two columns count the same age', async () => {
    const writer = bench.workspace({ 'lsoa:2011': codes });
    const file = bench.file('twice.csv', 'code,Age 16,16,17\nE01000001,1,1,1\n');
    const work = bench.run(writer, file, observations({ valueColumn: null, sumColumns: '16-17' }));
    await expect(work).rejects.toThrow(/count the same ages twice/);
  });
});

describe('a period that a person said of a file whose rows have dates', () => {
  const dated = (...dates: string[]) =>
    ['DATE,GEOGRAPHY_CODE,OBS_VALUE', ...dates.map((date, at) => `${date},E01000001,${at + 1}`), ''].join(
      '\n',
    );
  const read = async (text: string, period: string) => {
    const { mapping } = await guess('dated.csv', text, { period, indicator: 'claimants', kind: 'count' });
    const writer = bench.workspace({ 'lsoa:2011': ['E01000001'] });
    const run = bench.run(writer, bench.file('dated.csv', text), { ...mapping, vintage: '2011' });
    return { mapping, writer, run };
  };

  it('takes the rows of that period alone, however it is written', async () => {
    const { mapping, writer, run } = await read(dated('March 2021', 'April 2021'), '2021-04');
    expect(mapping).toMatchObject({ where: [{ column: 'DATE', value: 'April 2021' }], cohortColumns: {} });
    const { findings } = await run;
    expect(findings.warnings.join()).toContain('Only rows where “DATE” is April 2021 were taken');
    expect(valuesOf(writer, { indicator: 'claimants', period: '2021-04' })).toEqual({ E01000001: 2 });
  });

  it.each([['2021-03'], ['March 2021'], ['14/03/2021'], ['2021']])(
    'is refused where the rows say %s and it is another year',
    async (date) => {
      const { run } = await read(dated(date), '2020-03');
      const refused = await refusal(run);
      expect(refused.message).toMatch(/“DATE” that this row is of (March )?2021, not of March 2020/);
      expect(refused.details).toMatchObject({ row: 2, column: 'DATE', found: date, expected: 'March 2020' });
    },
  );

  it.each([['2021'], ['2021-03'], ['2021-Q1']])('is right where the rows lie in it: %s', async (period) => {
    const { run } = await read(dated('2021-03'), period);
    expect((await run).findings.rows.taken).toBe(1);
  });

  it('is told from one that ends before it begins', async () => {
    const { run } = await read('GEOGRAPHY_CODE,OBS_VALUE\nE01000001,1\n', '2020-05..2020-01');
    expect((await refusal(run)).message).toBe('“2020-05..2020-01” ends before it begins.');
  });
});
