import { describe, expect, it } from 'vitest';
import type { ImportTrial, TimetableSurvey } from '#contract';
import {
  consequenceWords,
  otherRejects,
  otherWarnings,
  positionWords,
} from '../../../../renderer/features/import-dialog/consequence.ts';
import { aTrial, blankDelivery, nowhere, performance, sites } from './inspections.ts';

const brings = (counts: Partial<ImportTrial['brings']>): ImportTrial =>
  aTrial({ brings: { ...aTrial().brings, ...counts } });

describe('what an import would bring, in a sentence', () => {
  it('tells sites from deliveries, and names what is new', () => {
    expect(consequenceWords(sites, brings({ sites: 60 }))).toBe('Each row becomes a site: 60 sites.');
    const delivering = { ...sites, delivery: blankDelivery };
    const counts = { sites: 60, deliveries: 142, programmes: 20, providers: 1 };
    expect(consequenceWords(delivering, brings(counts))).toBe(
      'Each row becomes a delivery: 60 sites and 142 deliveries; 1 provider and 20 programmes are new.',
    );
    expect(consequenceWords(delivering, brings({ sites: 1, deliveries: 1 }))).toBe(
      'Each row becomes a delivery: 1 site and 1 delivery.',
    );
  });

  it('of providers says when all of them are known', () => {
    const providers = { family: 'providers', delivery: blankDelivery } as const;
    expect(consequenceWords(providers, brings({ providers: 1 }))).toBe('1 provider is new.');
    expect(consequenceWords(providers, brings({}))).toMatch(/knows all of these/);
  });

  it('of performance by postcode says that records are added up and postcodes not kept', () => {
    const trial = {
      ...brings({ performance: 320 }),
      rows: { read: 1500, taken: 1500, rejected: 0 },
      period: '2007/08',
    };
    expect(consequenceWords({ ...performance, codeColumn: 'lsoa' }, trial)).toBe(
      '320 rows of performance by LSOAs 2011, 2007/08.',
    );
    expect(consequenceWords({ ...performance, postcodeColumn: 'pc' }, trial)).toBe(
      '1,500 records by postcode are added up to 320 rows by LSOAs 2011, 2007/08; no postcode is kept.',
    );
  });
});

describe('what would be kept of a timetable', () => {
  const timetable = { family: 'timetable', cutMarginKm: 5 } as const;
  const survey = (changes: Partial<TimetableSurvey>): ImportTrial =>
    aTrial({
      timetable: {
        publisher: null,
        version: null,
        modes: [],
        firstDay: null,
        lastDay: null,
        days: [],
        tripsADay: null,
        daysWithout: [],
        calendarDatesOnly: false,
        cut: null,
        problems: [],
        routes: 40,
        stops: 900,
        trips: 15_000,
        stopsInside: null,
        stopTimes: 400_000,
        ...changes,
      },
    });

  it('is what the cut leaves, or everything', () => {
    const cut = { stops: 210, stopsRead: 900, trips: 3120, tripsRead: 15_000 };
    expect(consequenceWords(timetable, survey({ cut, stopsInside: 210 }))).toBe(
      '3,120 of 15,000 trips and 210 of 900 stops are kept.',
    );
    expect(consequenceWords(timetable, survey({}))).toBe('15,000 trips at 900 stops are kept.');
  });

  it('is not told in trips where the stop times were not read', () => {
    const words = consequenceWords(timetable, survey({ stopTimes: null, stopsInside: 210 }));
    expect(words).toMatch(/^210 of 900 stops lie in or near the region/);
    expect(words).not.toContain('15,000');
  });
});

describe('how rows get their position', () => {
  it('is told in the order in which the ways count', () => {
    const position = { ...nowhere, eastingColumn: 'x', northingColumn: 'y', postcodeColumn: 'pc' };
    expect(positionWords(position)).toBe(
      'Positions from easting and northing (EPSG:27700), else from the postcode.',
    );
    expect(positionWords({ ...position, crs: 'EPSG:29902' })).toContain('EPSG:29902');
    expect(positionWords(nowhere)).toBe('');
  });
});

describe('what a trial met', () => {
  const trial = aTrial({
    rejects: [
      { row: 3, reason: '“wellbeing” in the column “Stage” is no stage: Engagement' },
      { row: 9, reason: '“lots” in the column “Cost” is neither a number nor a marker' },
      { row: 1042, reason: '“mentoring” in the column “Stage” is no stage: Engagement' },
    ],
    found: [
      {
        kind: 'unknown stage',
        times: 2,
        examples: ['row 3: “wellbeing” in the column “Stage” is no stage: Engagement'],
      },
      { kind: 'outside', times: 1, examples: ['row 5: London'] },
    ],
    warnings: [
      '1 site lies outside the areas of the workspace and was taken all the same: London (row 5).',
      '2 blank rows were left out.',
    ],
  });

  it('is told once: rows of a kind that has a line of its own are not listed again', () => {
    expect(otherRejects(trial)).toEqual([
      'row 9: “lots” in the column “Cost” is neither a number nor a marker',
    ]);
    expect(otherWarnings(trial)).toEqual(['2 blank rows were left out.']);
    expect(otherWarnings({ ...trial, found: [] })).toHaveLength(2);
  });
});
