import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from './row.ts';
import type { SuppressionTiming } from './suppression-child.ts';

const run = promisify(execFile);
const rounds = 3;
const budget = { seconds: 5, megabytes: 500 };

/**
 * Which cells of a nation are hidden: 35,000 LSOAs in wards, 300 districts and regions under each policy that hides, and a third of
 * them by men and women. Each round in a process of its own; the best of three counts. Beside it the floor: each sum by itself.
 */
export async function benchSuppression(): Promise<BenchRow[]> {
  const nation = { areas: 35_000, districts: 300, cohorts: 1 };
  const rows: BenchRow[] = [];
  for (const policy of ['under5', '10-5', '7-5', 'round5'])
    rows.push(await measure('35,000 LSOAs in 300 districts', { ...nation, policy }));
  return rows;
}

interface Work {
  areas: number;
  districts: number;
  cohorts: number;
  policy: string;
}

async function measure(words: string, { areas, districts, cohorts, policy }: Work): Promise<BenchRow> {
  const child = join(import.meta.dirname, 'suppression-child.ts');
  const timings: SuppressionTiming[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(process.execPath, [
      child,
      ...[areas, districts, cohorts].map(String),
      policy,
    ]);
    timings.push(JSON.parse(stdout) as SuppressionTiming);
  }
  const best = timings.reduce((least, each) => (each.seconds < least.seconds ? each : least));
  const memory = Math.max(...timings.map(({ peakMegabytes }) => peakMegabytes));
  return describe(`suppress ${words}, ${policy}`, best, memory);
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
