import type { AreaList } from '#contract';
import { ruleInWords, type RuleNames } from '#core/targeting';
import { useProvisionFacts, useResultFor, useSession, useShown } from '../../state/index.ts';

/** Finds the names of an area's parents by their codes; the code where there is no name. */
function areaNameFinder(list: AreaList): (code: string) => string {
  return (code) => {
    for (const { codes, names } of list.parents) {
      const position = codes.indexOf(code);
      if (position >= 0 && names[position] !== '') return names[position] ?? code;
    }
    return code;
  };
}

/** What the names in a rule about the areas shown stand for; null until the workspace and its areas are read. */
export function useRuleNames(): RuleNames | null {
  const description = useSession((state) => state.description);
  const { shown } = useShown();
  const facts = useProvisionFacts();
  if (description === null || shown === null) return null;
  return { description, areaName: areaNameFinder(shown.list), provision: facts?.provision };
}

/** The rule that was answered last, as a clause of plain English; nothing without an answer. */
export function RuleInWords() {
  const { shown } = useShown();
  const result = useResultFor(shown?.list ?? null);
  const names = useRuleNames();
  if (names === null || result === null) return null;
  return ruleInWords(result.rule, names);
}
