import { type ImportFile, takeFingerprint } from '#data/formats/archive';
import type { ImportFamily, Inspection } from '#contract';
import { guessSensitivity } from '#core/sources';
import type { WorkspaceReader } from '#data/workspace';
import { importBoundaries, inspectBoundaries } from './boundaries/index.ts';
import {
  importProvision,
  inspectProvision,
  isProvisionFamily,
  isProvisionMapping,
} from './provision/index.ts';
import { takeOneSet } from './sets.ts';
import { importTable, inspectTable } from './tables/index.ts';
import type { ImportOutcome, UnreadImport, ImportTask } from './task.ts';
import { importTimetable, inspectTimetable } from './timetables/index.ts';

export { deriveDistricts, type DistrictsTask } from './districts.ts';
export { type ImportFile, takeFingerprint } from '#data/formats/archive';
export { linkByGeometry, type LinkTask } from './link.ts';
export { type ListedPoint, readPoints } from './points.ts';
export { type Progress, quietProgress } from '#data/formats/progress';
export {
  type FeedReject,
  readGtfs,
  type ReadGtfsOptions,
  surveyTimetable,
  type TimetableReading,
} from './timetables/index.ts';
export type { ImportFindings, ImportOutcome, UnreadImport, ImportTask } from './task.ts';
export { type FileSet, type FoundSets, listSets, takeOneSet } from './sets.ts';
export { findSaidPlace, type SaidPlace } from './provision/index.ts';
export { tryImport, type TrialTask } from './trial.ts';

/**
 * A first look at files: format, columns, a sample and the best guess of the mapping.
 * `hint` holds what the person already said, by mapping field (`geography`, `vintage`, `codeField`, `crs`, `layer` …).
 * With a `reader`, codes are compared with the geographies of its workspace.
 * Throws `input_refused` where the files cannot be read as the family at all, and `usage` where they are more than one data set.
 */
export async function inspectFiles(
  family: ImportFamily,
  chosen: readonly ImportFile[],
  hint: Readonly<Record<string, string>>,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  const files = await takeOneSet(chosen);
  if (family === 'boundaries') return inspectBoundaries(files, hint, reader);
  if (family === 'timetable') return inspectTimetable(files, hint, reader);
  return isProvisionFamily(family)
    ? inspectProvision(family, files, hint, reader)
    : inspectTable(family, files, hint, reader);
}

/**
 * Reads, maps, checks and stages; publishing the outcome is the caller's step.
 * Throws `input_refused` where nothing of the files can be taken or they change meanwhile, `usage` where they are more than one data set, and `cancelled` where the person cancelled;
 * whatever was staged by then is to be discarded.
 */
export async function importFiles({ fingerprint, ...chosen }: UnreadImport): Promise<ImportOutcome> {
  const files = await takeOneSet(chosen.files);
  const taken = fingerprint ?? (await takeFingerprint(files));
  const outcome = await importFamily({ ...chosen, files, sha256: taken.sha256 });
  await taken.checkUnchanged();
  return judge(outcome, { ...chosen, files });
}

/** With how sensitive the release is: as somebody said, else as its source lets guess. */
function judge(
  { draft, findings }: ImportOutcome,
  { files, sensitivity: said = null }: Pick<ImportTask, 'files' | 'sensitivity'>,
): ImportOutcome {
  const names = [draft.title, ...files.map(({ name }) => name)];
  const judged = said === null ? guessSensitivity({ ...draft, names }) : { is: said, because: null };
  const report = { ...findings, sensitivity: judged };
  return { draft: { ...draft, sensitivity: judged.is, report }, findings: report };
}

function importFamily(task: ImportTask): Promise<ImportOutcome> {
  const { mapping } = task;
  if (mapping.family === 'boundaries') return importBoundaries({ ...task, mapping });
  if (mapping.family === 'timetable') return importTimetable({ ...task, mapping });
  return isProvisionMapping(mapping) ? importProvision({ ...task, mapping }) : importTable(task);
}
