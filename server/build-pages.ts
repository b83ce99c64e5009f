import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PinpointError } from '#contract';

const sources = [
  'renderer/**/*',
  'contract/**/*',
  'core/**/*',
  'vite.renderer.config.ts',
  'package-lock.json',
];

function isStale(project: string): boolean {
  const built = join(project, 'dist/renderer/index.html');
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return globSync(sources, { cwd: project }).some((path) => statSync(join(project, path)).mtimeMs > builtAt);
}

/** Builds the renderer where it was never built or its sources changed since. Throws `internal` if that fails. */
export async function buildPagesIfStale(project: string): Promise<void> {
  if (!isStale(project)) return;
  console.log('Building the app, once …');
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--config', 'vite.renderer.config.ts', '--logLevel', 'warn'];
  const build = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => build.on('exit', resolve));
  if (code !== 0) throw new PinpointError('internal', 'The app could not be built; the lines above say why.');
}
