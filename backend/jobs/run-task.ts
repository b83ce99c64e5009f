import { join } from 'node:path';
import type { JobResult } from '#contract';
import type { Progress } from '#data/import';
import { joinForWriting, openForReading } from '#data/workspace';
import type { Exported, JobAnswer, Task, TaskProduct } from './tasks.ts';

/** How a task tells what it does, and a first answer while it looks for a better one. */
export interface TaskListener {
  progress: Progress;
  onInterim: (measured: JobAnswer) => void;
}

/**
 * Does one task on a workspace file. Everything it may leave half-done lies in staging or in a folder of its own. Each kind of
 * task loads its modules when it comes: all of them together are most of a thread's start.
 */
export async function runTask(
  workspacePath: string,
  task: Task,
  { progress, onInterim }: TaskListener,
): Promise<TaskProduct> {
  if (task.type === 'measure')
    return { kind: 'result', ...(await runMeasure(workspacePath, task, { progress, onInterim })) };
  if (task.type === 'preview') {
    const { previewTable } = await import('../documents/index.ts');
    const preview = await previewTable(workspacePath, task, progress);
    return { kind: 'result', result: { kind: 'preview', preview }, shown: [] };
  }
  if (task.type === 'forget') return runForget(workspacePath, task, progress);
  if (task.type === 'import' || task.type === 'districts' || task.type === 'link')
    return runStaged(workspacePath, task, progress);
  if (task.type === 'table' || task.type === 'export' || task.type === 'rejects')
    return { kind: 'files', ...(await writeFiles(workspacePath, task, progress)) };
  if (task.type === 'run') {
    const { makeAgain } = await import('../documents/index.ts');
    return { kind: 'run', ...(await makeAgain(workspacePath, task, progress)) };
  }
  const reader = openForReading(workspacePath);
  try {
    const path = join(task.folder, task.name);
    progress.stage('Copying', 1);
    await reader.copyTo(path);
    return { kind: 'files', files: [{ path, name: task.name }], losses: [] };
  } finally {
    reader.close();
  }
}

async function runStaged(
  workspacePath: string,
  task: Extract<Task, { type: 'import' | 'districts' | 'link' }>,
  progress: Progress,
): Promise<TaskProduct> {
  const { runDistricts, runImport, runLink } = await import('./import-task.ts');
  if (task.type === 'import') return runImport(workspacePath, task, progress);
  if (task.type === 'districts') return runDistricts(workspacePath, task, progress);
  return runLink(workspacePath, task, progress);
}

async function writeFiles(
  workspacePath: string,
  task: Extract<Task, { type: 'table' | 'export' | 'rejects' }>,
  progress: Progress,
): Promise<Exported> {
  const { exportContent, exportTargetList, writeRejects } = await import('../documents/index.ts');
  if (task.type === 'table') return exportContent(workspacePath, task, progress);
  if (task.type === 'export') return exportTargetList(workspacePath, task, progress);
  const reader = openForReading(workspacePath);
  try {
    return { files: [await writeRejects(reader, task)], losses: [] };
  } finally {
    reader.close();
  }
}

async function runMeasure(
  workspacePath: string,
  { content, terms, readOnly }: Extract<Task, { type: 'measure' }>,
  { progress, onInterim }: TaskListener,
): Promise<JobAnswer> {
  const { measureContent } = await import('../travel/index.ts');
  const { listTold, readUnderPolicy } = await import('../disclosure/index.ts');
  const writer = readOnly ? null : joinForWriting(workspacePath);
  const workspace = writer ?? openForReading(workspacePath);
  const reader = terms === null ? workspace : readUnderPolicy(workspace, terms);
  // It speaks of all areas, by themselves or by their sums.
  const withShown = (result: JobResult): JobAnswer => ({
    result,
    shown: listTold(reader, { geography: null, codes: [] }),
  });
  try {
    const { result } = await measureContent(content, { reader, writer, progress }, (interim) =>
      onInterim(withShown(interim)),
    );
    return withShown(result);
  } finally {
    workspace.close();
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
