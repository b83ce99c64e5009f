import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a page that leads on to an address, for this person alone to read, and gives its path. A browser is started with
 * this path, because everybody on the machine can read the command lines of others, and an address holds a code. It lies
 * in the person's own folder: some browsers are kept from reading temporary ones. `address` is asked for with what is to
 * happen once it is spent: the page goes away then, and at the latest with the process.
 */
export function writeSignpost(folder: string, address: (onSpent: () => void) => string): string {
  mkdirSync(folder, { recursive: true });
  sweepSignposts(folder);
  const path = join(folder, `open-pinpoint-${process.pid}.html`);
  const remove = (): void => rmSync(path, { force: true });
  remove();
  writeFileSync(path, makePage(address(remove)), { mode: 0o600, flag: 'wx' });
  process.on('exit', remove);
  return path;
}

/** The address is of our making and holds nothing that HTML would read otherwise. */
function makePage(address: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${address}">
<title>Pinpoint</title>
<p><a href="${address}">Open Pinpoint</a></p>
</html>
`;
}

/** Removes what processes that were killed left; their addresses lead nowhere. */
function sweepSignposts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/^open-pinpoint-(\d+)\.html$/.exec(name)?.[1] ?? process.pid);
    if (!isRunning(pid)) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
