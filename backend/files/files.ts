import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { PinpointError, type FileRef } from '#contract';
import { makeScratch, type Scratch } from '#data/files';

/** A file as the backend knows it. */
export interface FileEntry {
  path: string;
  name: string;
  /** Of an archive with several data sets: the one meant. */
  member?: string | undefined;
  /** Of a text with several tables one below another: the one meant, from 1. */
  table?: number | undefined;
}

/**
 * The table between file references, which callers see, and paths, which only the backend and its host know.
 * Files that Pinpoint makes for a caller (uploads, exports before they are delivered) live in one temporary folder
 * that goes away with the process.
 */
export interface Files {
  /** Registers a file or a place for a file (it need not exist yet). The name is what the person knows it by. */
  register(path: string, name?: string): FileRef;
  /** Registers a data set inside an archive, under the name that a person knows it by. */
  registerMember(file: FileEntry): FileRef;
  /** What is behind a reference; throws `not_found` for an unknown one. */
  getFile(ref: { id: string }): FileEntry;
  /** The path behind a reference; throws `not_found` for an unknown one. */
  getPath(ref: { id: string }): string;
  getName(ref: { id: string }): string;
  findName(ref: { id: string }): string | undefined;
  /** Whether a path lies in the folder that goes away with the process. */
  isTemporary(path: string): boolean;
  /** Paths of what the person named or picked, apart from temporary files. */
  listPicked(): string[];
  /** A fresh folder, for nobody else to look into, for one job's output or one upload. */
  makeFolder(): string;
  dispose(): void;
}

/**
 * The files that a person handed over, by references: the page never sees a path. Closing it removes what was uploaded.
 */
export function makeFiles(): Files {
  const entries = new Map<string, FileEntry>();
  /** Made when it is first needed. */
  let scratch: Scratch | undefined;

  const isTemporary = (path: string): boolean => scratch !== undefined && path.startsWith(scratch.path + sep);

  function getEntry(ref: { id: string }): FileEntry {
    const entry = entries.get(ref.id);
    if (entry === undefined)
      throw new PinpointError('not_found', 'This file is no longer known here.', {
        hint: 'Choose the file again.',
      });
    return entry;
  }

  function put(file: FileEntry): FileRef {
    const { path, name } = file;
    const known = [...entries].find(([, entry]) => entry.path === path && entry.name === name);
    const id = known?.[0] ?? randomUUID();
    entries.set(id, file);
    return { id, name, size: existsSync(path) ? statSync(path).size : 0 };
  }

  return {
    register: (path, name = basename(path)) => put({ path, name }),
    registerMember: put,
    getFile: getEntry,
    getPath: (ref) => getEntry(ref).path,
    getName: (ref) => getEntry(ref).name,
    isTemporary,
    listPicked: () => [...entries.values()].map(({ path }) => path).filter((path) => !isTemporary(path)),
    findName: ({ id }) => entries.get(id)?.name,
    makeFolder() {
      scratch ??= makeScratch();
      const made = join(scratch.path, randomUUID());
      mkdirSync(made, { mode: 0o700 });
      return made;
    },
    dispose() {
      scratch?.remove();
      scratch = undefined;
    },
  };
}
