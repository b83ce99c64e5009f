import type { AreaList } from '#contract';
import { useResultFor, useSession, useShown } from '../../state/index.ts';
import { ruleInWords } from './words.ts';

/** Finds the names of an area's parents by their codes; the code where there is no name. */
export function areaNameFinder(list: AreaList): (code: string) => string {
  return (code) => {
    for (const { codes, names } of list.parents) {
      const position = codes.indexOf(code);
      if (position >= 0 && names[position] !== '') return names[position] ?? code;
    }
    return code;
  };
}

/** The rule that was answered last, as a clause of plain English; nothing without an answer. */
export function RuleInWords() {
  const description = useSession((state) => state.description);
  const { shown } = useShown();
  const result = useResultFor(shown?.list ?? null);
  if (description === null || shown === null || result === null) return null;
  return ruleInWords(result.rule, { description, areaName: areaNameFinder(shown.list) });
}
