import { join } from 'node:path';
import type { ImportReport, JobResult } from '#contract';
import {
  deriveDistricts,
  importFiles,
  linkByGeometry,
  takeFingerprint,
  takeOneSet,
  type ImportOutcome,
  type Progress,
} from '#data/import';
import {
  createStaging,
  joinForWriting,
  openForReading,
  type Staging,
  type WorkspaceWriter,
} from '#data/workspace';
import { exportContent, exportTargetList, writeRejects } from '../documents/index.ts';
import { measureContent } from '../travel/index.ts';
import { publishing, type Task, type TaskProduct } from './tasks.ts';

/** How a task tells what it does, and a first answer while it looks for a better one. */
export interface TaskListener {
  progress: Progress;
  onInterim: (result: JobResult) => void;
}

/** Does one task on a workspace file. Everything it may leave half-done lies in staging or in a folder of its own. */
export async function runTask(
  workspacePath: string,
  task: Task,
  { progress, onInterim }: TaskListener,
): Promise<TaskProduct> {
  if (task.type === 'measure')
    return { kind: 'result', result: await runMeasure(workspacePath, task, { progress, onInterim }) };
  if (task.type === 'table')
    return { kind: 'files', files: await exportContent(workspacePath, task, progress) };
  if (task.type === 'import') return runImport(workspacePath, task, progress);
  if (task.type === 'districts') return runDistricts(workspacePath, task, progress);
  if (task.type === 'forget') return runForget(workspacePath, task, progress);
  if (task.type === 'link') return runLink(workspacePath, task, progress);
  if (task.type === 'export')
    return { kind: 'files', files: await exportTargetList(workspacePath, task, progress) };
  const reader = openForReading(workspacePath);
  try {
    if (task.type === 'rejects') return { kind: 'files', files: [writeRejects(reader, task)] };
    const path = join(task.folder, task.name);
    progress.stage('Copying', 1);
    await reader.copyTo(path);
    return { kind: 'files', files: [{ path, name: task.name }] };
  } finally {
    reader.close();
  }
}

async function runMeasure(
  workspacePath: string,
  { content, readOnly }: Extract<Task, { type: 'measure' }>,
  { progress, onInterim }: TaskListener,
): Promise<JobResult> {
  const writer = readOnly ? null : joinForWriting(workspacePath);
  const reader = writer ?? openForReading(workspacePath);
  try {
    return (await measureContent(content, { reader, writer, progress }, onInterim)).result;
  } finally {
    reader.close();
  }
}

function runForget(
  workspacePath: string,
  { release }: Extract<Task, { type: 'forget' }>,
  progress: Progress,
): TaskProduct {
  const writer = joinForWriting(workspacePath);
  try {
    progress.checkCancelled();
    progress.stage('Forgetting', 1);
    return { kind: 'forgotten', ...writer.forget(release) };
  } finally {
    writer.close();
  }
}

async function runImport(
  workspacePath: string,
  task: Extract<Task, { type: 'import' }>,
  progress: Progress,
): Promise<TaskProduct> {
  const files = await takeOneSet(task.files);
  const fingerprint = await takeFingerprint(files);
  return publishWith(workspacePath, progress, async (writer, staging) => {
    const known = writer.findReleaseLike(fingerprint.sha256, JSON.stringify(task.mapping));
    if (known !== undefined) return { alreadyImported: known };
    const { mapping, publisher, licence } = task;
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
      now,
    });
  });
}

function runLink(
  workspacePath: string,
  task: Extract<Task, { type: 'link' }>,
  progress: Progress,
): Promise<TaskProduct> {
  const { from, to } = task;
  return publishWith(workspacePath, progress, (writer, staging) =>
    linkByGeometry({ from, to, reader: writer, staging, progress }),
  );
}

function runDistricts(
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
