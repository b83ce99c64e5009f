import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stages, type LedgerRow } from '#contract';
import { makeLedger, type LedgerQuestion, type LedgerBody } from '#core/provision';
import { aDelivery, anyScene, someSiteMinutes } from './a-network.ts';

const wards = { codes: ['W1', 'W2'], names: ['North', 'South'] };

function ledgerOf(question: Partial<LedgerQuestion>): LedgerBody {
  return makeLedger({
    deliveries: [],
    sites: [],
    employment: null,
    siteMinutes: someSiteMinutes(30, { s1: [10, 10, 40], s2: [40, 10, 40], s3: [40, 10, 40] }),
    need: Float64Array.from([100, 200, 50]),
    count: 'programmes',
    within: 'within 30 minutes by public transport',
    stages,
    groups: { ...wards, index: Int32Array.from([0, 0, 1]) },
    only: null,
    ...question,
  });
}

const three = [
  aDelivery('s1', { programme: 'p1', stage: 'advice', places: 30, funding: 'ESF' }),
  aDelivery('s2', { programme: 'p2', stage: 'advice', places: 10, funding: 'DAF' }),
  aDelivery('s3', { programme: 'p3', stage: 'job_entry', places: 5, funding: 'DAF' }),
];

const rowOf = (ledger: LedgerBody, code: string | null, stage: string | null): LedgerRow =>
  [...ledger.rows, ...ledger.totals].find((row) => row.code === code && row.stage === stage)!;

describe('the provision ledger', () => {
  const ledger = ledgerOf({ deliveries: three });

  it('has a row for each ward and stage, and one for all stages', () => {
    expect(ledger.rows.map(({ code, stage }) => `${code} ${stage}`)).toEqual(
      ['W1', 'W2'].flatMap((code) => [...stages, null].map((stage) => `${code} ${stage}`)),
    );
    expect(ledger.totals.map(({ stage }) => stage)).toEqual([...stages, null]);
  });

  it('says how much need a stage covers, leaves and covers twice', () => {
    expect(rowOf(ledger, 'W1', 'advice')).toMatchObject({
      areas: 2,
      need: 300,
      coveredNeed: 300,
      gap: 0,
      duplicatedNeed: 200,
      triplicatedNeed: 0,
      sites: 2,
      programmes: 2,
      fundingStreams: ['DAF', 'ESF'],
    });
    expect(rowOf(ledger, 'W1', 'job_entry')).toMatchObject({
      coveredNeed: 200,
      gap: 100,
      coverage: 200 / 300,
    });
    expect(rowOf(ledger, 'W2', 'advice')).toMatchObject({
      need: 50,
      coveredNeed: 0,
      gap: 50,
      sites: 0,
      places: 0,
    });
  });

  it('finds where three contracts serve the same people, over all stages', () => {
    expect(rowOf(ledger, 'W1', null)).toMatchObject({
      duplicatedNeed: 200,
      triplicatedNeed: 200,
      programmes: 3,
    });
  });

  it('counts need that several stages cover once', () => {
    expect(rowOf(ledger, null, null)).toMatchObject({ need: 350, coveredNeed: 300, gap: 50, places: 45 });
  });

  it('shares places out over the need that draws on them', () => {
    const byArea = ledgerOf({
      deliveries: three,
      groups: { codes: ['A', 'B', 'C'], names: ['', '', ''], index: Int32Array.from([0, 1, 2]) },
    });
    expect(rowOf(byArea, 'A', 'advice')).toMatchObject({ places: 10, placesPer100: 10 });
    expect(rowOf(byArea, 'B', 'advice')).toMatchObject({ places: 30, placesPer100: 15 });
  });

  it('says of deliveries whose places are not known which rows they reach, each once in the total', () => {
    const [first, ...others] = three;
    const partly = ledgerOf({ deliveries: [{ ...first!, places: null }, ...others] });
    const all = ledgerOf({ deliveries: three.map((delivery) => ({ ...delivery, places: null })) });
    expect(rowOf(partly, null, null).withoutPlaces).toBe(1);
    expect(rowOf(partly, null, null).placesPer100).toBeGreaterThan(0);
    expect(rowOf(all, 'W1', null)).toMatchObject({ withoutPlaces: 3, places: 0, placesPer100: null });
    expect(rowOf(all, 'W2', null)).toMatchObject({ withoutPlaces: 0, places: 0, placesPer100: 0 });
    expect(rowOf(all, null, null)).toMatchObject({ withoutPlaces: 3, placesPer100: null });
  });

  it('tells in a sentence how far it goes and where the widest gap is', () => {
    expect(ledgerOf({ deliveries: three, stages: ['advice', 'job_entry'] }).sentence).toBe(
      '300 of 350 people in need (85.7 %) are within 30 minutes by public transport of a matching site, 200 of them of more than one; the widest gap is job entry, with 150 out of reach.',
    );
  });

  it('counts unknown need as areas and leaves it out of every sum', () => {
    const unknown = ledgerOf({ deliveries: three, need: Float64Array.from([100, NaN, 50]) });
    expect(rowOf(unknown, 'W1', 'advice')).toMatchObject({
      areas: 2,
      unknownAreas: 1,
      need: 100,
      coveredNeed: 100,
    });
    expect(rowOf(unknown, null, null).unknownAreas).toBe(1);
    expect(unknown.sentence).toContain('The need of 1 area is unknown.');
  });

  it('keeps areas of no ward in a row of their own', () => {
    const stray = ledgerOf({ deliveries: three, groups: { ...wards, index: Int32Array.from([0, -1, 1]) } });
    expect(rowOf(stray, '', 'advice')).toMatchObject({ name: 'belongs to none', need: 200 });
    expect(rowOf(stray, null, null).need).toBe(350);
  });

  it('has a row of its own for employment sites, which counts sites and has no places', () => {
    const withWork = ledgerOf({ deliveries: three, stages: ['advice'], sites: ['s3'], employment: ['s3'] });
    expect(withWork.totals.map(({ stage }) => stage)).toEqual(['advice', 'employment', null]);
    expect(rowOf(withWork, 'W1', 'employment')).toMatchObject({
      need: 300,
      coveredNeed: 200,
      gap: 100,
      sites: 1,
      programmes: 0,
      places: 0,
      fundingStreams: [],
    });
    expect(rowOf(withWork, null, null)).toMatchObject({ coveredNeed: 300, sites: 3, places: 40 });
    expect(withWork.sentence).not.toContain('employment');
  });

  it('of employment sites alone counts sites', () => {
    const work = ledgerOf({ stages: [], sites: ['s1', 's2'], employment: ['s1', 's2'] });
    expect(work.totals.map(({ stage }) => stage)).toEqual(['employment', null]);
    expect(work).toMatchObject({ count: 'sites', places: 0 });
    expect(rowOf(work, null, null)).toMatchObject({ coveredNeed: 300, duplicatedNeed: 200 });
  });

  it('of target areas alone says what places go elsewhere', () => {
    const targets = ledgerOf({ deliveries: three, only: Uint8Array.from([1, 0, 0]) });
    expect(targets.rows.every(({ code }) => code === 'W1')).toBe(true);
    expect(rowOf(targets, null, null)).toMatchObject({ need: 100, places: 10 });
    expect(targets).toMatchObject({ places: 45, placesElsewhere: 35, unreachedPlaces: 0 });
  });
});

describe('laws', () => {
  const summed = [
    'areas',
    'unknownAreas',
    'need',
    'coveredNeed',
    'gap',
    'duplicatedNeed',
    'triplicatedNeed',
    'places',
  ] as const;
  const groups = { codes: ['W1', 'W2', 'W3'], names: ['', '', ''] };

  it('totals are the sums of their rows to the last bit, in any order', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const ledger = ledgerOf({
          ...scene,
          employment: scene.sites,
          groups: { ...groups, index: scene.groupOf },
        });
        for (const total of ledger.totals) {
          const rows = ledger.rows.filter(({ stage }) => stage === total.stage);
          for (const key of summed) {
            expect(rows.reduce((sum, row) => sum + row[key], 0)).toBe(total[key]);
            expect(rows.toReversed().reduce((sum, row) => sum + row[key], 0)).toBe(total[key]);
          }
        }
      }),
    );
  });

  it('in every row covered need and gap are the need, and depth only thins out', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const ledger = ledgerOf({ ...scene, groups: { ...groups, index: scene.groupOf } });
        for (const row of [...ledger.rows, ...ledger.totals]) {
          expect(row.coveredNeed + row.gap).toBe(row.need);
          expect(row.coveredNeed).toBeGreaterThanOrEqual(row.duplicatedNeed);
          expect(row.duplicatedNeed).toBeGreaterThanOrEqual(row.triplicatedNeed);
        }
      }),
    );
  });

  it('all stages cover at least what any covers and at most what they cover together; places add up', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { totals } = ledgerOf({
          ...scene,
          employment: scene.sites,
          groups: { ...groups, index: scene.groupOf },
        });
        const all = totals.at(-1)!;
        const each = totals.slice(0, -1);
        expect(all.coveredNeed).toBeGreaterThanOrEqual(
          Math.max(...each.map(({ coveredNeed }) => coveredNeed)),
        );
        // Parts of a person are rounded to a hundred-millionth, once for each area.
        expect(all.coveredNeed).toBeLessThanOrEqual(
          each.reduce((sum, { coveredNeed }) => sum + coveredNeed, 0) + scene.need.length * 1e-8,
        );
        expect(each.reduce((sum, { places }) => sum + places, 0)).toBe(all.places);
      }),
    );
  });

  it('every known place is drawn on, out of reach, or elsewhere', () => {
    fc.assert(
      fc.property(anyScene, fc.nat(255), (scene, bits) => {
        const only = scene.need.map((_, area) => (bits >> area) % 2) as unknown as ArrayLike<number>;
        const ledger = ledgerOf({
          ...scene,
          groups: { ...groups, index: scene.groupOf },
          only: Uint8Array.from(only),
        });
        expect(ledger.places).toBe(scene.deliveries.reduce((sum, { places }) => sum + (places ?? 0), 0));
        expect(ledger.totals.at(-1)!.places + ledger.unreachedPlaces + ledger.placesElsewhere).toBe(
          ledger.places,
        );
        expect(ledger.placesElsewhere).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
