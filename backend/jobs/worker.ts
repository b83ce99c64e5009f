import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { reportError, type JobResult } from '#contract';
import { explainFileError } from '#data/files';
import type { WorkerMessage } from './index.ts';
import { makeProgress } from './progress.ts';
import { runTask } from './run-task.ts';
import type { WorkerInput } from './tasks.ts';

const input = workerData as WorkerInput;

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

const progress = makeProgress(input.cancelFlag, (state) => tell({ type: 'progress', state }));
const onInterim = (result: JobResult): void => tell({ type: 'interim', result });

try {
  tell({ type: 'done', product: await runTask(input.workspacePath, input.task, { progress, onInterim }) });
} catch (error) {
  tell({ type: 'failed', error: reportError(explain(error)) });
}

/** What the system refuses to a job, in a sentence about the file it was about, as far as it tells. */
function explain(error: unknown): unknown {
  const path = (error as NodeJS.ErrnoException | null)?.path;
  const { task, workspacePath } = input;
  const source = task.type === 'import' ? task.files.find((file) => file.path === path) : undefined;
  if (source !== undefined) return explainFileError(error, source.name, 'read');
  if (path !== undefined && !path.startsWith(tmpdir())) return explainFileError(error, basename(path));
  return explainFileError(error, `${basename(workspacePath)}, or a temporary file for it in ${tmpdir()},`);
}
