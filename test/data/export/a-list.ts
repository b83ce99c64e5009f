import type { TargetList, TargetListArea } from '#contract';
import { shapeFromRings, type Shape } from '#core/geography';

/** One listed area; what a test does not name is plain. */
export function aListedArea(part: Partial<TargetListArea> = {}): TargetListArea {
  return {
    rank: 1,
    code: 'E01000001',
    name: 'Riverside 001A',
    status: 'in',
    confidence: 'clearly above',
    parents: { 'ward:2003': { code: '00BYFA', name: 'Riverside' } },
    values: { jsa_rate: 14.185814, jsa_claimants: 142, working_age: 1001 },
    unknown: {},
    interval: { jsa_rate: [12.16, 16.48] },
    decimals: {},
    intervalDecimals: {},
    reasons: ['jsa_rate 14.2 > 10 (margin 4.2)'],
    ...part,
  };
}

/** A list that has passed the gate, with one area unless the test says otherwise. */
export function aList(part: Partial<TargetList> = {}): TargetList {
  const measure = {
    unit: 'people',
    kind: 'count',
    period: '2008-07',
    periodLabel: 'July 2008',
    denominatorPeriod: null,
  };
  return {
    title: 'Priority LSOAs',
    rule: 'jsa_rate > 10',
    geography: 'lsoa',
    vintage: '2001',
    period: '2008-07',
    counts: { in: 1, out: 2, unknown: 1, clearlyIn: 1, borderline: 0, clearlyAbove: 1 },
    need: {
      indicator: 'jsa_claimants',
      in: 142,
      inUnknown: 0,
      total: 400,
      share: 0.355,
      needUnknownIn: 0,
      isInWhole: true,
      isTotalWhole: false,
      needUnknownAll: 1,
      unknownAreas: 0,
    },
    limited: null,
    coverage: null,
    orderedBy: 'jsa_rate desc',
    measures: [
      { ...measure, key: 'jsa_rate', name: 'JSA rate', unit: '%', kind: 'rate', denominatorPeriod: '2008' },
      { ...measure, key: 'jsa_claimants', name: 'JSA claimants' },
      { ...measure, key: 'working_age', name: 'Working-age residents', period: '2008', periodLabel: '2008' },
    ],
    areas: [aListedArea()],
    notes: ['The denominator is of 2008.'],
    releases: [
      {
        id: 1,
        kind: 'boundaries',
        title: 'LSOA boundaries',
        file: 'lsoa.zip',
        sha256: 'ab12',
        imported: '2026-01-02T03:04:05.000Z',
        publisher: 'ONS',
        licence: 'OGL',
      },
    ],
    licences: ['Source: Office for National Statistics licensed under the Open Government Licence v.3.0.'],
    sourceGaps: [],
    policy: 'none',
    hidden: null,
    author: 'A. Analyst',
    made: '2026-02-03T04:05:06.000Z',
    madeBy: 'Pinpoint 0.1.0',
    ...part,
  };
}

/** A square of a hundredth of a degree, its lower left corner at lon, lat. */
export function aSquare(lon: number, lat: number): Shape {
  const side = 0.01;
  return shapeFromRings([
    [
      [
        [lon, lat],
        [lon + side, lat],
        [lon + side, lat + side],
        [lon, lat + side],
        [lon, lat],
      ],
    ],
  ]);
}
