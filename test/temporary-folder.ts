import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const inMemory = '/dev/shm';
const prefix = 'pinpoint-tests-';
/** What all tests leave there for a while is far less; what they need besides is as much. */
const enoughBytes = 6 * 2 ** 30;

/**
 * Lets this process and all that it starts keep temporary files in memory, where the machine has plenty of it: tests write some
 * gigabytes, and would wait for the disk each time that a workspace makes sure of what it wrote. Elsewhere they stay on the disk.
 */
export function keepTemporaryFilesInMemory(): void {
  if (process.env['TMPDIR']?.startsWith(join(inMemory, prefix)) === true || !hasRoom()) return;
  for (const name of readdirSync(inMemory))
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length).split('-')[0])))
      rmSync(join(inMemory, name), { recursive: true, force: true });
  process.env['TMPDIR'] = mkdtempSync(join(inMemory, `${prefix}${process.pid}-`));
}

/** Removes the folder that `keepTemporaryFilesInMemory` made; on the disk nothing. */
export function forgetTemporaryFilesInMemory(): void {
  const folder = process.env['TMPDIR'];
  if (folder?.startsWith(join(inMemory, prefix)) === true) rmSync(folder, { recursive: true, force: true });
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= enoughBytes && process.availableMemory() >= 2 * enoughBytes;
  } catch {
    return false;
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
