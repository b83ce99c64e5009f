import { afterAll, describe, expect, it } from 'vitest';
import { type DesignationMapping, type ImportMapping, parseRowFilter, writeRowFilter } from '#contract';
import { inspectFiles } from '#data/import';
import { makeBench, observations, refusal, valuesOf } from './build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

const codes = ['E01000001', 'E01000002', 'E01000003', 'E01000004'];
const areas = { 'lsoa:2011': codes, 'ward:2017': ['E05000001', 'E05000002'] };

const designation = (changes: Partial<DesignationMapping> = {}): DesignationMapping => ({
  family: 'designation',
  id: 'left_behind',
  name: 'Left behind areas',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'code',
  ...changes,
});

const list = (header: string, cells: readonly string[], name = 'list.csv') =>
  bench.file(name, `code,${header}\n${codes.map((code, at) => `${code},${cells[at]}`).join('\n')}\n`);

describe('a filter of rows', () => {
  it('takes only rows whose cell is the value, letter case and spacing aside', async () => {
    const writer = bench.workspace(areas);
    const file = list('In the  programme', ['Yes', ' YES ', 'yes\u00A0', 'yes - partly']);
    const where = [{ column: 'in the programme', value: 'yes' }];
    const { findings } = await bench.run(writer, file, designation({ where }));
    expect(writer.findDesignation('left_behind')!.codes).toEqual(codes.slice(0, 3));
    expect(findings.rows).toEqual({ read: 4, taken: 3, rejected: 0 });
    expect(findings.warnings.join()).toContain('is yes were taken: 3 rows, and 1 left out');
  });

  it('leaves out the rows of a value where it is so said', async () => {
    const writer = bench.workspace(areas);
    const file = list('a=b', ['x', 'y', 'x', 'z']);
    const where = [parseRowFilter('"a=b" != X')!];
    const { findings } = await bench.run(writer, file, designation({ where }));
    expect(writer.findDesignation('left_behind')!.codes).toEqual([codes[1], codes[3]]);
    expect(findings.warnings.join()).toContain('Only rows where “a=b” is not X were taken');
    const none = designation({ where: [parseRowFilter('"a=b"!=*')!] });
    expect((await refusal(bench.run(writer, file, none))).message).toContain('a=b != *');
  });

  it.each([
    ['column=value', { column: 'column', value: 'value' }],
    ['a column = b=c', { column: 'a column', value: 'b=c' }],
    ['"a=b"=c', { column: 'a=b', value: 'c' }],
    ['"say ""so"""=c', { column: 'say "so"', value: 'c' }],
    ['coastal!=yes', { column: 'coastal', value: 'yes', not: true }],
    ['blank=', { column: 'blank', value: '' }],
    ['=value', undefined],
    ['no sign', undefined],
  ])('is written %s', (text, filter) => {
    expect(parseRowFilter(text)).toEqual(filter);
    if (filter !== undefined) expect(parseRowFilter(writeRowFilter(filter))).toEqual(filter);
  });

  it('lets a row pass only where all filters do', async () => {
    const writer = bench.workspace(areas);
    const file = list('sex,age', ['Male,16', 'Male,25', 'Female,16', 'Male,16']);
    const where = [
      { column: 'sex', value: 'male' },
      { column: 'age', value: '16' },
    ];
    await bench.run(writer, file, designation({ where }));
    expect(writer.findDesignation('left_behind')!.codes).toEqual([codes[0], codes[3]]);
  });

  const families: [ImportMapping['family'], string, ImportMapping][] = [
    ['observations', 'code,value,use\nE01000001,1,y\nE01000002,2,n\n', observations()],
    ['designation', 'code,use\nE01000001,y\nE01000002,n\n', designation()],
    [
      'lookup',
      'code,ward,use\nE01000001,E05000001,y\nE01000002,E05000002,n\n',
      {
        family: 'lookup',
        from: 'lsoa:2011',
        to: 'ward:2017',
        fromColumn: 'code',
        toColumn: 'ward',
        weightColumn: null,
        changeColumn: null,
      },
    ],
    [
      'points',
      'code,lon,lat,use\nE01000001,-2.9995,53.0005,y\nE01000002,-2.9985,53.0005,n\n',
      {
        family: 'points',
        geography: 'lsoa',
        vintage: '2011',
        codeColumn: 'code',
        position: {
          lonColumn: 'lon',
          latColumn: 'lat',
          eastingColumn: null,
          northingColumn: null,
          crs: null,
          postcodeColumn: null,
        },
        weightColumn: null,
      },
    ],
    [
      'postcodes',
      'pcds,lon,lat,use\nL1 1AA,-2.9995,53.0005,y\nL1 1AB,-2.9985,53.0005,n\n',
      {
        family: 'postcodes',
        postcodeColumn: 'pcds',
        position: {
          lonColumn: 'lon',
          latColumn: 'lat',
          eastingColumn: null,
          northingColumn: null,
          crs: null,
        },
        areaColumns: {},
        endedColumn: null,
      },
    ],
  ];

  it.each(families)('holds for %s', async (family, text, mapping) => {
    const writer = bench.workspace(areas);
    const file = bench.file(`${family}.csv`, text);
    const where = (value: string, column = 'use') =>
      ({ ...mapping, where: [{ column, value }] }) as ImportMapping;
    const { findings } = await bench.run(writer, file, where('Y'));
    expect(findings.rows).toEqual({ read: 2, taken: 1, rejected: 0 });
    expect(await refusal(bench.run(writer, file, where('maybe')))).toMatchObject({
      message: `No row of “${family}.csv” passes the filter use = maybe.`,
      details: { column: 'use', found: 'y (1 row) | n (1 row)', expected: 'maybe' },
    });
    expect(await refusal(bench.run(writer, file, where('y', 'used')))).toMatchObject({
      message: `“${family}.csv” has no column “used” for the filter.`,
      details: { expected: expect.stringContaining('“use”') },
    });
  });

  it('names each filter where rows pass one of them but never all', async () => {
    const file = list('sex,age', ['Male,16', 'Male,16', 'Female,25', 'Female,25']);
    const where = [
      { column: 'sex', value: 'Male' },
      { column: 'age', value: '25' },
    ];
    const refused = await refusal(bench.run(bench.workspace(areas), file, designation({ where })));
    expect(refused.message).toBe('No row of “list.csv” passes the filters sex = Male and age = 25.');
    expect(refused.details['found']).toBe(
      '“sex”: Male (2 rows) | Female (2 rows); “age”: 16 (2 rows) | 25 (2 rows)',
    );
  });
});

describe('what an indicator is', () => {
  const nomis = (rows: string) => `GEOGRAPHY_CODE,DATE_NAME,MEASURES,MEASURES_NAME,OBS_VALUE\n${rows}`;
  const counts = codes.map((code, at) => `${code},March 2021,20100,Value,${10 + at}`);
  const percents = codes.map((code, at) => `${code},March 2021,20301,Percent,${2.5 + at}`);

  it.each([
    ['counts first', [...counts, ...percents]],
    ['percentages first', [...percents, ...counts]],
    ['counts alone', counts],
  ])('is told by the rows that pass: %s', async (_, rows) => {
    const file = bench.file('nomis.csv', nomis(`${rows.join('\n')}\n`));
    const { mapping } = await inspectFiles(
      'observations',
      [file],
      { indicator: 'claimants' },
      bench.workspace(areas),
    );
    expect(mapping).toMatchObject({ kind: 'count', valueColumn: 'OBS_VALUE' });
    const writer = bench.workspace(areas);
    await bench.run(writer, file, mapping);
    expect(Object.values(valuesOf(writer, { period: '2021-03' }))).toEqual([10, 11, 12, 13]);
  });

  it('is told by the rows that a person chose', async () => {
    const file = bench.file('said.csv', nomis(`${[...counts, ...percents].join('\n')}\n`));
    const look = (where: string) =>
      inspectFiles('observations', [file], { indicator: 'claimants', where }, bench.workspace(areas));
    expect((await look('MEASURES_NAME=value')).mapping).toMatchObject({
      kind: 'count',
      where: [{ column: 'MEASURES_NAME', value: 'value' }],
    });
    expect((await look('measures_name=Percent')).mapping).toMatchObject({ kind: 'rate' });
    expect((await look('MEASURES_NAME!=Percent')).mapping).toMatchObject({ kind: 'count' });
    expect((await look('MEASURES_NAME!=Value')).mapping).toMatchObject({ kind: 'rate' });
  });
});

describe('a list with a column that says which areas belong', () => {
  const guess = async (header: string, cells: readonly string[]) => {
    const file = list(header, cells);
    const { mapping, open } = await inspectFiles(
      'designation',
      [file],
      { id: 'left_behind' },
      bench.workspace(areas),
    );
    return { file, open, mapping: mapping as DesignationMapping };
  };

  it.each([
    ['Left Behind Area?', ['FALSE', 'TRUE', 'FALSE', 'TRUE']],
    ['Designated', ['No', 'Yes', 'no', 'Yes']],
    ['Eligible', ['n', 'Y', 'n', 'Y']],
    ['is_target', ['0', '1', '0', '1']],
    ['Status', ['Not left behind', 'Left behind', 'Not left behind', 'Left behind']],
    ['Priority area', ['', 'x', '', 'x']],
    ['Member', ['NA', 'Yes', 'NA', 'Yes']],
    ['flag', ['0.0', '1.0', '0.0', '1.0']],
  ])('is read by it: %s', async (header, cells) => {
    const { file, mapping } = await guess(header, cells);
    expect(mapping.where).toEqual([{ column: header, value: cells[1] }]);
    const writer = bench.workspace(areas);
    const { findings } = await bench.run(writer, file, mapping);
    expect(writer.findDesignation('left_behind')!.codes).toEqual([codes[1], codes[3]]);
    expect(findings.warnings.join()).toContain(`Only rows where “${header}” is ${cells[1]} were taken`);
  });

  it.each([
    [
      'several columns may say so',
      'Left Behind Area?,Coastal area?',
      ['TRUE,FALSE', 'FALSE,FALSE', 'FALSE,TRUE', 'FALSE,FALSE'],
    ],
    ['its header does not speak of belonging', 'coastal', ['yes', 'no', 'no', 'no']],
    ['there are answers beside yes and no', 'Priority area', ['Yes', 'No', 'Part', 'Not sure']],
  ])('is refused where %s, naming them', async (_, header, cells) => {
    const { file, mapping, open } = await guess(header, cells);
    expect(open).toContain('where');
    const refused = await refusal(bench.run(bench.workspace(areas), file, mapping));
    for (const name of header.split(',')) expect(refused.details['found']).toContain(`“${name}”`);
    expect(refused.details['hint']).toMatch(/--where/);
  });

  it('goes by the column that speaks of belonging, and says that the others were not used', async () => {
    const { file, mapping } = await guess('Eligible,coastal', ['n,yes', 'y,yes', 'n,no', 'y,no']);
    expect(mapping.where).toEqual([{ column: 'Eligible', value: 'y' }]);
    const { findings } = await bench.run(bench.workspace(areas), file, mapping);
    expect(findings.rows.taken).toBe(2);
    expect(findings.warnings.join('\n')).toContain('The column “coastal” of yes and no was not used');
  });

  it('is taken whole where it has several attributes that decide nothing, and says which', async () => {
    const { file, mapping, open } = await guess('coastal,rural', ['yes,no', 'no,yes', 'no,no', 'no,no']);
    expect(open).not.toContain('where');
    const { findings } = await bench.run(bench.workspace(areas), file, mapping);
    expect(findings.rows.taken).toBe(4);
    expect(findings.warnings.join('\n')).toMatch(
      /All rows were taken: the columns “coastal”, “rural” of yes and no were not used .*--where "coastal=yes"/,
    );
  });

  it('is taken whole where a person says that all rows belong', async () => {
    const writer = bench.workspace(areas);
    const file = list('coastal', ['yes', 'no', 'no', 'no']);
    await bench.run(writer, file, designation({ where: [{ column: 'coastal', value: '*' }] }));
    expect(writer.findDesignation('left_behind')!.codes).toEqual(codes);
  });

  it.each([
    ['names', 'name', ['A', 'B', 'C', 'D']],
    ['one word for all', 'Designated', ['Yes', 'Yes', 'Yes', 'Yes']],
    ['two districts', 'district', ['Bolton', 'Bury', 'Bury', 'Bolton']],
  ])('is not seen in %s', async (_, header, cells) => {
    const { file, mapping } = await guess(header, cells);
    const writer = bench.workspace(areas);
    await bench.run(writer, file, mapping);
    expect(writer.findDesignation('left_behind')!.codes).toEqual(codes);
  });
});

describe('a lookup with a row for each smaller unit', () => {
  const mapping: ImportMapping = {
    family: 'lookup',
    from: 'lsoa:2011',
    to: 'ward:2017',
    fromColumn: 'lsoa',
    toColumn: 'ward',
    weightColumn: null,
    changeColumn: null,
  };
  const wards = ['E05000001', 'E05000002'];
  const rowsOf = (from: string, ...times: number[]) =>
    times.flatMap((number, ward) => Array.from({ length: number }, () => [from, wards[ward]!] as const));
  const run = async (rows: (readonly [string, string])[], withUnits = true) => {
    const writer = bench.workspace(areas);
    const lines = rows.map(([from, to], at) => (withUnits ? `M33 ${at}AA,${from},${to}` : `${from},${to}`));
    const file = bench.file('pcd.csv', `${withUnits ? 'pcds,' : ''}lsoa,ward\n${lines.join('\n')}\n`);
    const { findings } = await bench.run(writer, file, mapping);
    return { findings, parents: [...writer.findParents('lsoa:2011', 'ward:2017')!] };
  };

  it.each([true, false])(
    'goes whole to the ward with most of its rows, and says which and how sure (units named: %s)',
    async (withUnits) => {
      const { findings, parents } = await run(
        [...rowsOf(codes[0]!, 1, 9), ...rowsOf(codes[1]!, 2, 3), ...rowsOf(codes[2]!, 4)],
        withUnits,
      );
      expect(parents).toEqual([1, 1, 0, -1]);
      expect(findings.rows).toEqual({ read: 19, taken: 19, rejected: 0 });
      const said = findings.warnings.join('\n');
      expect(said).toMatch(/2 areas of lsoa:2011 lie in several areas of ward:2017, by the number of rows/);
      expect(said).toMatch(/Nothing is divided: .*best fit.*1 of them ambiguous/);
      expect(said).toMatch(
        /E01000002 to E05000002 \(3 of 5 rows, 60 %\), E01000001 to E05000002 \(9 of 10 rows, 90 %\)/,
      );
      expect(said).not.toMatch(/divided equally/);
    },
  );

  it('says of a tie that it is one, and which ward it went to', async () => {
    const { findings, parents } = await run([...rowsOf(codes[0]!, 2, 2)]);
    expect(parents[0]).toBe(0);
    expect(findings.warnings.join()).toMatch(
      /E01000001 to E05000001 \(2 of 4 rows, 50 %, as much as in E05000002: the lower code was taken\)/,
    );
  });

  it('counts no row twice that comes twice', async () => {
    const writer = bench.workspace(areas);
    const rows = ['A,E01000001,E05000001', 'B,E01000001,E05000002', 'C,E01000001,E05000002'];
    const file = bench.file('twice.csv', `pcds,lsoa,ward\n${[...rows, rows[0], rows[0]].join('\n')}\n`);
    const { findings } = await bench.run(writer, file, mapping);
    expect([...writer.findParents('lsoa:2011', 'ward:2017')!][0]).toBe(1);
    expect(findings.rows).toEqual({ read: 5, taken: 3, rejected: 2 });
  });

  it('without any sign of shares says that the lower code was taken, not that it was divided', async () => {
    const { findings } = await run([...rowsOf(codes[0]!, 1, 1)]);
    const said = findings.warnings.join();
    expect(said).toMatch(/the file says nothing of how much of it/);
    expect(said).not.toMatch(/divided equally/);
  });
});
