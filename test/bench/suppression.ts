import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { disclosurePolicies } from '#contract';
import { findDifferencing, suppressCells, type Statement } from '#core/disclosure';
import { makeRandom } from '../trial-length.ts';
import { makeCells } from './suppression-cells.ts';
import { makeDemonstrationIfStale } from '../make-demonstration.ts';
import type { BenchRow } from './row.ts';
import type { SuppressionTiming } from './suppression-child.ts';

const run = promisify(execFile);
const rounds = 3;
const budget = { seconds: 5, megabytes: 500 };

/**
 * Which cells are hidden under each policy that hides: of a nation's 35,000 LSOAs in wards, 300 districts and regions, and of the
 * demonstration's claimants by age, duration and sex in four geographies. Each round in a process of its own; the best of three
 * counts. Beside it the floor: each sum by itself.
 */
export async function benchSuppression(): Promise<BenchRow[]> {
  const demonstration = await makeDemonstrationIfStale(join(import.meta.dirname, '../..'));
  const rows: BenchRow[] = [];
  for (const policy of ['under5', '10-5', '7-5', 'round5'])
    rows.push(
      await measure(`35,000 LSOAs in 300 districts, ${policy}`, [policy, '35000', '300']),
      await measure(`six districts by age, duration and sex, ${policy}`, [policy, demonstration]),
    );
  return [...rows, ...benchDifferencing()];
}

/**
 * A list of two in five areas of the nation with its sum, compared with 50 that left before it, of other areas: with sums that do not
 * follow from what is shown.
 */
function benchDifferencing(): BenchRow[] {
  const system = makeCells({ areas: 35_000, districts: 300, cohorts: 1 });
  return (['under5', '10-5'] as const).map((policy) => {
    const { rule } = disclosurePolicies[policy];
    const cells = { system, rule, suppression: suppressCells(system, rule) };
    const random = makeRandom(2026);
    const listSome = (): Statement[] => {
      const set = Array.from({ length: 35_000 }, (_, area) => area).filter(() => random() < 0.4);
      const sum = set.reduce((total, area) => total + system.value[area]!, 0);
      return [{ cells: set, low: sum - 2, high: sum + 2 }];
    };
    const documents = { earlier: Array.from({ length: 50 }, listSome), now: listSome() };
    const begun = performance.now();
    const found = findDifferencing(cells, documents);
    const seconds = (performance.now() - begun) / 1000;
    return {
      work: `compare a list of 35,000 LSOAs with 50 earlier ones, ${policy}`,
      budget: '2 s',
      measured: `${seconds.toFixed(2)} s (${found === undefined ? 'it may leave' : 'it is stopped'})`,
      peer: '',
      ok: seconds <= 2,
    };
  });
}

async function measure(words: string, work: readonly string[]): Promise<BenchRow> {
  const child = join(import.meta.dirname, 'suppression-child.ts');
  const timings: SuppressionTiming[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(process.execPath, [child, ...work]);
    timings.push(JSON.parse(stdout) as SuppressionTiming);
  }
  const best = timings.reduce((least, each) => (each.seconds < least.seconds ? each : least));
  const memory = Math.max(...timings.map(({ peakMegabytes }) => peakMegabytes));
  return describe(`suppress ${words}`, best, memory);
}

function describe(work: string, best: SuppressionTiming, memory: number): BenchRow {
  const { primary, secondary, need, needSecondary } = best.summary;
  const lost = ((100 * needSecondary) / need).toFixed(1);
  const hidden = `${primary} small and ${secondary} others of ${best.cells} hidden, ${lost} % of need`;
  return {
    work,
    budget: `${budget.seconds} s, ${budget.megabytes} MiB`,
    measured: `${best.seconds.toFixed(2)} s, ${Math.round(memory)} MiB (${hidden})`,
    peer: `${best.floorSeconds.toFixed(2)} s each sum by itself, unproven`,
    ok: best.seconds <= budget.seconds && memory <= budget.megabytes && best.unprotected === 0,
  };
}
