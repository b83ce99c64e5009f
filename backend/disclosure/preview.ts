import { reportError, type LeavingPreview } from '#contract';
import { cellState } from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findTreatment, type Terms } from './treatment.ts';
import { checkAgainstWhatLeft, type ReadFrom } from './what-left.ts';

/**
 * What a policy does to the restricted columns that a document shows, and whether the document would be stopped. `treated`: the
 * reader that the document was worked out from; `shown`: what it shows.
 */
export function previewLeaving(
  from: ReadFrom,
  shown: readonly ExportStatement[],
  terms: Terms,
): LeavingPreview {
  return {
    policy: terms.policy,
    columns: shown.map((statement) => describeColumn(from.treated, statement)),
    stopped: findStop(from, shown, terms),
  };
}

function findStop(
  from: ReadFrom,
  shown: readonly ExportStatement[],
  terms: Terms,
): LeavingPreview['stopped'] {
  try {
    checkAgainstWhatLeft(from, shown, terms);
    return null;
  } catch (error) {
    return reportError(error);
  }
}

function describeColumn(
  treated: WorkspaceReader,
  { indicator, cohort, period, geography, codes }: ExportStatement,
): LeavingPreview['columns'][number] {
  const { name } = treated.getIndicator(indicator);
  const counts = { areas: 0, small: 0, protecting: 0, rounded: 0, people: 0, peopleHidden: 0 };
  const group = findTreatment(treated)
    ?.listTreated()
    .find((each) => each.indicator === indicator && each.period === period);
  const cells = group?.columns.find((each) => each.geography === geography && each.cohort === cohort);
  if (group !== undefined && cells !== undefined) {
    const { indexOf } = treated.getAreas(geography);
    const { state, halfWidth } = group.suppression;
    for (const code of codes) {
      const area = indexOf.get(code)!;
      const people = cells.column.values[area]!;
      if (Number.isNaN(people)) continue;
      const found = state[cells.start + area];
      const isHidden = found === cellState.primary || found === cellState.secondary;
      counts.areas += 1;
      counts.people += people;
      if (found === cellState.primary) counts.small += 1;
      if (found === cellState.secondary) counts.protecting += 1;
      if (isHidden) counts.peopleHidden += people;
      else if (halfWidth[cells.start + area]! > 0) counts.rounded += 1;
    }
  }
  return { indicator, name, cohort, period, geography, ...counts };
}
