import { parentPort, workerData } from 'node:worker_threads';
import { reportError, type JobResult } from '#contract';
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
  tell({ type: 'failed', error: reportError(error) });
}
