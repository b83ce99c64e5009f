import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  realpathSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { Connection } from '../../data/workspace/connection.ts';
import { lockPath } from '../../data/workspace/lock.ts';
import { processBirth } from '#data/files';

/** What places are made from: the open workspace, a closed one, a file that was imported, and one that was picked. */
export interface Ground {
  folder: string;
  open: string;
  closed: string;
  source: string;
  picked: string;
}

/** A place that nothing may ever be written to, made anew in the folder; whatever a person agreed to. */
export const forbidden: Record<string, (ground: Ground) => string> = {
  'the open workspace': ({ open }) => open,
  'the open workspace, spelt otherwise': ({ folder, open }) =>
    `${folder}/../${basename(folder)}/./${basename(open)}`,
  'a link to the open workspace': ({ folder, open }) => link(open, join(folder, 'link.gpkg')),
  'a link to a link to it': ({ folder, open }) =>
    link(link(open, join(folder, 'first.gpkg')), join(folder, 'second.csv')),
  'a second name of the open workspace': ({ folder, open }) => hardLink(open, join(folder, 'second.gpkg')),
  'a name in a linked folder': ({ folder, open }) => {
    symlinkSync(folder, join(folder, 'folder-link'));
    return join(folder, 'folder-link', basename(open));
  },
  'another workspace': ({ closed }) => closed,
  'a link to another workspace': ({ folder, closed }) => link(closed, join(folder, 'other-link.gpkg')),
  'a second name of another workspace': ({ folder, closed }) =>
    hardLink(closed, join(folder, 'other-name.csv')),
  'a workspace called otherwise': ({ folder, closed }) => copy(closed, join(folder, 'renamed.csv')),
  'a workspace that another process holds': ({ folder, closed }) => {
    const held = copy(closed, join(folder, 'held.gpkg'));
    const facts = { pid: process.ppid, host: hostname(), birth: processBirth(process.ppid) };
    writeFileSync(lockPath(held), JSON.stringify({ ...facts, holder: 'another', since: '', backedUp: true }));
    return held;
  },
  'a workspace on another machine’s hands': ({ folder, closed }) => {
    const held = copy(closed, join(folder, 'away.gpkg'));
    const facts = { pid: 1, host: 'elsewhere', birth: null, holder: 'another', since: '', backedUp: true };
    writeFileSync(lockPath(held), JSON.stringify(facts));
    return held;
  },
  'a backup': ({ folder, closed }) => copy(closed, join(folder, 'closed.backup.gpkg')),
  'the place of a backup that is still to be made': ({ folder }) => join(folder, 'closed.backup.gpkg'),
  'the place of a copy before a migration': ({ folder }) => join(folder, 'closed.schema-1.gpkg'),
  'the place of a WAL': ({ closed }) => `${closed}-wal`,
  'the WAL of the open workspace': ({ open }) => `${open}-wal`,
  'the shared memory of the open workspace': ({ open }) => `${open}-shm`,
  'the place of a journal': ({ closed }) => `${closed}-journal`,
  'the lock of the open workspace': ({ open }) => lockPath(open),
  'the place of a lock': ({ closed }) => lockPath(closed),
  'a workspace that was cut off': ({ folder, closed }) => {
    const path = copy(closed, join(folder, 'cut.gpkg'));
    truncateSync(path, 5000);
    return path;
  },
  'a workspace whose tables are in a WAL of another name': ({ folder }) =>
    aDatabase(join(folder, 'young.gpkg'), 'PRAGMA journal_mode = WAL; PRAGMA user_version = 1;'),
  'a GeoPackage that another program has open': ({ folder }) => {
    const path = aForeignDatabase(join(folder, 'in-qgis.gpkg'));
    writeFileSync(`${path}-wal`, '');
    return path;
  },
  'what the workspace was imported from': ({ source }) => source,
  'a file that was picked in this session': ({ picked }) => picked,
  'a folder': ({ folder }) => {
    mkdirSync(join(folder, 'folder.csv'));
    return join(folder, 'folder.csv');
  },
  'a folder that is not there': ({ folder }) => join(folder, 'none', 'a.csv'),
  'a file taken for a folder': ({ folder }) => {
    writeFileSync(join(folder, 'file'), '');
    return join(folder, 'file', 'a.csv');
  },
  'a pipe': ({ folder }) => {
    spawnSync('mkfifo', [join(folder, 'pipe.csv')]);
    return join(folder, 'pipe.csv');
  },
  'a link to a device': ({ folder }) => link('/dev/null', join(folder, 'device.csv')),
  'a write-protected file': ({ folder }) => {
    writeFileSync(join(folder, 'protected.csv'), 'old', { mode: 0o444 });
    return join(folder, 'protected.csv');
  },
  'links in a circle': ({ folder }) => {
    symlinkSync(join(folder, 'one.csv'), join(folder, 'two.csv'));
    return link(join(folder, 'two.csv'), join(folder, 'one.csv'));
  },
  'a name that is too long': ({ folder }) => join(folder, `${'n'.repeat(300)}.csv`),
  'a name with a character that no name has': ({ folder }) => join(folder, 'a\0b.csv'),
};

/** Places that may be written to where a person agreed to replace what is there. */
export const replaceable: Record<string, (ground: Ground) => string> = {
  'nothing yet': ({ folder }) => join(folder, 'new.csv'),
  'a link to nothing yet': ({ folder }) => link(join(folder, 'target.csv'), join(folder, 'to-target.csv')),
  'a file of somebody’s': ({ folder }) => {
    writeFileSync(join(folder, 'old.csv'), 'old');
    return join(folder, 'old.csv');
  },
  'a GeoPackage of another program': ({ folder }) => aForeignDatabase(join(folder, 'foreign.gpkg')),
  'an empty file': ({ folder }) => {
    writeFileSync(join(folder, 'empty.gpkg'), '');
    return join(folder, 'empty.gpkg');
  },
  'a name as long as names may be': ({ folder }) => join(folder, `${'n'.repeat(251)}.csv`),
};

function link(to: string, from: string): string {
  symlinkSync(to, from);
  return from;
}

function hardLink(to: string, from: string): string {
  linkSync(to, from);
  return from;
}

function copy(from: string, to: string): string {
  copyFileSync(from, to);
  return to;
}

function aDatabase(path: string, sql: string): string {
  const connection = new Connection(path, { mustExist: false });
  connection.exec(sql);
  connection.close();
  return path;
}

function aForeignDatabase(path: string): string {
  return aDatabase(path, 'PRAGMA application_id = 1196444487; CREATE TABLE layer (fid INTEGER PRIMARY KEY);');
}

/** Everything in a folder, by name, kind and content; what SQLite keeps in shared memory moves by itself. */
export function pictureOf(folder: string): string {
  // Read by another process: to open and close a database file here would take SQLite's locks on it away.
  const command = `find . -not -name '*-shm' -printf '%p %y %l\\n' | LC_ALL=C sort; find . -type f -not -name '*-shm' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum`;
  return spawnSync('sh', ['-c', command], { cwd: realpathSync(folder), encoding: 'utf8' }).stdout;
}
