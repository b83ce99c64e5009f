// Runs in a worker thread beside the backend and does one job after another, as long as it is as good as a new thread.
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { reportError, type JobResult } from '#contract';
import { explainFileError } from '#data/files';
import { makeProgress } from './progress.ts';
import { runTask } from './run-task.ts';
import type { WorkerInput, WorkerMessage, WorkerRequest } from './tasks.ts';

/** By then starting has cost little for each, and nothing small that stays has become large. */
const mostJobs = 25;
/** Small jobs leave up to 90 MB to be swept up. A thread that holds more goes, and its memory with it at once. */
const mostMegabytes = 128;

let jobsDone = 0;
let current: WorkerInput | undefined;

parentPort?.on('message', (request: WorkerRequest) => {
  if (request === null) return parentPort?.close();
  wear(request.env);
  void work(request.input);
});

/** Takes on the environment of this process as it is when the job begins. */
function wear(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  Object.assign(process.env, env);
}

async function work(input: WorkerInput): Promise<void> {
  current = input;
  /** What is left running of a job that is over has nothing to tell. */
  const tell = (message: WorkerMessage): void => {
    if (current === input) parentPort?.postMessage(message);
  };
  const progress = makeProgress(input.cancelFlag, (state) => tell({ type: 'progress', state }));
  const onInterim = (result: JobResult): void => tell({ type: 'interim', result });
  try {
    const product = await runTask(input.workspacePath, input.task, { progress, onInterim });
    tell({ type: 'done', product, isFit: await isAsNew() });
  } catch (error) {
    tell({ type: 'failed', error: reportError(explain(input, error)) });
  }
  current = undefined;
}

/** Whether the job that is just done has left nothing at work and little memory. */
async function isAsNew(): Promise<boolean> {
  jobsDone += 1;
  // What has just ended is told as under way until the next turn.
  await setImmediate();
  // The text that was matched last stays in memory until the next one is.
  /another/.test('another');
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  const isQuiet = process.getActiveResourcesInfo().every((kind) => kind === 'MessagePort');
  return isQuiet && jobsDone < mostJobs && used + external < mostMegabytes * 2 ** 20;
}

/** What the system refuses to a job, in a sentence about the file it was about, as far as it tells. */
function explain({ task, workspacePath }: WorkerInput, error: unknown): unknown {
  const path = (error as NodeJS.ErrnoException | null)?.path;
  const source = task.type === 'import' ? task.files.find((file) => file.path === path) : undefined;
  if (source !== undefined) return explainFileError(error, source.name, 'read');
  if (path !== undefined && !path.startsWith(tmpdir())) return explainFileError(error, basename(path));
  return explainFileError(error, `${basename(workspacePath)}, or a temporary file for it in ${tmpdir()},`);
}
