import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { PinpointError } from '#contract';
import { isSameFile, type FilePlace } from '#data/files';
import { findLock, isHeld } from './lock.ts';
import { recogniseFile, type FileKind } from './recognise.ts';

/** What stands after the name of a file whose neighbour this is, and how the name of that file is had from it. */
const neighbours: { pattern: RegExp; owners: (stem: string) => string[]; ofWorkspacesOnly: boolean }[] = [
  { pattern: /-(?:wal|shm|journal)$/i, owners: (stem) => [stem], ofWorkspacesOnly: false },
  { pattern: /\.lock(?:\.\d+.*)?$/i, owners: (stem) => [stem], ofWorkspacesOnly: true },
  {
    pattern: /\.(?:backup|schema-\d+(?:-\d+)?)\.gpkg$/i,
    owners: (stem) => [`${stem}.gpkg`, stem],
    ofWorkspacesOnly: true,
  },
];

/**
 * Throws `file_exists` where something that is not this very workspace's own doing must never be put: on a workspace, open
 * or not, told by its content; on the files that belong to one; and on a database that another program has open, whose
 * journal would be taken for one of the new file. `open` are the workspaces that this process has open: closing another
 * handle of such a file would take SQLite's locks away, so they are known by where they are.
 */
export function refuseWorkspace(place: FilePlace, open: readonly string[] = []): void {
  const { path, name, existing } = place;
  if (open.some((own) => isSameFile(place, own)) || isWorkspace(path))
    throw taken(name, 'is a workspace, and nothing is ever written over one');
  if (existing !== undefined && kindOf(path) === 'unclear')
    throw taken(name, 'may be a workspace, damaged or open somewhere, and nothing is ever written over one');
  for (const { pattern, owners, ofWorkspacesOnly } of neighbours) {
    const owner = pattern.test(path) && owners(path.replace(pattern, '')).find(existsSync);
    if (typeof owner === 'string' && (isWorkspace(owner) || (!ofWorkspacesOnly && kindOf(owner) !== 'other')))
      throw taken(name, `is a name that is kept for what belongs to ${basename(owner)}`);
  }
  const journal = ['-wal', '-journal'].map((ending) => path + ending).find(existsSync);
  if (journal !== undefined)
    throw taken(
      name,
      `is open in another program, or was when that ended: ${basename(journal)} is beside it`,
      'Close it there first, or choose another name.',
    );
}

/** Whether the file is a workspace; one that somebody has open is told by its lock and not looked into. */
function isWorkspace(path: string): boolean {
  const lock = findLock(path);
  if (lock !== undefined && isHeld(lock)) return true;
  return kindOf(path) === 'workspace';
}

function kindOf(path: string): FileKind {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? recogniseFile(path) : 'other';
}

function taken(name: string, why: string, hint = 'Choose another name.'): PinpointError {
  return new PinpointError('file_exists', `${name} ${why}.`, { file: name, hint });
}
