import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../data/files/processes.ts';

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
      sweep(join(inMemory, name));
  process.env['TMPDIR'] = mkdtempSync(join(inMemory, `${prefix}${process.pid}-`));
}

/** Removes the folder that `keepTemporaryFilesInMemory` made; on the disk nothing. */
export function forgetTemporaryFilesInMemory(): void {
  const folder = process.env['TMPDIR'];
  if (folder?.startsWith(join(inMemory, prefix)) === true) rmSync(folder, { recursive: true, force: true });
}

/** What tests of another person left is theirs to remove. */
function sweep(folder: string): void {
  try {
    rmSync(folder, { recursive: true });
  } catch (error) {
    if (!['EPERM', 'EACCES', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= enoughBytes && process.availableMemory() >= 2 * enoughBytes;
  } catch {
    return false;
  }
}
