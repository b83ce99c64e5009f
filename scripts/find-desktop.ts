import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Desktop = { available: true } | { available: false; reason: string };

/** How long a first fetch of the Electron binary may take before the browser is the better answer. */
const longestFetchMs = 120_000;

/** Whether the Electron window can open here. Fetches the binary where it is missing and there is a display to show it on. */
export async function findDesktop(project: string): Promise<Desktop> {
  const { platform, env } = process;
  const hasDisplay =
    platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  if (!hasDisplay) return { available: false, reason: 'There is no display for a desktop window here' };
  if (hasBinary(project) || fetchBinary(project)) return { available: true };
  return { available: false, reason: 'The Electron program could not be fetched' };
}

function hasBinary(project: string): boolean {
  const folder = join(project, 'node_modules/electron');
  const named = join(folder, 'path.txt');
  return existsSync(named) && existsSync(join(folder, 'dist', readFileSync(named, 'utf8').trim()));
}

function fetchBinary(project: string): boolean {
  const script = join(project, 'node_modules/electron/install.js');
  if (!existsSync(script)) return false;
  console.log('Fetching the Electron program, once …');
  const fetched = spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: longestFetchMs });
  return fetched.status === 0 && hasBinary(project);
}
