// Runs in a worker thread and checks one workspace: SQLite's integrity check reads all of the file in one step.
import { parentPort, workerData } from 'node:worker_threads';
import { reportError, type ErrorReport } from '#contract';
import { openForReading, type WorkspaceCheck } from '#data/workspace';

export type CheckAnswer = { found: WorkspaceCheck } | { failed: ErrorReport };

function check(path: string): CheckAnswer {
  try {
    const reader = openForReading(path);
    try {
      return { found: reader.check() };
    } finally {
      reader.close();
    }
  } catch (error) {
    return { failed: reportError(error) };
  }
}

parentPort?.postMessage(check(workerData as string));
