import { afterAll, describe, expect, it } from 'vitest';
import type { LookupMapping } from '#contract';
import { inspectFiles } from '#data/import';
import { makeBench, observations, refusal } from './build.ts';

const bench = makeBench();
afterAll(() => bench.clear());
const old = ['E01000001', 'E01000002', 'E01000003', 'E01000004'];
const areas = {
  'lsoa:2001': old,
  'lsoa:2011': ['E01000001', 'E01033001', 'E01033002', 'E01033003'],
  'ward:2017': ['E05000001', 'E05000002'],
};

function lookup(changes: Partial<LookupMapping> = {}): LookupMapping {
  return {
    family: 'lookup',
    from: 'lsoa:2001',
    to: 'lsoa:2011',
    fromColumn: 'old',
    toColumn: 'new',
    weightColumn: null,
    changeColumn: 'change',
    ...changes,
  };
}

const vintages = [
  'old,change,new',
  'E01000001,U,E01000001',
  'E01000002,S,E01033001',
  'E01000002,S,E01033002',
  'E01000003,M,E01033003',
  'E01000004,M,E01033003',
].join('\n');

describe('a lookup between vintages', () => {
  it('divides an area that was split equally where there are no weights, and says so', async () => {
    const writer = bench.workspace(areas);
    const { findings, draft } = await bench.run(writer, bench.file('v.csv', `${vintages}\n`), lookup());
    expect(findings.rows).toEqual({ read: 5, taken: 5, rejected: 0 });
    expect(findings.flags.estimated).toBe(2);
    expect(findings.warnings.join()).toMatch(
      /1 area of lsoa:2001 goes to several of lsoa:2011 .* divided equally.*E01000002/,
    );
    expect(draft.link).toEqual({ from: 'lsoa:2001', to: 'lsoa:2011' });
  });

  it('takes weights as shares, also where they are percentages, and checks that they add up', async () => {
    const writer = bench.workspace(areas);
    const text = 'old,new,weight\nE01000001,E01000001,100\nE01000002,E01033001,60\nE01000002,E01033002,30\n';
    const { findings } = await bench.run(
      writer,
      bench.file('w.csv', text),
      lookup({ weightColumn: 'weight', changeColumn: null }),
    );
    const warnings = findings.warnings.join('\n');
    expect(warnings).toMatch(/percentages and were divided by 100/);
    expect(warnings).toMatch(/weights of 1 area does not add up to 1: E01000002/);
    expect(findings.flags.estimated).toBe(0);
  });

  it('rejects pairs that are repeated, half blank or weighted with something else than a number', async () => {
    const writer = bench.workspace(areas);
    const text =
      'old,new,weight\nE01000001,E01000001,1\nE01000001,E01000001,1\nE01000002,,1\nE01000003,E01033003,all\n';
    const { findings } = await bench.run(
      writer,
      bench.file('r.csv', text),
      lookup({ weightColumn: 'weight', changeColumn: null }),
    );
    expect(findings.rows).toEqual({ read: 4, taken: 1, rejected: 3 });
    expect(findings.rejects.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('repeats row 2'),
      expect.stringContaining('blank'),
      expect.stringContaining('weight “all” is not a number'),
    ]);
  });

  it('adds up amounts that stand in a row for each smaller unit, and takes them as shares of their sum', async () => {
    const writer = bench.workspace(areas);
    // Of 110 residents 60 in two postcodes go to the second ward: 54.5 %, although the largest postcode goes to the first.
    const rows = [
      'L1 1AA,E01000001,E05000002,30',
      'L1 1AB,E01000001,E05000001,50',
      'L1 1AC,E01000001,E05000002,30',
    ];
    const text = ['postcode,lsoa,ward,residents', ...rows, 'L1 1AD,E01000002,E05000001,9', ''].join('\n');
    const mapping = lookup({
      to: 'ward:2017',
      fromColumn: 'lsoa',
      toColumn: 'ward',
      weightColumn: 'residents',
      changeColumn: null,
    });
    const { findings } = await bench.run(writer, bench.file('amounts.csv', text), mapping);
    expect(findings.rows).toEqual({ read: 4, taken: 4, rejected: 0 });
    expect([...writer.findParents('lsoa:2001', 'ward:2017')!]).toEqual([1, 0, -1, -1]);
    const warnings = findings.warnings.join('\n');
    expect(warnings).toContain('The weights in “residents” are amounts');
    expect(warnings).toContain('E01000001 to E05000002 (54.5 %)');
    expect(warnings).not.toMatch(/percentages|add up to 1/);
  });

  it.each([
    ['shares that add up to a whole are added', ['0.3', '0.4', '0.3'], 3, [1, -1, -1, -1]],
    ['the same share again is a repeat', ['0.4', '0.6', '0.4'], 2, [0, -1, -1, -1]],
  ])('of a pair in rows with numbers of their own: %s', async (_, weights, taken, parents) => {
    const writer = bench.workspace(areas);
    const wards = ['E05000002', 'E05000001', 'E05000002'];
    const rows = weights.map((weight, at) => `${at},E01000001,${wards[at]},${weight}`);
    const file = bench.file('numbered.csv', ['ObjectId,lsoa,ward,weight', ...rows, ''].join('\n'));
    const mapping = lookup({
      to: 'ward:2017',
      fromColumn: 'lsoa',
      toColumn: 'ward',
      weightColumn: 'weight',
      changeColumn: null,
    });
    const { findings } = await bench.run(writer, file, mapping);
    expect(findings.rows).toEqual({ read: 3, taken, rejected: 3 - taken });
    expect([...writer.findParents('lsoa:2001', 'ward:2017')!]).toEqual(parents);
  });

  it('says how many rows are of postcodes out of use, unless a filter leaves them out', async () => {
    const live = 'L1 1AA,,E01000001,E05000001';
    const gone = ['L1 1AB,201805,E01000001,E05000002', 'L1 1AC,201805,E01000001,E05000002'];
    const text = ['pcds,doterm,lsoa,ward', live, ...gone, ''].join('\n');
    const mapping = lookup({ to: 'ward:2017', fromColumn: 'lsoa', toColumn: 'ward', changeColumn: null });
    const read = async (changes: Partial<LookupMapping>) => {
      const writer = bench.workspace(areas);
      const file = bench.file('ended.csv', text);
      const { findings } = await bench.run(writer, file, { ...mapping, ...changes });
      return { parent: writer.findParents('lsoa:2001', 'ward:2017')![0], warnings: findings.warnings.join() };
    };
    const all = await read({});
    expect(all.parent).toBe(1);
    expect(all.warnings).toContain('2 rows of 3 are of postcodes out of use (“doterm”)');
    const inUse = await read({ where: [{ column: 'doterm', value: '' }] });
    expect(inUse.parent).toBe(0);
    expect(inUse.warnings).not.toContain('out of use');
  });

  it('refuses two equal ends', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('same.csv', vintages);
    expect((await refusal(bench.run(writer, file, lookup({ to: 'lsoa:2001' })))).message).toMatch(
      /both ends are lsoa:2001/,
    );
  });
});

describe('a lookup to larger areas', () => {
  const mapping = lookup({ to: 'ward:2017', fromColumn: 'lsoa', toColumn: 'ward', changeColumn: null });
  const text =
    'lsoa,ward\nE01000001,E05000001\nE01000002,E05000001\nE01099999,E05000001\nE01000003,E05099999\n';

  it('gives areas their parents and reports what is left on either side', async () => {
    const writer = bench.workspace(areas);
    const { findings } = await bench.run(writer, bench.file('p.csv', text), mapping);
    expect([...writer.findParents('lsoa:2001', 'ward:2017')!]).toEqual([0, 0, -1, -1]);
    expect(findings.unmatched).toEqual({
      codes: ['E01099999', 'E05099999'],
      codesTotal: 2,
      areas: ['E01000003', 'E01000004'],
      areasTotal: 2,
    });
    expect(findings.warnings.join()).toMatch(/1 area of ward:2017 gets no area of lsoa:2001: E05000002/);
  });

  it('is refused where no pair has both ends in the workspace, naming the end', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('q.csv', 'lsoa,ward\nE01000001,E05000009\n');
    expect((await refusal(bench.run(writer, file, mapping))).message).toMatch(
      /No code .* belongs to ward:2017/,
    );
  });

  it('needs the areas of both ends', async () => {
    const writer = bench.workspace({ 'lsoa:2001': old });
    const file = bench.file('s.csv', text);
    expect(await refusal(bench.run(writer, file, mapping))).toMatchObject({
      code: 'not_found',
      message: 'The workspace has no areas of ward:2017.',
    });
  });
});

describe('a designation', () => {
  const mapping = {
    family: 'designation',
    id: 'daf',
    name: 'DAF wards',
    geography: 'ward',
    vintage: '2017',
    codeColumn: 'ward',
  } as const;

  it('holds each known code once and reports the others', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('daf.csv', 'name,ward\nA,E05000001\nB,E05000001\nC,E05099999\nD,\n');
    const { findings } = await bench.run(writer, file, mapping);
    expect(writer.findDesignation('daf')).toMatchObject({
      name: 'DAF wards',
      geography: 'ward:2017',
      codes: ['E05000001'],
    });
    expect(findings.rows).toEqual({ read: 4, taken: 1, rejected: 2 });
    expect(findings.unmatched).toMatchObject({ codes: ['E05099999'], codesTotal: 1, areasTotal: 0 });
    expect(findings.warnings.join()).toMatch(/1 row repeats a code/);
  });

  it('may be a bare list of codes', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('list.csv', 'E05000001\nE05000002\n');
    const found = await inspectFiles(
      'designation',
      [file],
      { id: 'daf', geography: 'ward', vintage: '2017' },
      writer,
    );
    expect(found.mapping).toMatchObject({ codeColumn: 'Column 1', id: 'daf' });
    await bench.run(writer, file, found.mapping);
    expect(writer.findDesignation('daf')?.codes).toEqual(['E05000001', 'E05000002']);
  });

  it('is refused where no code is known', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('old.csv', 'ward\n00BYFA\n');
    expect((await refusal(bench.run(writer, file, mapping))).message).toMatch(
      /wards with the codes used until 2009/,
    );
  });
});

describe('a benchmark', () => {
  const mapping = {
    family: 'benchmark',
    indicatorColumn: 'indicator',
    indicator: null,
    comparatorColumn: 'comparator',
    periodColumn: 'period',
    period: null,
    valueColumn: 'value',
  } as const;
  const text = [
    'indicator,comparator,period,value',
    'claimants,UK,July 2008,2.3',
    'claimants,North West,Jul-08,2.9',
    'claimants,UK,2008-07,2.3',
    'claimants,UK,2008-07,9.9',
    'nothing,UK,2008-07,1',
    'claimants,,2008-07,1',
    'claimants,GB,lately,1',
    'claimants,GB,2008-07,*',
  ].join('\n');

  it('is stored for indicators of the workspace; every other row is rejected with its reason', async () => {
    const writer = bench.workspace(areas);
    await bench.run(writer, bench.file('c.csv', 'code,value\nE01000001,1\n'), observations());
    const { findings } = await bench.run(writer, bench.file('b.csv', `${text}\n`), mapping);
    expect(writer.findBenchmark('claimants', 'UK', '2008-07')).toBeUndefined();
    expect(writer.findBenchmark('claimants', 'North West', '2008-07')).toBe(2.9);
    expect(findings.rows).toEqual({ read: 8, taken: 1, rejected: 7 });
    expect(findings.rejects.map(({ reason }) => reason)).toEqual([
      'repeats row 2',
      'contradicts row 2; neither was taken',
      'the workspace has no indicator nothing: import or define it first',
      'the comparator is blank',
      '“lately” is not a period',
      'the value is suppressed',
      expect.stringMatching(/contradicts row \d; neither was taken/),
    ]);
  });

  it('is guessed from its columns', async () => {
    const writer = bench.workspace(areas);
    const found = await inspectFiles('benchmark', [bench.file('g.csv', text)], {}, writer);
    expect(found.mapping).toEqual(mapping);
    expect(found.open).toEqual([]);
  });

  it('is refused where its indicator is unknown', async () => {
    const writer = bench.workspace(areas);
    const file = bench.file('u.csv', 'comparator,value\nUK,2.3\n');
    const fixed = {
      ...mapping,
      indicatorColumn: null,
      indicator: 'jsa_rate',
      periodColumn: null,
      period: '2008-07',
    };
    expect((await refusal(bench.run(writer, file, fixed))).message).toMatch(/no indicator jsa_rate/);
  });
});
