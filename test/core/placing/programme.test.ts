import * as fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { placeSites, proveSites, toIntegerProgramme, toLpText, type Solver } from '#core/placing';
import { anyProblem, aProblem } from './a-problem.ts';
import { solveWithHighs } from './highs.ts';

const lure = aProblem([20, 35, 35, 20])
  .withSite('a', [0, 1])
  .withSite('b', [1, 2])
  .withSite('c', [2, 3])
  .choose(2);

describe('the integer programme', () => {
  it('reads like the textbook', () => {
    expect(
      toLpText(
        toIntegerProgramme(aProblem([20, 5]).withSite('a', [0, 1]).withSite('b', [1]).choose(1)).programme,
      ),
    ).toBe(`Maximize
 objective: 20 y0 + 5 y1
Subject To
 reach0: - x0 + y0 <= 0
 reach1: - x0 - x1 + y1 <= 0
 count: x0 + x1 <= 1
Bounds
 0 <= x0 <= 1
 0 <= x1 <= 1
 0 <= y0 <= 1
 0 <= y1 <= 1
Generals
 x0
 x1
End
`);
  });

  it('is the same programme as arrays and as text', async () => {
    const highs = await loadHighs();
    await fc.assert(
      fc.asyncProperty(anyProblem, fc.nat(3), async (builder, sites) => {
        const { programme } = toIntegerProgramme(builder.choose(sites));
        fc.pre(programme.columnCount > 0);
        const answer = await solveWithHighs(programme, {
          timeLimitSeconds: 20,
          start: null,
          onBound: () => undefined,
        });
        const read = highs.solve(toLpText(programme), { mip_rel_gap: 0 });
        expect(read.Status).toBe(answer.status === 'optimal' ? 'Optimal' : 'Infeasible');
        if (answer.status === 'optimal') expect(read.ObjectiveValue).toBeCloseTo(answer.objective!, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the sites of an answer back by id', async () => {
    const { programme, readSolution } = toIntegerProgramme(lure);
    const { values } = await solveWithHighs(programme, {
      timeLimitSeconds: 20,
      start: null,
      onBound: () => undefined,
    });
    expect(readSolution(values!)).toEqual(['a', 'c']);
  });

  it('joins points that the same sites reach and leaves out what is covered or out of reach', () => {
    const { programme } = toIntegerProgramme(
      aProblem([1, 2, 4, 8]).withSite('there', [3], { role: 'existing' }).withSite('a', [0, 1, 3]).choose(1),
    );
    expect([...programme.objective]).toEqual([0, 3]);
    expect(programme.offset).toBe(8);
  });
});

describe('a solver that runs out of time', () => {
  const stopping =
    (bound: number | null): Solver =>
    async () => ({ status: 'time limit', objective: null, bound, values: null });

  it('leaves the greedy answer with the better of the two bounds', async () => {
    const answer = await proveSites(lure, stopping(100), { timeLimitSeconds: 1 });
    expect(answer).toMatchObject({ status: 'time limit', coveredNeed: 90, bound: 100, gap: 0.1 });
    expect(await proveSites(lure, stopping(null), { timeLimitSeconds: 1 })).toMatchObject({ bound: 110 });
  });

  it('whose bound is what greed found has proven it', async () => {
    expect(await proveSites(lure, stopping(90), { timeLimitSeconds: 1 })).toMatchObject({
      status: 'optimal',
      gap: 0,
    });
  });

  it('is not asked where no time is given', async () => {
    expect(await proveSites(lure, stopping(100), { timeLimitSeconds: 0 })).toEqual(placeSites(lure));
  });

  it('that fails is an error', async () => {
    const failing: Solver = async () => ({ status: 'failed', objective: null, bound: null, values: null });
    await expect(proveSites(lure, failing, { timeLimitSeconds: 1 })).rejects.toMatchObject({
      code: 'internal',
    });
  });
});
