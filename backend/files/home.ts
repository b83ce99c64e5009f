import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { PinpointError } from '#contract';
import { writeWhole } from '#data/files';

/** Where this person's workspaces are, and which were opened lately. */
export interface Home {
  /** The folder for new workspaces. */
  folder: string;
  demoPath: string;
  /** Notes that a workspace was opened now. */
  noteOpened(path: string): void;
  /** Workspaces in the folder and opened lately that still exist, the last opened first. */
  list(): { path: string; opened: string | null }[];
  /** A free path in the folder for a new workspace of that name; throws `file_exists` where it is taken. */
  pathForNew(name: string): string;
  /** A free path in the folder for a workspace that comes from elsewhere: numbered where its name is taken. */
  pathForCopy(name: string): string;
}

const mostRecents = 12;

/** The folder is `PINPOINT_HOME`, or `Pinpoint` in the person's home folder. */
export function findHome(): string {
  return process.env['PINPOINT_HOME'] ?? join(homedir(), 'Pinpoint');
}

/** The folder of a host where its workspaces lie, with the list of those opened lately. */
export function makeHome(folder: string): Home {
  const recentFile = join(folder, 'recent.json');

  /** An unreadable list of recents is an empty one: it only saves clicks. */
  function readRecents(): { path: string; opened: string }[] {
    try {
      return JSON.parse(readFileSync(recentFile, 'utf8')) as { path: string; opened: string }[];
    } catch {
      return [];
    }
  }

  function pathInFolder(name: string): string {
    const base = name
      .replace(/\.gpkg$/i, '')
      .replace(/[^\p{L}\p{N} ._()-]/gu, '-')
      .trim();
    if (base === '' || base.startsWith('.'))
      throw new PinpointError('usage', 'A workspace needs a name with at least one letter or digit.', {
        found: name,
      });
    mkdirSync(folder, { recursive: true });
    return resolve(folder, `${base}.gpkg`);
  }

  return {
    folder,
    demoPath: join(folder, 'demonstration.gpkg'),
    noteOpened(path) {
      const others = readRecents().filter((entry) => entry.path !== path);
      const recents = [{ path, opened: new Date().toISOString() }, ...others].slice(0, mostRecents);
      try {
        mkdirSync(folder, { recursive: true });
        writeWhole(recentFile, JSON.stringify(recents, null, 2));
      } catch {
        // A folder that cannot be written only loses the list of recents.
      }
    },
    list() {
      const recents = readRecents().filter((entry) => existsSync(entry.path));
      const known = new Set(recents.map((entry) => entry.path));
      const inFolder = existsSync(folder)
        ? readdirSync(folder).filter((name) => name.endsWith('.gpkg') && !name.endsWith('.backup.gpkg'))
        : [];
      const others = inFolder.map((name) => join(folder, name)).filter((path) => !known.has(path));
      return [...recents, ...others.map((path) => ({ path, opened: null }))];
    },
    pathForNew(name) {
      const path = pathInFolder(name);
      if (!existsSync(path)) return path;
      throw new PinpointError('file_exists', `There is already a workspace named ${basename(path)}.`, {
        file: basename(path),
        hint: 'Choose another name, or open the existing workspace.',
      });
    },
    pathForCopy(name) {
      const first = pathInFolder(name);
      let path = first;
      for (let number = 2; existsSync(path); number++) path = first.replace(/\.gpkg$/, ` (${number}).gpkg`);
      return path;
    },
  };
}
