// A program that knows nothing of Pinpoint and its lock: opens a file by SQLite alone and edits it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path = '', statements = '', holdMs = '0'] = process.argv.slice(2);
  const db = new Database(path, { timeout: 20_000 });
  db.exec(`BEGIN IMMEDIATE; ${statements}`);
  process.stdout.write('written\n');
  // The change is held open for a while, as by somebody who edits.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(holdMs));
  db.exec('COMMIT');
  db.close();
}

const self = import.meta.filename;

function run(...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** Runs SQL on a file in another process and waits until it has committed, closed the file and ended. */
export function asOtherProgram(path: string, statements: string): void {
  run(self, path, statements);
}

/**
 * Copies a file, over another if it is there, as the system's own copying does: in another process, because whoever opens and
 * closes a database takes SQLite's locks away from its own process.
 */
export function copyAsOtherProgram(from: string, to: string): void {
  run('-e', `require('node:fs').copyFileSync(process.argv[1], process.argv[2])`, from, to);
}

/** Copies a file over another piece by piece, as a slow disk does; resolves when the other process has ended. */
export async function copySlowlyAsOtherProgram(from: string, to: string): Promise<void> {
  const script = `const fs = require('node:fs');
    const [from, to] = process.argv.slice(1);
    const bytes = fs.readFileSync(from);
    const file = fs.openSync(to, 'w');
    const piece = Math.ceil(bytes.length / 8);
    const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    for (let at = 0; at < bytes.length; at += piece) { fs.writeSync(file, bytes.subarray(at, at + piece)); pause(); }
    fs.closeSync(file);`;
  await once(spawn(process.execPath, ['-e', script, from, to], { stdio: 'inherit' }), 'exit');
}

/** Gives a file other content, in place. */
export function overwriteAsOtherProgram(path: string, content: string): void {
  run('-e', `require('node:fs').writeFileSync(process.argv[1], process.argv[2])`, path, content);
}

/** SHA-256 of a file, read by another process; null where there is none. */
export function hashAsOtherProgram(path: string): string | null {
  const script = `const { existsSync, readFileSync } = require('node:fs');
    const [path] = process.argv.slice(1);
    const hash = () => require('node:crypto').createHash('sha256').update(readFileSync(path)).digest('hex');
    process.stdout.write(existsSync(path) ? hash() : '');`;
  const { stdout } = spawnSync(process.execPath, ['-e', script, path], { encoding: 'utf8' });
  return stdout === '' ? null : stdout;
}

/** The same, but answers as soon as the other process has written; it commits after `holdMs`. `ended` resolves when it is gone. */
export async function holdAsOtherProgram(
  path: string,
  statements: string,
  holdMs: number,
): Promise<{ ended: Promise<unknown> }> {
  const child = spawn(process.execPath, [self, path, statements, String(holdMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { ended: once(child, 'exit') };
}
