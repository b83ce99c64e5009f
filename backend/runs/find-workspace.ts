import { existsSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { PinpointError, type RunFile } from '#contract';
import { openForReading } from '#data/workspace';

const say = 'Say which workspace it is with --workspace.';

/**
 * The path of the workspace that a run file names. One outside the folder of the run file is taken only where its log knows of the
 * run: a run file may come from anybody, and is not to open what it likes. Where the file names none, as one that was saved from
 * the app does not, it is the first of the `known` ones whose log knows of the run. Throws `not_found` and `input_refused`, which
 * name the field.
 */
export function findRunWorkspace(
  { path, name }: { path: string; name: string },
  run: RunFile,
  known: readonly string[],
): string {
  const refuse = (why: string): PinpointError =>
    new PinpointError('input_refused', `${name}: its field workspace ${why}.`, {
      file: name,
      column: 'workspace',
      ...(run.workspace === null ? {} : { found: run.workspace }),
      hint: say,
    });
  if (run.workspace === null) {
    const own = known.find((each) => knowsOf(each, run));
    if (own !== undefined) return own;
    throw refuse('does not say where the workspace is, and none that was opened lately knows of this run');
  }
  const folder = realpathSync(dirname(path));
  const found = resolve(folder, run.workspace);
  if (!existsSync(found))
    throw new PinpointError('not_found', `There is no workspace ${run.workspace} beside ${name}.`, {
      file: name,
      column: 'workspace',
      hint: say,
    });
  const isOutside = relative(folder, realpathSync(found)).split(/[/\\]/)[0] === '..';
  if (isOutside && !knowsOf(found, run))
    throw refuse('leads out of its folder, to a file that does not know of this run');
  return found;
}

/** Whether the file is a workspace in whose log a file of the run is. */
function knowsOf(path: string, { files }: RunFile): boolean {
  try {
    const reader = openForReading(path);
    try {
      const left = new Set(reader.listExports().map(({ sha256 }) => sha256));
      return files.some(({ sha256 }) => left.has(sha256));
    } finally {
      reader.close();
    }
  } catch (error) {
    // What is no workspace, or none that can be read, vouches for nothing.
    if (error instanceof PinpointError) return false;
    throw error;
  }
}
