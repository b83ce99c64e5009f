import { type ImportFamily, PinpointError } from '#contract';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { importBenchmark } from './benchmark.ts';
import { importDesignation } from './designation.ts';
import { importLookup } from './lookup.ts';
import { importObservations } from './observations/import.ts';

export { cleanCode, findCodeProblem, matchGeographies } from './codes.ts';
export { filterTable } from './filter.ts';
export {
  type ColumnFacts,
  foldHeader,
  holdsCodes,
  holdsNumbers,
  mainKind,
  type Sample,
} from './guess/facts.ts';
export {
  guessCodeColumn,
  guessGeography,
  type GuessTask,
  type Hint,
  vintageInHeader,
} from './guess/geography.ts';
export { guessPeriod } from './guess/period.ts';
export { inspectTable, inspectTableWith } from './inspect.ts';
export { findImplausible, type ColumnMeasure } from './implausible.ts';
export { getImportAreas, refuseNoMatch, reportBareAreas, reportStrangers } from './matching.ts';
export { makeId } from './names.ts';
export { cleanDimension, cohortId, readCut } from './observations/cohorts.ts';
export { makeOutcome } from './release.ts';
export { createTally, listExamples, reportLeavings, type Tally } from './tally.ts';

/** The families that come as tables of facts about areas. */
export type TableFamily = Extract<ImportFamily, 'observations' | 'lookup' | 'designation' | 'benchmark'>;

/**
 * Reads a table by its mapping, checks it and stages what can be taken.
 * Throws what the family's import throws: mainly `input_refused` with a sentence that a person can act on.
 */
export function importTable(task: ImportTask): Promise<ImportOutcome> {
  const { mapping } = task;
  if (mapping.family === 'observations') return importObservations({ ...task, mapping });
  if (mapping.family === 'lookup') return importLookup({ ...task, mapping });
  if (mapping.family === 'designation') return importDesignation({ ...task, mapping });
  if (mapping.family === 'benchmark') return importBenchmark({ ...task, mapping });
  return Promise.reject(
    new PinpointError('usage', `Files of the family ${mapping.family} are not tables of facts about areas.`),
  );
}
