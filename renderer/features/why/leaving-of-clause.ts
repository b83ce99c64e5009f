import type { LeavingColumn, RuleResult } from '#contract';
import { listIndicatorNodes, parseRule } from '#core/targeting';
import { findLeavingAt, type ValueLeaving } from '../../state/index.ts';

interface Asked {
  /** What the rule is answered from. */
  sources: readonly Pick<RuleResult['sources'][number], 'indicator' | 'cohort'>[];
  /** What would become of their values, aligned with them. */
  columns: readonly (LeavingColumn | null)[];
  area: number;
}

const severity: ValueLeaving['state'][] = ['rounded', 'hidden', 'stopped'];

/** What would become of the values that a clause speaks of, in an area: of several the worst; null where they would leave as they are. */
export function findLeavingOfClause(clause: string, { sources, columns, area }: Asked): ValueLeaving | null {
  const named = new Set(namesIn(clause));
  return (
    sources
      .flatMap(({ indicator }, at) => (named.has(indicator) ? (findLeavingAt(columns[at], area) ?? []) : []))
      .toSorted((a, b) => severity.indexOf(b.state) - severity.indexOf(a.state))[0] ?? null
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
