import { reportError, type LeavingPreview } from '#contract';
import type { ExportStatement } from '#data/workspace';
import { accountFor } from './account.ts';
import type { Terms } from './treatment.ts';
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
    columns: shown.map((statement) => accountFor(from.treated, statement)),
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
