import type { LeavingColumn, RuleResult } from '#contract';
import { listIndicatorNodes, parseRule } from '#core/targeting';
import { findWorstLeaving, type ValueLeaving } from '../../state/index.ts';

interface Asked {
  /** What the rule is answered from. */
  sources: readonly Pick<RuleResult['sources'][number], 'indicator' | 'cohort'>[];
  /** What would become of their values, aligned with them. */
  columns: readonly (LeavingColumn | null)[];
  area: number;
}

/** What would become of the values that a clause speaks of, in an area: of several the worst; null where they would leave as they are. */
export function findLeavingOfClause(clause: string, { sources, columns, area }: Asked): ValueLeaving | null {
  const named = new Set(namesIn(clause));
  return findWorstLeaving(
    columns.filter((_, at) => named.has(sources[at]!.indicator)),
    area,
  );
}

/** The indicators that a clause names; none where it is not one that could be typed. */
function namesIn(clause: string): string[] {
  try {
    return listIndicatorNodes(parseRule(clause)).map(({ name }) => name);
  } catch {
    return [];
  }
}
