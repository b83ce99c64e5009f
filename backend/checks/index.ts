import { Worker } from 'node:worker_threads';
import { PinpointError, reviveError } from '#contract';
import type { WorkspaceCheck } from '#data/workspace';
import { stopThread } from '../threads/index.ts';
import type { CheckAnswer } from './check-worker.ts';

/** Checks of workspaces, each in a thread of its own: the backend goes on answering, and hears when it is to end. */
export interface Checks {
  /** Everything that is wrong with the workspace. Throws what opening it throws, and `cancelled` where it is closed meanwhile. */
  check(path: string): Promise<WorkspaceCheck>;
  /** Stops all checks; false where one goes on in native code. */
  close(): Promise<boolean>;
}

/** Starts without any thread. */
export function makeChecks(): Checks {
  const atWork = new Map<Worker, Promise<unknown>>();

  function check(path: string): Promise<WorkspaceCheck> {
    const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData: path });
    const gone = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        atWork.delete(worker);
        resolve();
      });
    });
    atWork.set(worker, gone);
    return new Promise((resolve, reject) => {
      worker.on('message', (answer: CheckAnswer) =>
        'found' in answer ? resolve(answer.found) : reject(reviveError(answer.failed)),
      );
      worker.on('error', reject);
      void gone.then(() =>
        reject(new PinpointError('cancelled', 'The workspace was closed before it had been checked.')),
      );
    });
  }

  return {
    check,
    async close() {
      const ended = await Promise.all([...atWork].map(([worker, gone]) => stopThread(worker, gone)));
      return ended.every(Boolean);
    },
  };
}
