import { formatPlural, getPolicy, type LeavingPreview } from '#contract';
import { cellState, isHidden } from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findColumnCells } from './linked-cells.ts';
import { findTreatment, nameGroup } from './treatment.ts';
import { findTrueColumn } from './true-columns.ts';
import { listShown, type ListedAreas } from './what-left.ts';

/**
 * What a policy did to a restricted column that a document shows, for whoever sees what is stored. `treated`: the reader that the
 * document was worked out from.
 */
export function accountFor(
  treated: WorkspaceReader,
  statement: ExportStatement,
): LeavingPreview['columns'][number] {
  const { indicator, cohort, period, geography, codes } = statement;
  const { name } = treated.getIndicator(indicator);
  const counts = { areas: 0, small: 0, protecting: 0, rounded: 0, people: 0, peopleHidden: 0 };
  const group = findTreatment(treated)
    ?.listTreated()
    .find((each) => nameGroup(each) === nameGroup(statement));
  const cells = group && findColumnCells(group, statement);
  if (group !== undefined && cells !== undefined) {
    const { indexOf } = treated.getAreas(geography);
    const { state, halfWidth } = group.suppression;
    for (const code of codes) {
      const area = indexOf.get(code)!;
      const people = cells.column.values[area]!;
      if (Number.isNaN(people)) continue;
      const found = state[cells.start + area]!;
      counts.areas += 1;
      counts.people += people;
      if (found === cellState.primary) counts.small += 1;
      if (found === cellState.secondary) counts.protecting += 1;
      if (isHidden(found)) counts.peopleHidden += people;
      else if (halfWidth[cells.start + area]! > 0) counts.rounded += 1;
    }
  }
  return { indicator, name, cohort, period, geography, ...counts };
}

/**
 * How many figures of a document the policy hides, in how many of its areas, and how many it rounds, for whoever reads the
 * document: "12 figures are hidden, in 9 of 33 areas; 54 are rounded to the nearest 5". Why one is hidden is not said. Null where
 * the document shows nothing restricted.
 */
export function describeHidden(treated: WorkspaceReader, listed: ListedAreas): string | null {
  const treatment = findTreatment(treated);
  const shown = listShown(treated, listed);
  // Of other areas a list of areas tells nothing but through the listed ones.
  const own = shown.filter(({ geography }) => listed.geography === null || geography === listed.geography);
  if (treatment === undefined || own.length === 0) return null;
  const areas = new Set<string>();
  const hiddenIn = new Set<string>();
  let [hidden, rounded] = [0, 0];
  for (const statement of own) {
    for (const code of statement.codes) areas.add(`${statement.geography} ${code}`);
    for (const code of listHiddenIn(treated, statement)) {
      hidden += 1;
      hiddenIn.add(`${statement.geography} ${code}`);
    }
    rounded += accountFor(treated, statement).rounded;
  }
  const { base } = getPolicy(treatment.policy).rule;
  return [phraseHidden(hidden, { hiddenIn: hiddenIn.size, areas: areas.size }), phraseRounded(rounded, base)]
    .flat()
    .join('; ');
}

/** The codes of the areas whose figure is known, and hidden by the policy. */
function listHiddenIn(treated: WorkspaceReader, statement: ExportStatement): string[] {
  // What is stored is read from under the treatment.
  const stored = findTrueColumn(treated, statement);
  if (stored === undefined) return [];
  const { indexOf } = treated.getAreas(statement.geography);
  return statement.codes.filter(
    (code, at) => Number.isNaN(statement.figures[at]!) && !Number.isNaN(stored.values[indexOf.get(code)!]!),
  );
}

function phraseHidden(hidden: number, { hiddenIn, areas }: { hiddenIn: number; areas: number }): string {
  const count = (value: number): string => value.toLocaleString('en-GB');
  if (hidden === 0) return `no figure of ${formatPlural(areas, 'area')} is hidden`;
  return `${formatPlural(hidden, 'figure')} ${hidden === 1 ? 'is' : 'are'} hidden, in ${count(hiddenIn)} of ${formatPlural(areas, 'area')}`;
}

function phraseRounded(rounded: number, base: number): string[] {
  if (rounded === 0) return [];
  return [
    `${rounded.toLocaleString('en-GB')} ${rounded === 1 ? 'is' : 'are'} rounded to the nearest ${base}`,
  ];
}
