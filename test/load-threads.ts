import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { nameOfBundledThread } from '../scripts/bundled-threads.ts';

/** Variable of the environment that names the folder of bundled threads. */
export const bundledThreads = 'PINPOINT_BUNDLED_THREADS';

const folder = process.env[bundledThreads];
const project = resolve(import.meta.dirname, '..');

/**
 * Threads run as the desktop program has them, bundled: a thread that loads its two hundred sources one by one takes longer for
 * that than for most of what tests ask of it. Preloaded in the processes of tests and, by those, in their threads.
 */
if (!isMainThread && folder !== undefined)
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      if (!specifier.endsWith('worker.ts')) return found;
      const bundled = join(folder, nameOfBundledThread(project, fileURLToPath(found.url)));
      return existsSync(bundled) ? { ...found, url: pathToFileURL(bundled).href, format: 'module' } : found;
    },
  });
