import type { ImportReport } from '#contract';
import {
  deriveDistricts,
  importFiles,
  linkByGeometry,
  takeFingerprint,
  takeOneSet,
  type ImportOutcome,
  type Progress,
} from '#data/import';
import { createStaging, joinForWriting, type Staging, type WorkspaceWriter } from '#data/workspace';
import { publishing, type Task, type TaskProduct } from './tasks.ts';

/** Imports one data set by its mapping; a file imported before by the same mapping is answered with its report. */
export async function runImport(
  workspacePath: string,
  task: Extract<Task, { type: 'import' }>,
  progress: Progress,
): Promise<TaskProduct> {
  const files = await takeOneSet(task.files);
  const fingerprint = await takeFingerprint(files);
  return publishWith(workspacePath, progress, async (writer, staging) => {
    const known = writer.findReleaseLike(fingerprint.sha256, JSON.stringify(task.mapping));
    if (known !== undefined) return { alreadyImported: known };
    const { mapping, publisher, licence, sensitivity } = task;
    const now = (): string => new Date().toISOString();
    return importFiles({
      files,
      fingerprint,
      mapping,
      reader: writer,
      staging,
      progress,
      publisher,
      licence,
      sensitivity,
      now,
    });
  });
}

/** Links the areas of a geography to those of another by their largest overlap. */
export function runLink(
  workspacePath: string,
  task: Extract<Task, { type: 'link' }>,
  progress: Progress,
): Promise<TaskProduct> {
  const { from, to } = task;
  return publishWith(workspacePath, progress, (writer, staging) =>
    linkByGeometry({ from, to, reader: writer, staging, progress }),
  );
}

/** Makes districts of small areas, with their outlines. */
export function runDistricts(
  workspacePath: string,
  { from }: Extract<Task, { type: 'districts' }>,
  progress: Progress,
): Promise<TaskProduct> {
  return publishWith(workspacePath, progress, (writer, staging) =>
    deriveDistricts({ from, reader: writer, staging, progress }),
  );
}

type Staged = ImportOutcome | { alreadyImported: { id: number; report: unknown } };

/** Opens, stages, publishes in one transaction and reports; staging is gone afterwards however it ends. */
async function publishWith(
  workspacePath: string,
  progress: Progress,
  stage: (writer: WorkspaceWriter, staging: Staging) => Promise<Staged>,
): Promise<TaskProduct> {
  const begun = Date.now();
  const writer = joinForWriting(workspacePath);
  let staging: Staging | undefined;
  try {
    staging = createStaging();
    const staged = await stage(writer, staging);
    const seconds = (): number => (Date.now() - begun) / 1000;
    if ('alreadyImported' in staged)
      return { kind: 'report', report: reportAgain(staged.alreadyImported, seconds()) };
    progress.checkCancelled();
    progress.stage(publishing, 0.1);
    const { release } = writer.publish(staging, staged.draft);
    return {
      kind: 'report',
      report: { ...staged.findings, release, alreadyImported: false, seconds: seconds() },
    };
  } finally {
    staging?.discard();
    writer.close();
  }
}

type Findings = Omit<ImportReport, 'release' | 'alreadyImported' | 'seconds'>;

function reportAgain(known: { id: number; report: unknown }, seconds: number): ImportReport {
  return { ...(known.report as Findings), release: known.id, alreadyImported: true, seconds };
}
