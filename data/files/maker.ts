import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning, processBirth } from './processes.ts';

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Where ids of processes mean what they mean here: this machine, and the container in it. */
function placeOfProcesses(): string {
  try {
    return short(`${hostname()} ${readlinkSync('/proc/self/ns/pid')}`);
  } catch {
    return short(hostname());
  }
}

const markOf = (pid: number): string => `${pid}-${placeOfProcesses()}-${short(String(processBirth(pid)))}`;

/** The form of a mark, to be found within names. */
export const markPattern = String.raw`\d+-[0-9a-f]{8}-[0-9a-f]{8}`;

/** What this process writes into the names of files that go with it: its id, where that id counts, and when it began. */
export function makeMark(): string {
  return markOf(process.pid);
}

/**
 * Whether the process that made a mark has surely ended, also where another one has its id now. False for marks of another
 * machine or container, about which nothing is known here.
 */
export function isGone(mark: string): boolean {
  const [id, place] = mark.split('-');
  if (place !== placeOfProcesses()) return false;
  const pid = Number(id);
  return !isRunning(pid) || markOf(pid) !== mark;
}
