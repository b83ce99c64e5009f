import { type ImportFamily, PinpointError } from '#contract';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { importBenchmark } from './benchmark.ts';
import { importDesignation } from './designation.ts';
import { importLookup } from './lookup.ts';
import { importObservations } from './observations/import.ts';

export { describeCodes, findCodeKind, findEarliestLsoaVintage } from './codes.ts';
export { inspectTable } from './inspect.ts';
export { makeOutcome } from './release.ts';
export { count, createTally, listExamples, type Tally } from './tally.ts';

/** The families that come as tables. */
export type TableFamily = Exclude<ImportFamily, 'boundaries'>;

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
  return Promise.reject(new PinpointError('usage', 'Boundaries are not read from tables.'));
}
