// Runs in a worker thread beside the backend and does one job after another.
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { reportError } from '#contract';
import { explainFileError } from '#data/files';
import { serveWork } from '../threads/index.ts';
import { makeProgress } from './progress.ts';
import { runTask } from './run-task.ts';
import type { KnownTreated, WorkerInput, WorkerMessage } from './tasks.ts';

serveWork<WorkerInput, WorkerMessage>({
  async work({ workspacePath, task, cancelFlag, known }, tell) {
    if (known !== null) await keep(known);
    const progress = makeProgress(cancelFlag, (state) => tell({ type: 'progress', state }));
    const product = await runTask(workspacePath, task, {
      progress,
      onInterim: (measured) => tell({ type: 'interim', ...measured }),
    });
    return { type: 'done', product };
  },
  explain: (input, error) => ({ type: 'failed', error: reportError(explain(input, error)) }),
});

async function keep({ policy, groups }: KnownTreated): Promise<void> {
  const { keepPattern } = await import('../disclosure/index.ts');
  for (const group of groups) keepPattern(policy, group);
}

/** What the system refuses to a job, in a sentence about the file it was about, as far as it tells. */
function explain({ task, workspacePath }: WorkerInput, error: unknown): unknown {
  const path = (error as NodeJS.ErrnoException | null)?.path;
  const source = task.type === 'import' ? task.files.find((file) => file.path === path) : undefined;
  if (source !== undefined) return explainFileError(error, source.name, 'read');
  if (path !== undefined && !path.startsWith(tmpdir())) return explainFileError(error, basename(path));
  return explainFileError(error, `${basename(workspacePath)}, or a temporary file for it in ${tmpdir()},`);
}
