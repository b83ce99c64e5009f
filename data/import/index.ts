import type { ImportFamily, Inspection } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { importBoundaries, inspectBoundaries } from './boundaries/index.ts';
import { importTable, inspectTable } from './tables/index.ts';
import type { ImportFile, ImportOutcome, ImportTask } from './task.ts';

export { fingerprintFiles } from './fingerprint.ts';
export { linkByGeometry, type LinkTask } from './link.ts';
export { type Progress, quietProgress } from './progress.ts';
export {
  type FeedReject,
  readGtfs,
  type ReadGtfsOptions,
  type TimetableReading,
} from './timetables/index.ts';
export type { ImportFile, ImportFindings, ImportOutcome, ImportTask } from './task.ts';

/**
 * A first look at files: format, columns, a sample and the best guess of the mapping.
 * `hint` holds what the person already said, by mapping field (`geography`, `vintage`, `codeField`, `crs`, `layer` …).
 * With a `reader`, codes are compared with the geographies of its workspace.
 * Throws `input_refused` where the files cannot be read as the family at all.
 */
export function inspectFiles(
  family: ImportFamily,
  files: readonly ImportFile[],
  hint: Readonly<Record<string, string>>,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  return family === 'boundaries'
    ? inspectBoundaries(files, hint, reader)
    : inspectTable(family, files, hint, reader);
}

/**
 * Reads, maps, checks and stages; publishing the outcome is the caller's step.
 * Throws `input_refused` where nothing of the files can be taken and `cancelled` where the person cancelled;
 * whatever was staged by then is to be discarded.
 */
export function importFiles(task: ImportTask): Promise<ImportOutcome> {
  const { mapping } = task;
  return mapping.family === 'boundaries' ? importBoundaries({ ...task, mapping }) : importTable(task);
}
