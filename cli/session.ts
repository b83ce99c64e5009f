import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createBackend, type Backend, type BackendOptions } from '#backend';
import {
  PinpointError,
  showHiddenCharacters,
  type FileRef,
  type JobProduct,
  type JobStatus,
} from '#contract';
import { endWhenAsked, killOurselves } from './ending.ts';

/**
 * The whole path of a file that a person named. npm changes the working folder to the project's; the person's own is in INIT_CWD.
 * Throws `usage` for an empty name, which would be that folder.
 */
export function resolveFile(path: string): string {
  if (path.trim() === '')
    throw new PinpointError('usage', 'The name of a file is empty.', { hint: 'Write the name of the file.' });
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** Under which disclosure policy, and with whose leave beyond it, whatever a command prints or writes leaves. */
export type LeavingTerms = NonNullable<BackendOptions['leaving']>;

/** Opens a workspace for one command and closes it however the command ends. `leaving` left out: the workspace's own policy. */
export async function withWorkspace<Result>(
  path: string,
  use: (backend: Backend) => Promise<Result>,
  leaving?: LeavingTerms,
): Promise<Result> {
  return withBackend(async (backend) => {
    await backend.open(resolveFile(path));
    return use(backend);
  }, leaving);
}

/** A backend without a workspace, closed however the command ends. */
export async function withBackend<Result>(
  use: (backend: Backend) => Promise<Result>,
  leaving?: LeavingTerms,
): Promise<Result> {
  const backend = createBackend({
    holder: `pinpoint ${process.argv.slice(2, 4).join(' ')}`,
    ...(leaving === undefined ? {} : { leaving }),
  });
  const stopListening = endWhenAsked(backend);
  try {
    return await use(backend);
  } finally {
    const isQuiet = await backend.close();
    stopListening();
    // The last words of the command are still to be printed.
    if (!isQuiet) setTimeout(killOurselves, 200);
  }
}

/** References to the files a person named; throws `not_found` for one that is not there. */
export function registerFiles(backend: Backend, paths: string[]): FileRef[] {
  return paths.map((path) => {
    const full = resolveFile(path);
    if (!existsSync(full))
      throw new PinpointError('not_found', `There is no file ${path}.`, {
        file: path,
        hint: 'Check the name and the folder.',
      });
    return backend.files.register(full);
  });
}

/** Progress on one line of standard error, rewritten on a terminal and silent elsewhere. */
function showProgress(job: JobStatus): void {
  if (!process.stderr.isTTY) return;
  const percent = Math.round(job.progress * 100);
  process.stderr.write(`\r\u001B[K${job.stage} ${percent} %  ${showHiddenCharacters(job.detail)}`);
}

/** Waits for a job. Answers its product or throws its error; `cancelled` after Ctrl-C. */
export async function waitForProduct(backend: Backend, id: string, quiet: boolean): Promise<JobProduct> {
  const job = await new Promise<JobStatus>((done) => {
    const unsubscribe = backend.subscribe((event) => {
      if (event.type === 'job.changed' && event.job.id === id) settle(event.job);
    });
    function settle(job: JobStatus): void {
      if (!quiet) showProgress(job);
      if (job.state === 'running') return;
      unsubscribe();
      done(job);
    }
    void backend.client.call('job.get', { job: id }).then(settle);
  });
  if (process.stderr.isTTY && !quiet) process.stderr.write('\r\u001B[K');
  if (job.product !== null) return job.product;
  const { code, message, ...details } = job.error ?? {
    code: 'internal',
    message: 'The work ended without a result.',
  };
  throw new PinpointError(code, message, details);
}
