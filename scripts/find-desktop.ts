import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Desktop = { available: true; program: string } | { available: false; reason: string };

/** How long a first fetch of the Electron program may take before the browser is the better answer. */
const longestFetchMs = 120_000;
/** How long Electron may take to say its version; more means that it does not run here. */
const longestAnswerMs = 20_000;

/** Whether there is a screen to show a window on. */
export function hasDisplay(): boolean {
  const { platform, env } = process;
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/** The Electron program of this checkout; undefined where it was never fetched. */
export function findProgram(project: string): string | undefined {
  const folder = join(project, 'node_modules/electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

/** Runs a program to its end; false where it fails, cannot be started or takes longer than the limit. */
function succeeds(program: string, args: string[], limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: limitMs });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

async function fetchProgram(project: string): Promise<string | undefined> {
  const script = join(project, 'node_modules/electron/install.js');
  if (!existsSync(script)) return undefined;
  console.log(`Fetching the Electron program, once, for at most ${longestFetchMs / 60_000} minutes …`);
  return (await succeeds(process.execPath, [script], longestFetchMs)) ? findProgram(project) : undefined;
}

/**
 * Whether the desktop window can open here, and by which program. Fetches Electron where it is missing and there is a
 * display to show it on. The reason where it cannot is the beginning of a sentence for the person.
 */
export async function findDesktop(project: string): Promise<Desktop> {
  if (!hasDisplay()) return { available: false, reason: 'There is no display for a desktop window here' };
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { available: false, reason: 'A desktop window does not open for the user root' };
  const program = findProgram(project) ?? (await fetchProgram(project));
  if (program === undefined) return { available: false, reason: 'The Electron program could not be fetched' };
  // Where a library of the system is missing, Electron does not even get to its version.
  if (!(await succeeds(program, ['--version'], longestAnswerMs)))
    return { available: false, reason: 'The Electron program does not run on this machine' };
  return { available: true, program };
}
