import { reportError, type LeavingPreview } from '#contract';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { accountFor } from './account.ts';
import { describeTreated, isOfPerformance, nameMeasure } from './performance.ts';
import { findTreatment, Untreated, type Terms } from './treatment.ts';
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
    columns: [
      ...shown.flatMap((each) => (isOfPerformance(each) ? [] : [accountFor(from.treated, each)])),
      ...describeMeasures(from.treated),
    ],
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
    if (error instanceof Untreated) throw error;
    return reportError(error);
  }
}

/** Of performance no cell protects another: sums are made of treated rows. */
function describeMeasures(treated: WorkspaceReader): LeavingPreview['columns'] {
  const rows = findTreatment(treated)?.listPerformance() ?? [];
  return describeTreated(rows).map(({ measure, rows: areas, hidden, rounded, people, peopleHidden }) => ({
    indicator: nameMeasure(measure),
    name: `Performance: ${measure}`,
    cohort: 'all',
    period: '',
    geography: '',
    areas,
    small: hidden,
    protecting: 0,
    rounded,
    people,
    peopleHidden,
  }));
}
