import { describe, expect, it } from 'vitest';
import { flagByte } from '#contract';
import { shapeToRings } from '#core/geography';
import { openForReading } from '#data/workspace';
import {
  aCount,
  aSquare,
  aWorkspace,
  codeOf,
  edition,
  publish,
  publishAreas,
  publishBenchmark,
  publishDesignation,
  publishLookup,
  publishValues,
} from './build.ts';

describe('areas', () => {
  it('are columns ordered by code, whatever the order of the file', () => {
    const workspace = aWorkspace();
    publish(workspace, { kind: 'boundaries', geography: edition('lsoa:2011') }, (staging) => {
      for (const i of [2, 0, 1]) staging.addArea(aSquare(i));
    });
    const areas = workspace.getAreas('lsoa:2011');
    expect(areas.codes).toEqual(['A000', 'A001', 'A002']);
    expect(areas.names).toEqual(['Area 0', 'Area 1', 'Area 2']);
    expect(areas.lon[1]).toBeCloseTo(-2.985, 9);
    expect(areas.landArea[2]).toBe(740_000);
    expect(areas.indexOf.get('A002')).toBe(2);
  });

  it('of an unknown geography are not found, and the message names those that there are', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    expect(() => workspace.getAreas('ward:2013')).toThrow(
      expect.objectContaining({
        code: 'not_found',
        details: expect.objectContaining({ hint: 'It has lsoa:2011.' }),
      }),
    );
  });

  it('come back with the outline that went in', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 3);
    const shapes = [...workspace.readShapes('lsoa:2011')];
    expect(shapes.map(({ code }) => code)).toEqual(['A000', 'A001', 'A002']);
    expect(shapeToRings(shapes[1]!.shape)).toEqual(shapeToRings(aSquare(1).shape));
  });

  it('are read by bounds, of the asked geography only', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 30);
    publishAreas(workspace, 'ward:2013', 30, { prefix: 'W' });
    const [west, south, east, north] = aSquare(12).bounds;
    const inside = 0.002;
    const found = [
      ...workspace.readAreasWithin('ward:2013', [
        west + inside,
        south + inside,
        east - inside,
        north - inside,
      ]),
    ];
    expect(found.map(({ code }) => code)).toEqual([codeOf(12, 'W')]);
    expect(found[0]!.id).toBe(workspace.getAreas('ward:2013').ids[12]);
  });

  it('imported again keep their id and their values, take the new name, and stay where the new file lacks them', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 3);
    publishValues(workspace, 'jsa', { '2017-09': { A001: 7 } });
    const { ids } = workspace.getAreas('lsoa:2011');
    publish(workspace, { kind: 'boundaries', geography: edition('lsoa:2011') }, (staging) => {
      staging.addArea(aSquare(1, { name: 'Renamed' }));
      staging.addArea(aSquare(5));
    });
    const areas = workspace.getAreas('lsoa:2011');
    expect(areas.codes).toEqual(['A000', 'A001', 'A002', 'A005']);
    expect(areas.names[1]).toBe('Renamed');
    expect(areas.ids.subarray(0, 3)).toEqual(ids);
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017-09')?.values[1]).toBe(7);
  });

  it('are found by code in every geography', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2001', 2);
    publishAreas(workspace, 'lsoa:2011', 3);
    expect(workspace.findAreaByCode('A001')).toEqual([
      { geography: 'lsoa:2001', index: 1 },
      { geography: 'lsoa:2011', index: 1 },
    ]);
    expect(workspace.findAreaByCode('X')).toEqual([]);
  });
});

describe('searching', () => {
  it('puts the whole match first, then what begins with the text, then what holds it', () => {
    const workspace = aWorkspace();
    const names = ['Greater Park', 'Park', 'Parkside', 'Elsewhere'];
    publishAreas(workspace, 'ward:2013', 4, { name: (i) => names[i]! });
    expect(workspace.searchAreas('park', 10).map(({ name }) => name)).toEqual([
      'Park',
      'Parkside',
      'Greater Park',
    ]);
    expect(workspace.searchAreas('park', 1).map(({ name }) => name)).toEqual(['Park']);
  });

  it('looks at codes too, and gives where the area is', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'ward:2013', 3);
    const [hit] = workspace.searchAreas('a002', 5);
    expect(hit).toMatchObject({ geography: 'ward:2013', code: 'A002', lon: -2.975 });
    expect(hit!.bounds[0]).toBeCloseTo(-2.98, 5);
  });

  it('takes signs of the pattern language as they are, and an empty text for nothing', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'ward:2013', 2, { name: (i) => (i === 0 ? '100% Park_side' : 'Other') });
    expect(workspace.searchAreas('%', 5)).toHaveLength(1);
    expect(workspace.searchAreas('k_s', 5)).toHaveLength(1);
    expect(workspace.searchAreas(' ', 5)).toEqual([]);
  });
});

describe('values', () => {
  it('are aligned with the areas: a value, suppressed and missing differ, and zero is a zero', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 4);
    const release = publishValues(
      workspace,
      'jsa',
      { '2017-09': { A000: 12, A001: 0, A003: 'suppressed' } },
      { draft: { rounding: 2 } },
    );
    const column = workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017-09')!;
    expect([...column.values]).toEqual([12, 0, Number.NaN, Number.NaN]);
    expect([...column.flags]).toEqual([
      flagByte.exact,
      flagByte.exact,
      flagByte.missing,
      flagByte.suppressed,
    ]);
    expect(column).toMatchObject({ rounding: 2, releases: [release] });
  });

  it('of an unknown indicator, cohort, period or other geography are no column', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    publishAreas(workspace, 'ward:2013', 2, { prefix: 'W' });
    publishValues(workspace, 'jsa', { '2017-09': { A000: 1 } });
    expect(workspace.findColumn('lsoa:2011', 'ib', 'all', '2017-09')).toBeUndefined();
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'sex=female', '2017-09')).toBeUndefined();
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017-10')).toBeUndefined();
    expect(workspace.findColumn('ward:2013', 'jsa', 'all', '2017-09')).toBeUndefined();
  });

  it('of codes that the geography lacks are never published', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    publishValues(workspace, 'jsa', { '2017-09': { A000: 1, X999: 5 } });
    expect(workspace.describe().indicators[0]!.observations).toBe(1);
    expect(workspace.check()).toEqual({ ok: true, problems: [] });
  });

  it('given twice in one file: the last one counts', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    const period = { id: '2017', label: '2017', first: '2017-01-01', last: '2017-12-31' };
    publish(workspace, { geography: edition('lsoa:2011'), indicators: [aCount('jsa')] }, (staging) => {
      for (const value of [3, 1, 2]) {
        staging.addObservation({ areaCode: 'A000', indicator: 'jsa', cohort: 'all', period, value, flag: 0 });
      }
    });
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017')?.values[0]).toBe(2);
  });

  it('that are missing without being suppressed are a fault of the importer', () => {
    const workspace = aWorkspace();
    const period = { id: '2017', label: '2017', first: '2017-01-01', last: '2017-12-31' };
    expect(() =>
      publish(workspace, { geography: edition('lsoa:2011') }, (staging) =>
        staging.addObservation({
          areaCode: 'A',
          indicator: 'jsa',
          cohort: 'all',
          period,
          value: Number.NaN,
          flag: 0,
        }),
      ),
    ).toThrow('missing but not suppressed');
  });

  it('come as a series from oldest to newest, whatever the order of import', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    publishValues(workspace, 'jsa', { '2017-10': { A000: 3 }, '2017': { A000: 4, A001: 1 } });
    publishValues(workspace, 'jsa', { '2017-09': { A000: 'suppressed' } });
    const series = workspace.findSeries('lsoa:2011', 'A000', 'jsa', 'all');
    expect(series.periods).toEqual(['2017-09', '2017-10', '2017']);
    expect([...series.values]).toEqual([Number.NaN, 3, 4]);
    expect([...series.flags]).toEqual([flagByte.suppressed, flagByte.exact, flagByte.exact]);
    expect(workspace.findSeries('lsoa:2011', 'X', 'jsa', 'all').periods).toEqual([]);
  });

  it('published anew displace the older ones and name both releases', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    const first = publishValues(workspace, 'jsa', { '2017-09': { A000: 1, A001: 2 } });
    const second = publishValues(workspace, 'jsa', { '2017-09': { A001: 20 } });
    const column = workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017-09')!;
    expect([...column.values]).toEqual([1, 20]);
    expect(column.releases).toEqual([first, second]);
  });

  it('keep cohorts apart', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    publishValues(workspace, 'jsa', { '2017-09': { A000: 9 } });
    publishValues(workspace, 'jsa', { '2017-09': { A000: 2 } }, { cohort: 'age=18-24' });
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'age=18-24', '2017-09')?.values[0]).toBe(2);
    expect(workspace.getIndicator('jsa')).toMatchObject({ cohorts: ['age=18-24'], everyone: true });
    expect(workspace.listPeriods('lsoa:2011', 'jsa', 'age=18-24')).toEqual(['2017-09']);
  });

  it('tell where nothing is known of everybody', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    publishValues(workspace, 'jsa', { '2017-09': { A000: 2 } }, { cohort: 'sex=female' });
    const [indicator] = workspace.describe().indicators;
    expect(indicator).toMatchObject({ cohorts: ['sex=female'], everyone: false });
  });
});

describe('parents', () => {
  it('are named by boundaries, also where the parent has no boundaries itself', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 4, {
      parents: { geography: 'district:2013', codeOf: (i) => `D${i % 2}` },
    });
    const [district] = workspace.getAreas('lsoa:2011').parents;
    expect(district).toMatchObject({ geography: 'district:2013', codes: ['D0', 'D1'] });
    expect([...district!.index]).toEqual([0, 1, 0, 1]);
    expect(Number.isNaN(workspace.getAreas('district:2013').lon[0])).toBe(true);
    expect(workspace.describe().warnings).toEqual([
      'district:2013 has no boundaries: its 2 areas are known from other files only.',
    ]);
  });

  it('take boundaries that come later', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2, { parents: { geography: 'ward:2013', codeOf: () => 'W000' } });
    publishAreas(workspace, 'ward:2013', 1, { prefix: 'W' });
    expect(workspace.getAreas('ward:2013').names).toEqual(['Area 0']);
    expect([...workspace.findParents('lsoa:2011', 'ward:2013')!]).toEqual([0, 0]);
    expect(workspace.check().problems).toEqual([]);
  });

  it('are followed over a chain of lookups, with -1 where the chain breaks', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 3);
    publishAreas(workspace, 'ward:2013', 2, { prefix: 'W' });
    publishLookup(
      workspace,
      ['lsoa:2011', 'ward:2013'],
      [
        ['A000', 'W000'],
        ['A001', 'W001'],
      ],
    );
    publishLookup(workspace, ['ward:2013', 'district:2013'], [['W000', 'D1']]);
    expect([...workspace.findParents('lsoa:2011', 'district:2013')!]).toEqual([0, -1, -1]);
    expect(workspace.describe().geographies[0]!.links).toEqual(['ward:2013', 'district:2013']);
    expect(workspace.findParents('district:2013', 'lsoa:2011')).toBeUndefined();
    expect([...workspace.findParents('lsoa:2011', 'lsoa:2011')!]).toEqual([0, 1, 2]);
  });

  it('given directly come before those over a chain, which fill the gaps', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    publishLookup(
      workspace,
      ['lsoa:2011', 'ward:2013'],
      [
        ['A000', 'W1'],
        ['A001', 'W1'],
      ],
    );
    publishLookup(workspace, ['ward:2013', 'district:2013'], [['W1', 'D1']]);
    publishLookup(workspace, ['lsoa:2011', 'district:2013'], [['A000', 'D1']]);
    publishLookup(workspace, ['ward:2013', 'district:2013'], [['W1', 'D1']]);
    expect([...workspace.findParents('lsoa:2011', 'district:2013')!]).toEqual([0, 0]);
  });

  it('of a divided area: the largest share, of the newest release', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    publishAreas(workspace, 'ward:2013', 3, { prefix: 'W' });
    publishLookup(
      workspace,
      ['lsoa:2011', 'ward:2013'],
      [
        ['A000', 'W000', 0.3],
        ['A000', 'W001', 0.7],
      ],
    );
    expect([...workspace.findParents('lsoa:2011', 'ward:2013')!]).toEqual([1]);
    publishLookup(workspace, ['lsoa:2011', 'ward:2013'], [['A000', 'W002', 0.1]]);
    expect([...workspace.findParents('lsoa:2011', 'ward:2013')!]).toEqual([2]);
  });

  it('are not what joins two vintages of one kind', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2001', 1);
    publishAreas(workspace, 'lsoa:2011', 1);
    publishLookup(workspace, ['lsoa:2001', 'lsoa:2011'], [['A000', 'A000']]);
    expect(workspace.findParents('lsoa:2001', 'lsoa:2011')).toBeUndefined();
    expect(workspace.describe().geographies[0]!.links).toEqual([]);
  });
});

describe('designations and benchmarks', () => {
  it('hold codes of their geography; a newer release replaces the whole set', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'ward:2013', 4, { prefix: 'W' });
    publishDesignation(workspace, 'daf', 'ward:2013', ['W002', 'W000', 'unknown']);
    expect(workspace.findDesignation('daf')).toEqual({
      id: 'daf',
      name: 'DAF',
      geography: 'ward:2013',
      codes: ['W000', 'W002'],
    });
    publishDesignation(workspace, 'daf', 'ward:2013', ['W003']);
    expect(workspace.findDesignation('daf')?.codes).toEqual(['W003']);
    expect(workspace.describe().designations).toMatchObject([{ id: 'daf', areas: 1, vintage: '2013' }]);
    expect(workspace.findDesignation('other')).toBeUndefined();
  });

  it('give the comparator of exactly that period', () => {
    const workspace = aWorkspace();
    publishBenchmark(workspace, 'jsa_rate', ['UK', '2008-07', 2.3]);
    expect(workspace.findBenchmark('jsa_rate', 'UK', '2008-07')).toBe(2.3);
    expect(workspace.findBenchmark('jsa_rate', 'UK', '2008-08')).toBeUndefined();
    expect(workspace.listComparators('jsa_rate')).toEqual(['UK']);
    expect(workspace.listBenchmarkPeriods('jsa_rate', 'UK')).toEqual(['2008-07']);
    expect(workspace.listBenchmarkPeriods('jsa_rate', null)).toEqual(['2008-07']);
    expect(workspace.listBenchmarkPeriods('jsa_rate', 'GB')).toEqual([]);
    expect(workspace.describe().periods.map(({ id }) => id)).toEqual(['2008-07']);
  });
});

describe('a release', () => {
  it('keeps its report, its mapping and every reject', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    const draft = { report: { seconds: 1 }, mapping: { b: 1, a: [2] }, attribution: ['Source: somebody'] };
    const id = publish(workspace, { ...draft, sourceCrs: 'EPSG:27700' }, (staging) => {
      staging.addReject(7, 'no code');
      staging.addReject(3, 'no value');
    });
    expect(workspace.getRelease(id)).toMatchObject({ ...draft, sourceCrs: 'EPSG:27700' });
    expect([...workspace.listRejects(id)]).toEqual([
      { row: 7, reason: 'no code' },
      { row: 3, reason: 'no value' },
    ]);
    expect(() => workspace.getRelease(99)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('is recognised by its file and mapping, whatever the order of keys', () => {
    const workspace = aWorkspace();
    const sha256 = 'ab'.repeat(32);
    const id = publish(workspace, { sha256, mapping: { b: { d: 1, c: 2 }, a: 1 } }, () => undefined);
    expect(workspace.findReleaseLike(sha256, '{"a":1,"b":{"c":2,"d":1}}')?.id).toBe(id);
    expect(workspace.findReleaseLike(sha256, '{"a":2}')).toBeUndefined();
    workspace.deleteRelease(id);
    expect(workspace.findReleaseLike(sha256, '{"a":1,"b":{"c":2,"d":1}}')).toBeUndefined();
  });
});

describe('describing', () => {
  it('says what a derived rate can be computed of, and where it cannot', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    publishValues(workspace, 'jsa', { '2017-08': { A000: 1 }, '2017-09': { A000: 1 } });
    publishValues(workspace, 'people', { '2017': { A000: 100, A001: 100 } });
    workspace.defineRate({
      id: 'jsa_rate',
      name: null,
      numerator: 'jsa',
      denominator: 'people',
      polarity: 'neutral',
    });
    const rate = workspace.describe().indicators.find(({ id }) => id === 'jsa_rate');
    expect(rate).toEqual({
      id: 'jsa_rate',
      name: 'jsa per people',
      kind: 'rate',
      of: 'people',
      numerator: 'jsa',
      unit: '%',
      polarity: 'neutral',
      observations: 0,
      periods: ['2017-08', '2017-09'],
      cohorts: [],
      everyone: true,
      geographies: ['lsoa:2011'],
      sensitivity: 'published',
    });
    expect(workspace.listPeriods('lsoa:2011', 'jsa_rate', 'all')).toEqual(['2017-08', '2017-09']);
    workspace.deleteRelease(3);
    expect(workspace.describe().warnings).toContain(
      'jsa_rate cannot be computed: there are no values of people.',
    );
  });

  it('names the bounds, the missing names and the invented values', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 10, { name: (i) => (i < 3 ? '' : 'x') });
    workspace.setSynthetic();
    const { geographies, warnings } = workspace.describe();
    expect(geographies[0]!.bounds!.map((degrees) => Number(degrees.toFixed(4)))).toEqual([
      -3, 53.4, -2.9, 53.41,
    ]);
    expect(warnings).toEqual([
      'All values and outlines in this workspace are invented: it is a demonstration.',
      '3 of 10 areas of lsoa:2011 have no name.',
    ]);
  });

  it('of an empty workspace is empty', () => {
    expect(aWorkspace().describe()).toEqual({
      schema: 1,
      geographies: [],
      indicators: [],
      periods: [],
      designations: [],
      benchmarks: [],
      releases: [],
      provision: {
        providers: 0,
        programmes: 0,
        sites: 0,
        employmentSites: 0,
        deliveries: 0,
        stages: [],
        fundingStreams: [],
        performance: { rows: 0, geographies: [], periods: [] },
        postcodes: 0,
        timetables: [],
      },
      warnings: [],
    });
  });
});

describe('a reading handle', () => {
  it('sees what another handle publishes, and answers anew when the revision moves', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    const reader = openForReading(workspace.path);
    const before = reader.getAreas('lsoa:2011');
    expect(reader.getAreas('lsoa:2011')).toBe(before);
    publishAreas(workspace, 'lsoa:2011', 3);
    expect(reader.revision()).toBe(workspace.revision());
    expect(reader.getAreas('lsoa:2011').codes).toHaveLength(3);
    reader.close();
  });
});
