import { demandAt, placeSites, proveSites, type PlacingProblem } from '#core/placing';
import { onePointEach } from '#core/provision';
import type { PlacingResult } from '#contract';
import { solveWithHighs } from '../core/placing/highs.ts';
import type { BenchRow } from './row.ts';

const solverSeconds = 20;

/** Most need with 10 and with 30 new sites of 300 candidates over 1,000 areas: greedy, and HiGHS from there. */
export async function benchPlacing(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of [10, 30]) {
    const problem = makeProblem(count);
    placeSites(problem);
    const quickStart = performance.now();
    const quick = placeSites(problem);
    const quickMs = performance.now() - quickStart;
    const proofStart = performance.now();
    const proven = await proveSites(problem, solveWithHighs, { timeLimitSeconds: solverSeconds });
    const proofMs = performance.now() - proofStart;
    const work = `choose ${count} of 300 candidates for 1,000 areas`;
    rows.push(
      row(`${work}, greedy`, quickMs, quick, 100),
      row(`${work}, proven`, proofMs, proven, solverSeconds * 1000),
    );
  }
  return rows;
}

function row(work: string, ms: number, answer: PlacingResult, budgetMs: number): BenchRow {
  const gap = `${answer.status}, ${Math.round(answer.coveredNeed)} covered, gap ${(answer.gap * 100).toFixed(2)} %`;
  return {
    work,
    budget: `${budgetMs} ms`,
    measured: `${ms.toFixed(0)} ms (${gap})`,
    peer: '',
    // The limit is one on solving; reading and writing the programme come on top.
    ok: ms <= budgetMs * 1.1,
  };
}

/** Areas and candidates strewn about a square of 30 km, need in clusters, each candidate reaching some 4 km. */
function makeProblem(sites: number): PlacingProblem {
  const random = makeRandom(2008);
  const areas = Array.from({ length: 1000 }, () => ({
    x: random() * 30,
    y: random() * 30,
    need: 5 + random() ** 4 * 200,
  }));
  const candidates = Array.from({ length: 300 }, () => ({
    x: random() * 30,
    y: random() * 30,
    km: 2 + random() * 2,
  }));
  const need = Float64Array.from(areas, (area) => Math.round(area.need));
  return {
    demand: demandAt(onePointEach(areas.length), need, null, []),
    sites: candidates.map(({ x, y, km }, index) => ({
      id: `c${index}`,
      name: '',
      cost: 1,
      role: 'allowed',
      reaches: Int32Array.from(
        areas.flatMap((area, position) => (Math.hypot(area.x - x, area.y - y) <= km ? [position] : [])),
      ),
    })),
    goal: { kind: 'count', sites },
    floor: null,
    words: { within: 'within 4 km', need: 'people' },
  };
}

/** A linear congruential generator (Numerical Recipes): the same network every time. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
