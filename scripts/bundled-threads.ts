import { relative } from 'node:path';

/**
 * What the program of a thread is called in the folder of bundles: `backend/jobs/worker.ts` → `backend-jobs-worker.mjs`. `path` is
 * that of its source, in the project at `project`.
 */
export function nameOfBundledThread(project: string, path: string): string {
  return relative(project, path).replace(/\.ts$/, '.mjs').replaceAll(/[\\/]/g, '-');
}
