// One suppression in a process of its own, so that its peak memory is its own. Prints what it took as JSON.
import { suppressCells, type CellSystem, type SuppressionSummary } from '#core/disclosure';
import { disclosurePolicies, type NamedPolicy } from '#contract';
import { openForReading } from '#data/workspace';
import { linkCells } from '../../backend/disclosure/linked-cells.ts';
import { makeCells } from './suppression-cells.ts';

/** Seconds, mebibytes and what was hidden. */
export interface SuppressionTiming {
  seconds: number;
  /** Each equation by itself, without a proof. */
  floorSeconds: number;
  peakMegabytes: number;
  idleMegabytes: number;
  cells: number;
  unprotected: number;
  summary: SuppressionSummary;
}

/** What anybody has to do at the least: in each sum hide the cheapest parts until the small ones are not alone. */
function hideAlone(
  { value, cost, equations: { total, start, parts } }: CellSystem,
  threshold: number,
): number {
  const hidden = Uint8Array.from(value, (count) => (count > 0 && count < threshold ? 1 : 0));
  for (let equation = 0; equation < total.length; equation += 1) {
    const members = parts.slice(start[equation], start[equation + 1]);
    members.sort((a, b) => cost[a]! - cost[b]!);
    const people = (): number =>
      members.reduce((sum, cell) => sum + (hidden[cell] === 1 ? value[cell]! : 0), 0);
    for (const cell of members) {
      const known = people();
      if (known === 0 || known >= threshold) break;
      hidden[cell] = 1;
    }
  }
  return hidden.reduce((sum, one) => sum + one, 0);
}

/** The demonstration's claimants by age, duration and sex, all of them restricted. */
function readDemonstration(path: string): CellSystem {
  const reader = openForReading(path);
  try {
    return linkCells(reader, { indicator: 'jsa_claimants', period: '2008-07' }, () => false).system;
  } finally {
    reader.close();
  }
}

const [policy, ...of] = process.argv.slice(2);
const { rule } = disclosurePolicies[policy as NamedPolicy];
const [areas, districts] = of.map(Number);
const system =
  districts === undefined ? readDemonstration(of[0]!) : makeCells({ areas: areas!, districts, cohorts: 1 });
const idleMegabytes = process.memoryUsage().rss / 2 ** 20;
const begun = performance.now();
hideAlone(system, rule.threshold);
const middle = performance.now();
const { summary, unprotected } = suppressCells(system, rule);
const timing: SuppressionTiming = {
  seconds: (performance.now() - middle) / 1000,
  floorSeconds: (middle - begun) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  idleMegabytes,
  cells: system.value.length,
  unprotected: unprotected.length,
  summary,
};
console.log(JSON.stringify(timing));
