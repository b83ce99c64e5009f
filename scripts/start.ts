// `npm start`: the desktop window where Electron and a display are there, else the same app in the browser.
import { spawn } from 'node:child_process';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { followServer } from '../cli/follow-server.ts';
import { buildBundles, buildContent } from './build-desktop.ts';
import { findDesktop } from './find-desktop.ts';

const project = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);

// The server and its threads keep their compiled code between starts.
const { directory } = enableCompileCache(join(project, 'node_modules/.cache/compiled'));
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = directory;

function runWindow(program: string): void {
  const child = spawn(program, ['.', ...args], { cwd: project, stdio: 'inherit' });
  // Ctrl-C reaches the child too, which closes the workspace; this process only waits for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 0));
}

async function openWindow(program: string): Promise<void> {
  await buildContent(project);
  await buildBundles(project);
  runWindow(program);
}

const desktop = await findDesktop(project);
if (desktop.available) {
  await openWindow(desktop.program);
} else {
  console.log(`${desktop.reason}; Pinpoint opens in the browser instead.`);
  process.exit(await followServer(args));
}
