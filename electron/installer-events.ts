import { spawn } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';

/**
 * What the Windows installer wants when it starts the program with `--squirrel-…`: shortcuts made or removed.
 * Answers the arguments for its `Update.exe`; an empty list where there is nothing to do; undefined for a usual start.
 */
export function findInstallerTask(argv: readonly string[], executable: string): string[] | undefined {
  const event = argv[1];
  if (event === undefined || !event.startsWith('--squirrel-')) return undefined;
  if (event === '--squirrel-firstrun') return undefined;
  const name = basename(executable);
  if (event === '--squirrel-install' || event === '--squirrel-updated') return [`--createShortcut=${name}`];
  if (event === '--squirrel-uninstall') return [`--removeShortcut=${name}`];
  return [];
}

/** Does what the Windows installer wants; true where the program has nothing else to do in this start. */
export async function serveInstaller(): Promise<boolean> {
  if (process.platform !== 'win32') return false;
  const task = findInstallerTask(process.argv, process.execPath);
  if (task === undefined) return false;
  if (task.length === 0) return true;
  const update = resolve(dirname(process.execPath), '..', 'Update.exe');
  await new Promise<void>((done) => {
    spawn(update, task, { detached: true, stdio: 'ignore' })
      .on('error', () => done())
      .on('exit', () => done());
  });
  return true;
}
