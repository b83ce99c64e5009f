import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import {
  demandAt,
  nameInSentence,
  placeSites,
  proveSites,
  type PlacingProblem,
  type Solver,
} from '#core/placing';
import { weightedPoints } from '#core/provision';
import { anyProblem, aProblem, tryEverything, type ProblemBuilder } from './a-problem.ts';
import { solveWithHighs } from './highs.ts';

const prove = (problem: PlacingProblem): ReturnType<typeof proveSites> =>
  proveSites(problem, solveWithHighs, { timeLimitSeconds: 20 });
const ids = ({ chosen }: { chosen: { id: string }[] }): string[] => chosen.map(({ id }) => id);

/** The textbook trap for greed in covering: two rows of seven areas, and columns that look better. */
function twoRows(): ProblemBuilder {
  const columns = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, index) => [from + index, from + index + 7]).flat();
  return aProblem(Array.from({ length: 14 }, () => 1))
    .withSite('row one', [0, 1, 2, 3, 4, 5, 6])
    .withSite('row two', [7, 8, 9, 10, 11, 12, 13])
    .withSite('columns 1 to 4', columns(0, 4))
    .withSite('columns 5 and 6', columns(4, 6))
    .withSite('column 7', columns(6, 7));
}

describe('covering most need', () => {
  // Greed takes b (70), then 20 more: 90. The two outer sites together bring all 110.
  const lure = aProblem([20, 35, 35, 20]).withSite('a', [0, 1]).withSite('b', [1, 2]).withSite('c', [2, 3]);

  it('takes the sites that add most, best first, with what each adds', () => {
    const answer = placeSites(
      aProblem([50, 30, 20, 10]).withSite('a', [2, 3]).withSite('b', [0, 1]).withSite('c', [1, 2]).choose(2),
    );
    expect(answer.chosen.map(({ id, addedNeed, addedAreas }) => [id, addedNeed, addedAreas])).toEqual([
      ['b', 80, 2],
      ['a', 30, 2],
    ]);
    expect(answer).toMatchObject({ status: 'optimal', coveredNeed: 110, need: 110, gap: 0 });
  });

  it('says at once how far it may be from the best', () => {
    const answer = placeSites(lure.choose(2));
    expect(answer).toMatchObject({ status: 'greedy', coveredNeed: 90, bound: 110 });
    expect(answer.gap).toBeCloseTo(20 / 110, 12);
    expect(answer.sentence).toContain(
      'No choice can bring more than 110 claimants: this one is within 18.2 % of that.',
    );
  });

  it('bounds by the whole number of sites, not by what remains: the best choice may share none with the quick one', () => {
    // After b, the one site that remains would bring 20: 90, less than the 110 that a and c bring without b.
    const { bound } = placeSites(lure.choose(2));
    expect(tryEverything(lure.choose(2))).toBe(110);
    expect(bound).toBeGreaterThanOrEqual(110);
  });

  it('tells the quick answer again with each nearer bound that the solver finds', async () => {
    const told: number[] = [];
    const problem = twoRows().choose(2);
    const quick = placeSites(problem);
    const solver: Solver = async (programme, options) => {
      // A bound that says less than the quick one, one that says more, and one below what is covered already.
      for (const bound of [quick.bound + 1, quick.bound - 0.5, 0]) options.onBound(bound);
      return solveWithHighs(programme, options);
    };
    const proven = await proveSites(problem, solver, {
      timeLimitSeconds: 20,
      onNearer: ({ status, chosen, bound }) => {
        expect(status).toBe('greedy');
        expect(chosen).toEqual(quick.chosen);
        told.push(bound);
      },
    });
    expect(told).toEqual([quick.bound - 0.5, quick.coveredNeed]);
    expect(proven.status).toBe('optimal');
  });

  it('proves the better answer that greed misses', async () => {
    const answer = await prove(lure.choose(2));
    expect(ids(answer)).toEqual(['a', 'c']);
    expect(answer).toMatchObject({ status: 'optimal', coveredNeed: 110, bound: 110, gap: 0 });
    expect(answer.sentence).toBe(
      '2 new sites (Site a, Site c) bring 110 of 110 claimants (100 %) within 30 minutes by public transport. No other choice brings more.',
    );
  });

  it('takes the first by id where sites add the same, whatever the order of the list', () => {
    expect(ids(placeSites(aProblem([5, 5]).withSite('b', [0]).withSite('a', [1]).choose(1)))).toEqual(['a']);
  });

  it('keeps the sites that are there and counts what is new', () => {
    const answer = placeSites(
      aProblem([50, 30, 20])
        .withSite('there', [0], { role: 'existing' })
        .withSite('a', [0, 2])
        .withSite('b', [1])
        .choose(1),
    );
    expect(ids(answer)).toEqual(['b']);
    expect(answer).toMatchObject({ existing: ['there'], coveredBefore: 50, coveredNeed: 80 });
    expect(answer.sentence).toContain('30 more than the sites that are there');
  });

  it('never takes a forbidden site', async () => {
    const answer = await prove(
      aProblem([50, 1]).withSite('a', [0], { role: 'forbidden' }).withSite('b', [1]).choose(2),
    );
    expect(ids(answer)).toEqual(['b']);
    expect([...answer.infeasibleAreas]).toEqual([0]);
  });

  it('takes no site that adds nothing', () => {
    expect(placeSites(aProblem([5]).withSite('a', [0]).withSite('b', [0]).choose(2)).chosen).toHaveLength(1);
  });

  it('counts areas of unknown need and takes none for them', () => {
    const answer = placeSites(aProblem([NaN, 5]).withSite('a', [0]).withSite('b', [1]).choose(2));
    expect(ids(answer)).toEqual(['b']);
    expect(answer).toMatchObject({ unknownAreas: 1, need: 5 });
    expect(answer.sentence).toContain('The need of 1 area is unknown.');
  });

  it('has nothing to choose from without candidates', async () => {
    const answer = await prove(aProblem([5]).choose(2));
    expect(answer).toMatchObject({ status: 'optimal', chosen: [], coveredNeed: 0, bound: 0, gap: 0 });
  });
});

describe('the name of a count inside a sentence', () => {
  it.each([
    ['Claimants', 'claimants'],
    ['Working-age residents', 'working-age residents'],
    ['Claimants of Jobseeker’s Allowance', 'claimants of Jobseeker’s Allowance'],
    ['JSA claimants', 'JSA claimants'],
    ['Universal Credit claimants', 'Universal Credit claimants'],
    ['ESA1 claimants', 'ESA1 claimants'],
    ['people in Liverpool', 'people in Liverpool'],
    ['', ''],
  ])('“%s” is written “%s”: proper names keep their capitals', (name, inside) => {
    expect(nameInSentence(name)).toBe(inside);
  });
});

describe('spending a budget', () => {
  it('prefers one dear site to many cheap ones that bring less', () => {
    const problem = aProblem([10, 100])
      .withSite('cheap', [0], { cost: 1 })
      .withSite('dear', [1], { cost: 10 });
    expect(ids(placeSites(problem.spend(10)))).toEqual(['dear']);
  });

  it('needs the cost of every candidate', () => {
    const problem = aProblem([10]).withSite('a', [0], { cost: NaN });
    expect(() => placeSites(problem.spend(10))).toThrow(PinpointError);
    expect(ids(placeSites(problem.choose(1)))).toEqual(['a']);
  });
});

describe('a floor for every district', () => {
  const problem = aProblem([100, 90, 10, 10])
    .withSite('a', [0])
    .withSite('b', [1])
    .withSite('c', [2])
    .withFloor(0.5, [0, 0, 1, 1]);

  it('is kept before more need is sought', async () => {
    for (const answer of [placeSites(problem.choose(2)), await prove(problem.choose(2))]) {
      expect(ids(answer)).toEqual(['a', 'c']);
      expect(answer.districts.map(({ floorMet }) => floorMet)).toEqual([true, true]);
      expect(answer.sentence).toContain('Every district has at least 50 %.');
    }
  });

  it('that no number of sites can meet is said, with what could be had at most', () => {
    const answer = placeSites(aProblem([10, 30]).withSite('a', [0]).withFloor(0.5, [0, 0]).choose(1));
    expect(answer.status).toBe('infeasible');
    expect(answer.sentence).toContain(
      'The floor of 50 % is out of reach, whatever is chosen, in District 0 (25 % at most).',
    );
  });

  it('that so few sites cannot meet is said', async () => {
    const answer = await prove(problem.choose(1));
    expect(answer.status).toBe('infeasible');
    expect(answer.sentence).toContain('No choice gives every district its floor of 50 %');
  });

  it('is not met by half', async () => {
    const halves = aProblem([10, 10, 10, 10]).withSite('a', [0, 2]).withSite('b', [1, 3]);
    expect(await prove(halves.withFloor(0.6, [0, 0, 1, 1]).choose(1))).toMatchObject({
      status: 'infeasible',
    });
    expect(await prove(halves.withFloor(0.5, [0, 0, 1, 1]).choose(1))).toMatchObject({ status: 'optimal' });
  });

  it('of half is met by half of an area’s points, whatever share of it each is', async () => {
    // A hundred areas of six equal points: three of the six are exactly half of each.
    const areas = Array.from({ length: 600 }, (_, point) => Math.floor(point / 6));
    const ends = weightedPoints(Int32Array.from(areas), new Float64Array(600).fill(2.5), 100);
    for (const first of [0, 3]) {
      const reaches = Int32Array.from(areas.keys()).filter(
        (point) => point % 6 >= first && point % 6 < first + 3,
      );
      const problem: PlacingProblem = {
        ...aProblem([]).withSite('a', []).choose(1),
        sites: [{ id: 'a', name: 'Site a', cost: 1, role: 'allowed', reaches }],
        demand: demandAt(ends, new Float64Array(100).fill(100), new Int32Array(100), [
          { code: 'D0', name: 'District 0' },
        ]),
        floor: 0.5,
      };
      for (const answer of [placeSites(problem), await prove(problem)])
        expect(answer.districts[0]).toMatchObject({ floorMet: true, coveredNeed: expect.closeTo(5000, 4) });
    }
  });

  it('is kept by the proof where greed fails to', async () => {
    const each = Array.from({ length: 14 }, (_, area) => area);
    const problem = twoRows().withFloor(1, each).choose(2);
    const quick = placeSites(problem);
    expect(quick).toMatchObject({ status: 'greedy', coveredNeed: 12 });
    expect(quick.sentence).toContain('The floor of 100 % is not met in');
    const proven = await prove(problem);
    expect(ids(proven)).toEqual(['row one', 'row two']);
    expect(proven.districts.every(({ floorMet }) => floorMet)).toBe(true);
  });
});

describe('covering all with the fewest sites', () => {
  it('proves the fewest where greed takes one too many', async () => {
    const problem = twoRows().coverAll();
    expect(placeSites(problem)).toMatchObject({ status: 'greedy', bound: 2 });
    expect(placeSites(problem).chosen).toHaveLength(3);
    const answer = await prove(problem);
    expect(ids(answer)).toEqual(['row one', 'row two']);
    expect(answer.sentence).toBe(
      '2 new sites (Site row one, Site row two) bring all 14 areas within 30 minutes by public transport. No fewer will do.',
    );
  });

  it('drops a site that later ones make idle', () => {
    const problem = aProblem([1, 1, 1, 1, 1, 1])
      .withSite('middle', [1, 2, 3, 4])
      .withSite('left', [0, 1, 2])
      .withSite('right', [3, 4, 5]);
    expect(ids(placeSites(problem.coverAll()))).toEqual(['left', 'right']);
  });

  it('lists what cannot be covered and covers the rest, need or none', async () => {
    const answer = await prove(aProblem([0, NaN, 5]).withSite('a', [0]).withSite('b', [1]).coverAll());
    expect(ids(answer).toSorted()).toEqual(['a', 'b']);
    expect([...answer.infeasibleAreas]).toEqual([2]);
    expect(answer.sentence).toContain('1 of 3 areas cannot be wholly covered by anything allowed.');
  });
});

describe('a question that cannot be asked', () => {
  it.each([
    ['a site that comes twice', aProblem([1]).withSite('a', [0]).withSite('a', [0]).choose(1)],
    ['half a site', aProblem([1]).choose(0.5)],
    ['a budget below nothing', aProblem([1]).spend(-1)],
    ['a floor of 120 %', aProblem([1]).withFloor(1.2, [0]).choose(1)],
  ])('%s is refused', (_, problem) => {
    expect(() => placeSites(problem)).toThrow(PinpointError);
  });
});

describe('laws', () => {
  const amount = fc.nat(12);

  it('the proven number of sites or money brings what trying everything brings, and greed never more', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, amount, fc.boolean(), async (builder, much, isBudget) => {
        const problem = isBudget ? builder.spend(much) : builder.choose(much % 5);
        const best = tryEverything(problem);
        const [quick, proven] = [placeSites(problem), await prove(problem)];
        if (best === null) {
          expect(proven.status).toBe('infeasible');
          expect(proven.districts.some(({ floorMet }) => !floorMet)).toBe(true);
          return;
        }
        expect(proven.status).toBe('optimal');
        expect(proven.coveredNeed).toBeCloseTo(best, 6);
        expect(proven.districts.every(({ floorMet }) => floorMet)).toBe(true);
        expect(quick.bound).toBeGreaterThanOrEqual(best - 1e-6);
        if (quick.districts.every(({ floorMet }) => floorMet))
          expect(quick.coveredNeed).toBeLessThanOrEqual(best + 1e-6);
      }),
      { numRuns: 150 },
    );
  });

  it('fewest sites are as few as trying everything finds, and cover all that can be', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (builder) => {
        const problem = builder.coverAll();
        const proven = await prove(problem);
        const quick = placeSites(problem);
        expect(proven).toMatchObject({ status: 'optimal', bound: proven.chosen.length });
        expect(proven.chosen.length).toBe(tryEverything(problem));
        expect(quick.chosen.length).toBeGreaterThanOrEqual(proven.chosen.length);
        expect(quick.bound).toBeLessThanOrEqual(proven.chosen.length);
        for (const answer of [quick, proven]) {
          const open = problem.sites.filter(
            ({ id, role }) => role === 'existing' || answer.chosen.some((one) => one.id === id),
          );
          const reached = new Set(open.flatMap(({ reaches }) => [...reaches]));
          const missed = [...problem.demand.area].filter((area) => !reached.has(area));
          expect(missed).toEqual([...answer.infeasibleAreas]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('no more sites and no more money are taken than there are', () => {
    fc.assert(
      fc.property(anyProblem, amount, (builder, much) => {
        expect(placeSites(builder.choose(much)).chosen.length).toBeLessThanOrEqual(much);
        const spent = placeSites(builder.spend(much));
        expect(spent.cost).toBeLessThanOrEqual(much);
        expect(spent.cost).toBe(spent.chosen.reduce((sum, { cost }) => sum + cost, 0));
      }),
    );
  });

  it('what the sites add, with what was covered, is what is covered', () => {
    fc.assert(
      fc.property(anyProblem, amount, (builder, much) => {
        const { chosen, coveredBefore, coveredNeed } = placeSites(builder.choose(much));
        expect(chosen.reduce((sum, { addedNeed }) => sum + addedNeed, coveredBefore)).toBeCloseTo(
          coveredNeed,
          6,
        );
      }),
    );
  });
});
