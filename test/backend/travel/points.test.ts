import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  tableContent,
  type CatchmentResult,
  type Coverage,
  type ImportMapping,
  type Ledger,
  type TravelRequest,
} from '#contract';
import { aTown, middleOf, townCodes, type Town } from './a-town.ts';

const geography = 'lsoa:2011';
const need = { indicator: 'claimants' };

const pointsMapping: ImportMapping = {
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
  weightColumn: 'people',
};

type Point = [square: number, north: number, people: number];

/** Where people of the first square live: a quarter in its middle, half 222.6 m north of it, a quarter 556.5 m north. */
const firstSquare: Point[] = [
  [0, 0, 100],
  [0, 0.002, 200],
  [0, 0.005, 100],
];
const elsewhere = [1, 2, 3, 4, 5].map((square): Point => [square, 0, 7]);

/** One line of the file. */
function lineOf([square, north, people]: Point): string {
  const { lon, lat } = middleOf(square);
  return `${townCodes[square]},${lon},${lat + north},${people}`;
}

const withoutMethod = ({ method: _method, ...rest }: Coverage): object => rest;

const byBus = (limit: number, part: Partial<TravelRequest> = {}): TravelRequest => ({
  mode: 'transit',
  limit,
  date: '2024-03-05',
  window: '08:00-08:01',
  ...part,
});

describe('in a town whose people have population points', () => {
  let town: Town;
  let imports = 0;
  beforeAll(async () => {
    town = await aTown({ timetable: true });
    await town.deliver(0, 'advice');
  });
  afterAll(() => town.end());

  /** Does the work with the points in force and takes them back. */
  function withPoints<Answer>(points: readonly Point[], work: () => Promise<Answer>): Promise<Answer> {
    return withLines(points.map(lineOf), work);
  }

  async function withLines<Answer>(lines: readonly string[], work: () => Promise<Answer>): Promise<Answer> {
    imports += 1;
    const { state, error } = await town.importFile(
      `points-${imports}.csv`,
      ['code,lon,lat,people', ...lines, ''].join('\n'),
      pointsMapping,
    );
    expect([state, error?.message]).toEqual(['done', undefined]);
    try {
      return await work();
    } finally {
      await town.backend.client.call('workspace.undo', {});
    }
  }

  async function reach(travel: TravelRequest, place = middleOf(0)): Promise<CatchmentResult> {
    const started = await town.backend.client.call('catchment.start', { place, travel, geography });
    return (await town.resultOf(started, 'catchment')).catchment;
  }

  async function coverage(travel: TravelRequest): Promise<Coverage> {
    const request = { geography, selector: 'stage:advice', travel, need };
    const started = await town.backend.client.call('coverage.start', request);
    return (await town.resultOf(started, 'coverage')).coverage;
  }

  async function ledger(travel: TravelRequest): Promise<Ledger> {
    const request = { geography, selector: '*', travel, need, by: 'district:2011' };
    const started = await town.backend.client.call('ledger.start', request);
    return (await town.resultOf(started, 'ledger')).ledger;
  }

  const outline = (travel: TravelRequest) =>
    town.backend.client.call('catchment.outline', { place: middleOf(0), travel, geography });

  test('the share of an area is the weight of its points within the limit, its distance the weighted median', async () => {
    // GeographicLib's geod: 222.588 m and 556.469 m along the meridian.
    const expected: [limit: number, share: number, km: number | null][] = [
      [0.1, 0.25, null],
      [0.3, 0.75, 0.222588],
      [0.6, 1, 0.222588],
    ];
    await withPoints([...firstSquare, ...elsewhere], async () => {
      for (const [limit, share, km] of expected) {
        const { results } = await reach({ mode: 'distance', limit });
        expect(results[0]!.share).toBe(share);
        if (km === null) expect(results[0]!.minutes).toBeNull();
        else expect(results[0]!.minutes).toBeCloseTo(km, 6);
        expect(results.slice(1).map((area) => area.share)).toEqual([0, 0, 0, 0, 0]);
      }
    });
  });

  test('coverage, the ledger, the next site, outlines and rules count the same part of the area', async () => {
    const { client } = town.backend;
    const travel: TravelRequest = { mode: 'distance', limit: 0.3 };
    await withPoints([...firstSquare, ...elsewhere], async () => {
      const covered = await coverage(travel);
      expect([covered.covered[0], covered.gap[0], covered.totals.coveredNeed]).toEqual([0.75, 0.25, 75]);
      expect((await ledger(travel)).totals.at(-1)).toMatchObject({ need: 2100, coveredNeed: 75, gap: 2025 });
      expect([...(await outline(travel)).share]).toEqual([0.75, 0, 0, 0, 0, 0]);
      // A second site, where the quarter lives that the first does not reach, covers the rest of the first square's 100.
      const north = { id: 'north', name: 'North', ...middleOf(0), lat: middleOf(0).lat + 0.005 };
      const request = {
        geography,
        selector: 'stage:advice',
        travel,
        need,
        goal: { kind: 'count' as const, sites: 1 },
        candidates: [north],
      };
      const { placing } = await town.resultOf(await client.call('placing.start', request), 'placing');
      expect([placing.coveredBefore, placing.coveredNeed]).toEqual([75, 100]);
      const ask = async (rule: string): Promise<number[]> => {
        const question = { rule, geography, period: null, need: null, order: null };
        return [...(await client.call('rule.evaluate', question)).outcomes];
      };
      expect(await ask("minutes('stage:advice', 'distance') <= 0.2")).toEqual([0, 0, 0, 0, 0, 0]);
      expect(await ask("minutes('stage:advice', 'distance') <= 0.3")).toEqual([1, 0, 0, 0, 0, 0]);
    });
  });

  test('an area without points ends in a point on its surface, and the method says how many do', async () => {
    const travel: TravelRequest = { mode: 'distance', limit: 0.3 };
    const before = await reach(travel);
    expect(before.method).toBe("kilometres along the geodesic, to a point on each area's surface");
    await withPoints(firstSquare, async () => {
      const { results, method } = await reach(travel, middleOf(3));
      expect(results.map(({ share }) => share)).toEqual([0, 0, 0, 1, 0, 0]);
      expect(method).toBe(
        'kilometres along the geodesic, to 3 population points of 1 area, and for 5 areas without any to a point on their surface',
      );
    });
    await withPoints([...firstSquare, ...elsewhere], async () => {
      expect((await reach(travel)).method).toMatch(/, to 8 population points of 6 areas$/);
      const back = await reach(byBus(30, { direction: 'to', window: '08:30-08:31' }));
      expect(back.method).toMatch(/, from 8 population points of 6 areas$/);
    });
  });

  test('one point an area, where its surface point is, changes no number', async () => {
    const areas = await town.backend.client.call('area.list', { geography });
    const lines = townCodes.map((code, at) => `${code},${areas.lon[at]},${areas.lat[at]},${3 + at}`);
    const ask = async (): Promise<unknown[]> => [
      (await reach(byBus(12))).results,
      withoutMethod(await coverage(byBus(12))),
      await ledger(byBus(12)),
      withoutMethod(await coverage({ mode: 'walk', limit: 55 })),
      (await outline(byBus(12))).share,
    ];
    const before = await ask();
    expect(await withLines(lines, ask)).toEqual(before);
  });

  test('a point split into two of half its weight at the same place changes no number', async () => {
    const whole = [...firstSquare, ...elsewhere];
    const split = whole.flatMap(([square, north, people]): Point[] => [
      [square, north, people / 2],
      [square, north, people / 2],
    ]);
    const ask = async (): Promise<unknown[]> => [
      (await reach(byBus(12))).results,
      withoutMethod(await coverage(byBus(12))),
      await ledger(byBus(12)),
      withoutMethod(await coverage({ mode: 'distance', limit: 0.3 })),
    ];
    expect(await withPoints(split, ask)).toEqual(await withPoints(whole, ask));
  });

  test('travel times kept from before are not taken for other points, and hold again after undo', async () => {
    // By bus the middle of the first square is reached at once; a walk of 556 m takes 8.3 minutes.
    const travel = byBus(5);
    const shares = async (): Promise<unknown> => [
      (await reach(travel)).results.map(({ share }) => share),
      [...(await coverage(travel)).covered],
      [...(await outline(travel)).share],
    ];
    const plain = await shares();
    const thrice = (shares: number[]): number[][] => [shares, shares, shares];
    expect(plain).toEqual(thrice([1, 1, 0, 0, 0, 0]));
    const quarter = thrice([0.75, 1, 0, 0, 0, 0]);
    await withPoints([...firstSquare, ...elsewhere], async () => {
      expect(await shares()).toEqual(quarter);
      // Now from what was kept.
      expect(await shares()).toEqual(quarter);
      await withPoints([[0, 0, 1]], async () => expect(await shares()).toEqual(plain));
      expect(await shares()).toEqual(quarter);
    });
    expect(await shares()).toEqual(plain);
    await town.backend.client.call('workspace.redo', {});
    expect(await shares()).toEqual(quarter);
    await town.backend.client.call('workspace.undo', {});
  });

  test('shares lie between 0 and 1, grow with the limit, and totals are exact', async () => {
    const thirds = [...firstSquare, ...elsewhere].flatMap(([square, north, people]): Point[] =>
      [0, 0.0013, 0.0041].map((more) => [square, north + more, people * (1 + more)]),
    );
    await withPoints(thirds, async () => {
      let before = new Float64Array(6);
      for (const limit of [1, 4, 8, 16, 40]) {
        const { covered } = await coverage(byBus(limit));
        covered.forEach((share, area) => {
          expect(share).toBeGreaterThanOrEqual(before[area]!);
          expect(share).toBeLessThanOrEqual(1);
        });
        before = covered;
        const { totals, rows } = await ledger(byBus(limit));
        const total = totals.at(-1)!;
        expect(total.coveredNeed + total.gap).toBe(total.need);
        const own = rows.filter(({ stage }) => stage === null);
        expect(own.reduce((sum, row) => sum + row.coveredNeed, 0)).toBe(total.coveredNeed);
      }
      expect([...before]).toEqual([1, 1, 1, 1, 1, 1]);
    });
  });

  test('what leaves names the release of the points and says what the ends were', async () => {
    const { client, files } = town.backend;
    const request = { geography, selector: 'stage:advice', travel: { mode: 'walk', limit: 20 }, need };
    await withPoints(firstSquare, async () => {
      const content = tableContent.parse({ kind: 'coverage', request });
      const asked = { content, format: 'csv' as const, fileName: 'coverage', author: null, title: null };
      const { product, error } = await town.finish(await client.call('table.export', asked));
      if (product?.kind !== 'files') throw new Error(error?.message);
      const facts = readFileSync(files.getPath(product.files[1]!), 'utf8');
      expect(facts).toContain('3 population points of lsoa:2011');
      expect(facts).toContain('to 3 population points of 1 area, and for 5 areas without any');
      const question = { rule: "covered('*')", geography, period: null, need: null, order: null };
      const rest = {
        title: null,
        limit: null,
        share: null,
        all: false,
        author: null,
        policy: 'none' as const,
      };
      const list = await client.call('target.list', { question, ...rest });
      expect(list.releases.map(({ title }) => title)).toContain('3 population points of lsoa:2011');
      const { notes } = await client.call('rule.evaluate', question);
      expect(notes.join(' ')).toContain('to 3 population points of 1 area');
    });
  });

  test('the workspace tells how many points its areas have, and of which release', async () => {
    const { client } = town.backend;
    const told = async (): Promise<unknown> =>
      (await client.call('workspace.describe', {})).geographies.find((each) => each.geography === 'lsoa')!
        .points;
    expect(await told()).toBeNull();
    await withPoints(firstSquare, async () =>
      expect(await told()).toEqual({ count: 3, areas: 1, release: expect.any(Number) }),
    );
  });
});
