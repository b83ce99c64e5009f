import { funnelStandings, reachStates, type Reach, type ReachColumn } from '#contract';

/** By rank; areas with equal rates share one and stand by code. Then the unsure, then those of which nothing is known. */
export function orderAreas({ ranks, startsPer100 }: Reach): number[] {
  const group = (area: number): number => {
    if (!Number.isNaN(ranks[area]!)) return 0;
    return Number.isNaN(startsPer100.values[area]!) ? 2 : 1;
  };
  return [...ranks.keys()].toSorted(
    (a, b) => group(a) - group(b) || (group(a) === 0 ? ranks[a]! - ranks[b]! : 0) || a - b,
  );
}

/** A cell: the number, "≥" before it where it is at least that; else why there is none. */
export function cellText(column: ReachColumn, area: number, format: (value: number) => string): string {
  const state = reachStates[column.states[area]!]!;
  if (state === 'known') return format(column.values[area]!);
  if (state === 'at least') return `≥ ${format(column.values[area]!)}`;
  return { suppressed: 'suppressed', missing: 'no data', 'not applicable': '–' }[state];
}

/** Where starts are "at least" there is no upper limit. */
export function limitsText({ lower, upper }: Reach, area: number): string {
  const [low, high] = [lower[area]!, upper[area]!];
  if (Number.isNaN(low)) return '–';
  return Number.isNaN(high) ? `over ${low.toFixed(1)}` : `${low.toFixed(1)} – ${high.toFixed(1)}`;
}

/** How an area stands against all of them; unsure ones are not judged. */
export function standingText({ unsure, standings }: Reach, area: number): string {
  return unsure[area] === 1 ? 'unsure: too small' : funnelStandings[standings[area]!]!;
}
