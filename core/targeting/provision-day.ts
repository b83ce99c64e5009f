import type { PeriodId } from '#contract';
import { periodFromId } from '#core/periods';
import { evaluateLeaf, takeApart } from './leaves.ts';
import { Scope } from './scope.ts';
import type { Rule } from './syntax.ts';
import type { AreaTable, Vocabulary } from './table.ts';

/**
 * The day on which provision must run for a checked rule: the last day of the period asked for; where none is, the last
 * day of the newest period that the rule reads; of a rule that reads none, of the newest period of the workspace. As
 * `2008-07-31`; null = whatever its dates, because there is no period at all.
 */
export function chooseProvisionDay(rule: Rule, period: PeriodId | null, table: AreaTable): string | null {
  const { vocabulary } = table;
  if (period !== null) return lastDayOf(vocabulary, period);
  const read = listRead(rule, table);
  const known =
    read.length > 0 ? read : [...vocabulary.indicators.values()].flatMap((entry) => entry.periods);
  return known.map((id) => lastDayOf(vocabulary, id)).reduce(laterOf, null);
}

/** The periods that the rule's indicators take where none is asked for. */
function listRead(rule: Rule, table: AreaTable): PeriodId[] {
  const scope = new Scope({ ...table, findAccess: () => undefined }, null);
  for (const leaf of takeApart(rule).leaves) evaluateLeaf(leaf, scope);
  return scope.readings().flatMap(({ period }) => period ?? []);
}

function lastDayOf({ periods }: Vocabulary, id: PeriodId): string | null {
  return (periods.get(id) ?? periodFromId(id))?.last ?? null;
}

function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? b : a;
}
