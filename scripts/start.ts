// `npm start`: the desktop window where Electron and a display are there, else the same app in the browser.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { findDesktop } from './find-desktop.ts';

const project = resolve(import.meta.dirname, '..');

function run(script: string, args: string[]): void {
  const child = spawn(process.execPath, [join(project, script), ...args], { cwd: project, stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 0));
}

const desktop = await findDesktop(project);
if (desktop.available) {
  run('node_modules/@electron-forge/cli/dist/electron-forge.js', ['start']);
} else {
  console.log(`${desktop.reason}; Pinpoint opens in the browser instead.`);
  run('server/main.ts', process.argv.slice(2));
}
