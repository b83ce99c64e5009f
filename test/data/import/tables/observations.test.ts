import { afterAll, describe, expect, it } from 'vitest';
import { flagByte, PinpointError } from '#contract';
import { quietProgress } from '#data/import';
import { makeBench, observations, refusal, valuesOf } from './build.ts';

const bench = makeBench();
const areas = { 'lsoa:2011': ['E01000001', 'E01000002', 'E01000003', 'E01033000'] };
afterAll(() => bench.clear());

describe('values of a tidy table', () => {
  it('are stored for the areas whose codes match, and both sides of a mismatch are reported', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('tidy.csv', 'code,value\nE01000001,5\nE01000002,0\nE01099999,7\n');
    const { findings } = await bench.run(writer, file, observations());
    expect(valuesOf(writer)).toEqual({ E01000001: 5, E01000002: 0, E01000003: null, E01033000: null });
    expect(findings.rows).toEqual({ read: 3, taken: 2, rejected: 0 });
    expect(findings.unmatched).toEqual({
      codes: ['E01099999'],
      codesTotal: 1,
      areas: ['E01000003', 'E01033000'],
      areasTotal: 2,
    });
  });

  it('keep withheld, missing and zero apart', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'markers.csv',
      'code,value\nE01000001,*\nE01000002,\nE01000003,0\nE01033000,"1,234"\n',
    );
    const { findings } = await bench.run(writer, file, observations());
    const column = writer.findColumn('lsoa:2011', 'claimants', 'all', '2017-09')!;
    expect([...column.flags]).toEqual([
      flagByte.suppressed,
      flagByte.missing,
      flagByte.exact,
      flagByte.exact,
    ]);
    expect([...column.values]).toEqual([NaN, NaN, 0, 1234]);
    expect(findings.flags.suppressed).toBe(1);
    expect(findings.markers).toEqual([
      { marker: '*', takenFor: 'suppressed', times: 1 },
      { marker: 'blank', takenFor: 'missing', times: 1 },
    ]);
  });

  it('are flagged as rounded where the publisher rounds, zero included', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('rounded.csv', 'code,value\nE01000001,5\nE01000002,0\n');
    const { findings, draft } = await bench.run(writer, file, observations({ rounding: 2 }));
    expect(findings.flags.rounded).toBe(2);
    expect(draft.rounding).toBe(2);
    expect(writer.findColumn('lsoa:2011', 'claimants', 'all', '2017-09')?.rounding).toBe(2);
  });

  it('that are no numbers reject their row, with row, column and what was found', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('odd.csv', 'code,value\nE01000001,"1.234,5"\nE01000002,many\nE01000003,3\n,4\n');
    const { findings } = await bench.run(writer, file, observations());
    expect(findings.rows).toEqual({ read: 4, taken: 1, rejected: 3 });
    expect(findings.rejects.map(({ row }) => row)).toEqual([2, 3, 5]);
    expect(findings.rejects[0]!.reason).toMatch(/“1.234,5” in “value”.*decimal comma/);
    expect(findings.rejects[1]!.reason).toMatch(/“many” in “value” is neither a number nor a known marker/);
    expect(findings.rejects[2]!.reason).toMatch(/code column “code” is blank/);
  });

  it('count rows as a spreadsheet does: blank rows have a number, but are not read', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('blank.csv', 'code,value\r\nE01000001,5\r\n\r\n,\r\nE01000002,x5\r\n\r\n');
    const { findings } = await bench.run(writer, file, observations());
    expect(findings.rows.read).toBe(2);
    expect(findings.rejects).toEqual([{ row: 5, reason: expect.stringContaining('x5') }]);
    expect(findings.warnings).toContain('2 blank rows were left out.');
  });

  it('are found under old spellings of a code: small letters, spaces, a name behind it', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'codes.csv',
      'code,value\n e01000001 ,1\nE01000002 : City of London 001B,2\nlsoa2011:E01000003,3\n',
    );
    await bench.run(writer, file, observations());
    expect(valuesOf(writer)).toMatchObject({ E01000001: 1, E01000002: 2, E01000003: 3 });
  });

  it('reject counts that are impossible, and say which are above their denominator', async () => {
    const writer = bench.workspace(areas);
    await bench.run(
      writer,
      bench.file('whole.csv', 'code,value\nE01000001,100\nE01000002,100\n'),
      observations({ indicator: 'people', period: '2016' }),
    );
    const file = bench.file('impossible.csv', 'code,value\nE01000001,-3\nE01000002,120\nE01000003,2.5\n');
    const { findings } = await bench.run(writer, file, observations({ of: 'people' }));
    expect(findings.rows).toMatchObject({ taken: 1, rejected: 2 });
    expect(findings.rejects.map(({ row }) => row)).toEqual([2, 4]);
    const warnings = findings.warnings.join('\n');
    expect(warnings).toMatch(/1 count is above the denominator people of 2016: E01000002 120 of 100/);
  });

  it('say that rates are above 100 %', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('rates.csv', 'code,value\nE01000001,101.5%\nE01000002,3.1%\n');
    const { findings } = await bench.run(writer, file, observations({ indicator: 'rate', kind: 'rate' }));
    expect(findings.warnings.join()).toMatch(/1 rate above 100 %.*E01000001 101.5/);
    expect(valuesOf(writer, { indicator: 'rate' })['E01000002']).toBe(3.1);
  });

  it('that are all multiples of five without a rounding being said are pointed out', async () => {
    const codes = Array.from({ length: 120 }, (_, at) => `E0100${String(1000 + at)}`);
    const writer = bench.workspace({ 'lsoa:2011': codes });
    const file = bench.file(
      'fives.csv',
      `code,value\n${codes.map((code, at) => `${code},${5 * (at + 1)}`).join('\n')}\n`,
    );
    const { findings } = await bench.run(writer, file, observations());
    expect(findings.warnings.join()).toMatch(/All 120 counts other than zero are multiples of 5/);
    const again = await bench.run(writer, file, observations({ rounding: 2 }));
    expect(again.findings.warnings.join()).not.toMatch(/multiples of 5/);
  });
});

describe('periods and cohorts', () => {
  it('are read from their columns, in whatever style', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'periods.csv',
      'code,when,gender,value\nE01000001,Sep-17,Total,10\nE01000001,2017-09-14,Females,4\nE01000001,October 2017,Total,11\nE01000002,someday,Total,3\n',
    );
    const mapping = observations({ period: null, periodColumn: 'when', cohortColumns: { sex: 'gender' } });
    const { findings, draft } = await bench.run(writer, file, mapping);
    expect(valuesOf(writer)['E01000001']).toBe(10);
    expect(valuesOf(writer, { cohort: 'sex=female' })['E01000001']).toBe(4);
    expect(valuesOf(writer, { period: '2017-10' })['E01000001']).toBe(11);
    expect(findings.rejects).toEqual([{ row: 5, reason: '“someday” in “when” is not a period' }]);
    expect(draft).toMatchObject({
      title: 'Claimants, September 2017 to October 2017',
      period: '2017-09 to 2017-10',
    });
  });

  it('take totals of a dimension for everybody', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'all.csv',
      'code,age,sex,value\nE01000001,All categories: Age 16+,Total,5\nE01000001,Aged 18 to 24,Males,2\n',
    );
    await bench.run(writer, file, observations({ cohortColumns: { sex: 'sex', age: 'age' } }));
    expect(writer.getIndicator('claimants').cohorts).toEqual(['age=18-24,sex=male']);
    expect(valuesOf(writer)['E01000001']).toBe(5);
  });

  it('of the whole file come from the mapping', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('fixed.csv', 'code,value\nE01000001,5\n');
    await bench.run(writer, file, observations({ cohort: { Age: '18-24' } }));
    expect(valuesOf(writer, { cohort: 'age=18-24' })['E01000001']).toBe(5);
  });

  it('may stand side by side, one column a period', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('wide.csv', 'code,Aug 2017,Sep 2017\nE01000001,4,5\nE01000002,..,6\n');
    const mapping = observations({
      valueColumn: null,
      period: null,
      periodColumns: ['Aug 2017', 'Sep 2017'],
    });
    const { findings } = await bench.run(writer, file, mapping);
    expect(valuesOf(writer, { period: '2017-08' })['E01000001']).toBe(4);
    expect(valuesOf(writer)).toMatchObject({ E01000001: 5, E01000002: 6 });
    expect(findings.rows.taken).toBe(2);
    expect(findings.flags.suppressed).toBe(1);
  });
});

describe('a row with several faults', () => {
  it('counts as one rejected row, with every fault listed; its other cells are taken', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('faults.csv', 'code,2015,2016,2017\nE01000001,a,b,5\nE01000002,1,2,3\n');
    const periodColumns = ['2015', '2016', '2017'];
    const { findings } = await bench.run(
      writer,
      file,
      observations({ valueColumn: null, period: null, periodColumns }),
    );
    expect(findings.rows).toEqual({ read: 2, taken: 1, rejected: 1 });
    expect(findings.rejects.map(({ row, reason }) => `${row} ${reason.slice(0, 13)}`)).toEqual([
      '2 “a” in “2015”',
      '2 “b” in “2016”',
    ]);
    expect(valuesOf(writer, { period: '2017' })).toMatchObject({ E01000001: 5, E01000002: 3 });
  });
});

describe('columns that are added up', () => {
  it('give a withheld sum where one part is withheld, and a missing one where one is missing', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'ages.csv',
      'code,15,16,17,18+\nE01000001,9,1,2,3\nE01000002,9,1,*,3\nE01000003,9,,2,3\nE01033000,9,,*,3\n',
    );
    const { findings } = await bench.run(
      writer,
      file,
      observations({ valueColumn: null, sumColumns: '16+' }),
    );
    expect([...writer.findColumn('lsoa:2011', 'claimants', 'all', '2017-09')!.flags]).toEqual([
      flagByte.exact,
      flagByte.suppressed,
      flagByte.missing,
      flagByte.suppressed,
    ]);
    expect(valuesOf(writer)['E01000001']).toBe(6);
    expect(findings.rows.taken).toBe(3);
  });
});

describe('rows for the same area, cohort and period', () => {
  it('with one value count once', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('repeat.csv', 'code,value\nE01000001,5\nE01000001,5\n');
    const { findings } = await bench.run(writer, file, observations());
    expect(findings.rows).toEqual({ read: 2, taken: 1, rejected: 1 });
    expect(findings.rejects[0]).toEqual({ row: 3, reason: expect.stringContaining('repeats row 2') });
  });

  it('with different values are not taken, neither, and both are said', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('contradict.csv', 'code,value\nE01000001,5\nE01000002,1\nE01000001,6\n');
    const { findings } = await bench.run(writer, file, observations());
    expect(valuesOf(writer)['E01000001']).toBeNull();
    expect(findings.rows).toEqual({ read: 3, taken: 1, rejected: 2 });
    expect(findings.rejects).toEqual([
      { row: 4, reason: expect.stringContaining('contradicts row 2') },
      { row: 2, reason: expect.stringContaining('contradicts row 4') },
    ]);
    expect(findings.warnings.join()).toMatch(/neither was taken \(row 2 against row 4\)/);
    expect(findings.unmatched.areas).toContain('E01000001');
  });

  it('that an unread column tells apart are refused, naming the column', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'measures.csv',
      'code,area_name,MEASURES_NAME,value\nE01000001,A,Value,50\nE01000001,A,Percent,2.1\nE01000002,B,Value,40\nE01000002,B,Percent,1.9\n',
    );
    const refused = await refusal(bench.run(writer, file, observations()));
    expect(refused.code).toBe('input_refused');
    expect(refused.message).toMatch(/The column “MEASURES_NAME” varies/);
    expect(refused.details['hint']).toMatch(/MEASURES_NAME=Value/);
    expect(writer.listIndicators()).toEqual([]);
    await bench.run(writer, file, observations({ where: [{ column: 'MEASURES_NAME', value: 'Value' }] }));
    expect(valuesOf(writer)).toMatchObject({ E01000001: 50, E01000002: 40 });
  });

  it('that two unread columns tell apart name both', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file(
      'two.csv',
      'code,sex,age,value\nE01000001,All,All,9\nE01000001,Male,All,5\nE01000001,All,18-24,3\n',
    );
    const refused = await refusal(bench.run(writer, file, observations()));
    expect(refused.message).toMatch(/“sex”/);
    expect(refused.message).toMatch(/“age”/);
  });
});

describe('codes of another geography', () => {
  it('are refused where none matches, saying what they look like', async () => {
    const writer = bench.workspace({ ...areas, 'ward:2017': ['E05000001', 'E05000002'] });
    const wards = bench.file('wards.csv', 'code,value\nE05000001,5\nE05000002,6\n');
    const refused = await refusal(bench.run(writer, wards, observations()));
    expect(refused.code).toBe('input_refused');
    expect(refused.message).toBe(
      'No code in “wards.csv” belongs to lsoa:2011; the codes look like ward:2017.',
    );
    expect(refused.details['hint']).toMatch(/ward:2017 instead: 2 of 2 codes match/);
  });

  it.each([
    ['E05000001', /look like wards/],
    ['00BYFA', /wards with the codes used until 2009/],
    ['E01035000', /LSOAs of 2021/],
    ['E08000012', /districts/],
  ])('are recognised by their form: %s', async (code, words) => {
    const writer = bench.workspace(areas);
    const file = bench.file('form.csv', `code,value\n${code},5\n`);
    expect((await refusal(bench.run(writer, file, observations()))).message).toMatch(words);
  });

  it('that exist in another vintage are pointed out', async () => {
    const writer = bench.workspace({ ...areas, 'lsoa:2021': ['E01000001', 'E01034000', 'E01034001'] });
    const file = bench.file('later.csv', 'code,value\nE01000001,1\nE01034000,2\nE01034001,3\n');
    const { findings } = await bench.run(writer, file, observations());
    const warnings = findings.warnings.join('\n');
    expect(warnings).toMatch(
      /2 codes of the 2 that lsoa:2011 lacks exist in lsoa:2021: the file is probably of that vintage/,
    );
    expect(warnings).toMatch(/did not exist before 2021/);
  });

  it('are not found where the workspace lacks the geography', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('none.csv', 'code,value\nE05000001,5\n');
    const refused = await refusal(
      bench.run(writer, file, observations({ geography: 'ward', vintage: '2017' })),
    );
    expect(refused).toMatchObject({ code: 'not_found', message: 'The workspace has no areas of ward:2017.' });
  });
});

describe('totals published in the file', () => {
  it('are compared with the sum of the areas, and are no failures', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('total.csv', 'code,value\nE01000001,5\nE01000002,6\nTotal,12\n');
    const { findings } = await bench.run(writer, file, observations());
    expect(findings.rows).toEqual({ read: 3, taken: 2, rejected: 0 });
    expect(findings.warnings.join()).toMatch(
      /1 of 1 published totals .* differ .*Total in 2017-09 12 against 11/,
    );
  });

  it('agree within what rounding allows', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('total5.csv', 'code,value\nE01000001,5\nE01000002,10\nE08000001,20\n');
    const { findings } = await bench.run(writer, file, observations({ rounding: 2 }));
    expect(findings.warnings.join()).not.toMatch(/differ/);
  });

  it('of parents are compared with the sum of their own areas', async () => {
    const writer = bench.workspace({ ...areas, 'district:2017': ['E08000001', 'E08000002'] });
    const lookup = bench.file(
      'parents.csv',
      'lsoa,lad\nE01000001,E08000001\nE01000002,E08000001\nE01000003,E08000002\n',
    );
    await bench.run(writer, lookup, {
      family: 'lookup',
      from: 'lsoa:2011',
      to: 'district:2017',
      fromColumn: 'lsoa',
      toColumn: 'lad',
      weightColumn: null,
      changeColumn: null,
    });
    const file = bench.file(
      'mixed.csv',
      'code,value\nE08000001,11\nE01000001,5\nE01000002,6\nE01000003,4\nE08000002,9\n',
    );
    const { findings } = await bench.run(writer, file, observations());
    expect(findings.warnings.join()).toMatch(/1 of 2 published totals .*E08000002 in 2017-09 9 against 4/);
  });
});

describe('a mapping that cannot be followed', () => {
  it.each([
    ['an unknown column', { valueColumn: 'amount' }, /no column “amount” for the value column/],
    ['no value column', { valueColumn: null }, /Which column .* holds the values is not said/],
    ['two ways to take values', { sumColumns: '16-64' }, /exclude one another/],
    ['no period', { period: null }, /Which period .* is not said/],
    ['a period that is none', { period: 'lately' }, /“lately” is not a period/],
    [
      'a filter that nothing passes',
      { where: [{ column: 'code', value: 'x' }] },
      /No row .* passes the filter code = x/,
    ],
  ])('is refused: %s', async (_, changes, words) => {
    const writer = bench.workspace(areas);
    const file = bench.file('plain.csv', 'code,value\nE01000001,5\n');
    const refused = await refusal(bench.run(writer, file, observations(changes)));
    expect(refused.code).toBe('input_refused');
    expect(refused.message).toMatch(words);
  });

  it('is a conflict where the indicator is of another kind already', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('kind.csv', 'code,value\nE01000001,5\n');
    await bench.run(writer, file, observations());
    const refused = await refusal(bench.run(writer, file, observations({ kind: 'rate' })));
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is a count in this workspace'),
    });
  });
});

describe('cancelling', () => {
  it('stops the reading and leaves the workspace as it was', async () => {
    const writer = bench.workspace(areas);
    const before = writer.revision();
    const progress = {
      ...quietProgress,
      checkCancelled() {
        throw new PinpointError('cancelled', 'Cancelled.');
      },
    };
    const file = bench.file('cancel.csv', 'code,value\nE01000001,5\n');
    expect((await refusal(bench.run(writer, file, observations(), progress))).code).toBe('cancelled');
    expect(writer.revision()).toBe(before);
    expect(writer.listIndicators()).toEqual([]);
  });
});

describe('sums of rounded counts', () => {
  // By hand: three counts rounded to the nearest 5 may each be off by 2, so their sum by 6.
  it('may be off by the rounding of each column', async () => {
    const writer = bench.workspace(areas);
    const text = 'code,16,17,18\nE01000001,5,10,15\nE01000002,5,5,5\n';
    const { draft, findings } = await bench.run(
      writer,
      bench.file('sums.csv', text),
      observations({ valueColumn: null, sumColumns: '16-18', rounding: 2 }),
    );
    expect(draft.rounding).toBe(6);
    expect(findings.warnings.join()).toContain('Each sum may be off by up to 6 through rounding: 2 for each');
    expect(writer.findColumn('lsoa:2011', 'claimants', 'all', '2017-09')!.rounding).toBe(6);
  });
});

describe('a denominator of all ages', () => {
  it('is questioned under a count of people of working age, not one of ages 16-64', async () => {
    const writer = bench.workspace(areas);
    const people = bench.file('people.csv', 'code,all ages,16-64\nE01000001,1000,600\n');
    const all = observations({ indicator: 'population', valueColumn: 'all ages' });
    const working = observations({ indicator: 'working', valueColumn: null, sumColumns: '16-64' });
    await bench.run(writer, people, all);
    await bench.run(writer, people, working);
    const file = bench.file('claims.csv', 'code,value\nE01000001,5\n');
    const said = async (of: string) =>
      (
        await bench.run(writer, file, observations({ of, indicator: `claimants_${of}` }))
      ).findings.warnings.join();
    expect(await said('population')).toMatch(
      /population does not say which ages .* a denominator of ages 16–64 fits better/,
    );
    expect(await said('working')).not.toMatch(/fits better/);
  });
});
