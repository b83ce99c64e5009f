import {
  chmodSync,
  closeSync,
  copyFileSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { PinpointError } from '#contract';
import { nameDraft, removeDraft, sweepDrafts } from './drafts.ts';
import { inSentences } from './explain.ts';
import { isSameFile, lookAtPlace, type FilePlace } from './place.ts';

/** A finished file, and where a person wants it. */
export interface FileMove {
  source: string;
  destination: string;
}

/** Throws where something may not be put in a place. */
export type Judge = (place: FilePlace) => void;

interface Step {
  place: FilePlace;
  draft: string;
  /** What was in the place before, under another name; null where nothing was. */
  spare: string | null;
}

/**
 * Brings finished files to where a person wants them: all of them or none. First every place is looked at and judged, then
 * all files are written beside their places, then they are renamed; where that fails half way through, what was there
 * before is put back. Throws what `lookAtPlace` and the judge throw, `usage` for two files in one place, and
 * `output_refused` for what the system refuses; then nothing has changed and nothing is left lying.
 */
export function deliver(moves: readonly FileMove[], judge: Judge): void {
  const places = moves.map(({ destination }) => lookAtPlace(destination));
  refuseTwins(places);
  for (const place of places) inSentences(place.name, () => judge(place));
  for (const folder of foldersOf(places)) sweepDrafts(folder);
  const steps: Step[] = places.map((place) => ({ place, draft: nameDraft(place.path), spare: null }));
  try {
    steps.forEach((step, at) => inSentences(step.place.name, () => writeDraft(step, moves[at]!.source)));
    putInPlace(steps);
  } finally {
    for (const { draft, spare } of steps) {
      removeDraft(draft);
      if (spare !== null) rmSync(spare, { force: true });
    }
  }
  foldersOf(places).forEach(syncFolder);
}

const foldersOf = (places: readonly FilePlace[]): Set<string> =>
  new Set(places.map(({ path }) => dirname(path)));

function refuseTwins(places: readonly FilePlace[]): void {
  for (const [at, place] of places.entries()) {
    const { name } = place;
    if (places.slice(0, at).some((other) => isSameFile(place, other.path)))
      throw new PinpointError('usage', `Two files cannot both be written to ${name}.`, {
        file: name,
        hint: 'Give each a name of its own.',
      });
  }
}

/** Made as any new file of this person, not as the one that is copied, which nobody else may read. */
function writeDraft({ place, draft }: Step, source: string): void {
  const made = openSync(draft, 'wx');
  try {
    const { mode } = place.existing ?? fstatSync(made);
    copyFileSync(source, draft);
    chmodSync(draft, mode & 0o777);
    fsyncSync(made);
  } finally {
    closeSync(made);
  }
}

function putInPlace(steps: readonly Step[]): void {
  const done: Step[] = [];
  try {
    for (const step of steps) {
      inSentences(step.place.name, () => (step.place.existing === undefined ? place(step) : replace(step)));
      done.push(step);
    }
  } catch (error) {
    for (const { place, spare } of done.toReversed()) {
      if (spare === null) rmSync(place.path, { force: true });
      else renameSync(spare, place.path);
    }
    throw error;
  }
}

function replace(step: Step): void {
  step.spare = nameDraft(step.place.path);
  try {
    linkSync(step.place.path, step.spare);
  } catch {
    // File systems without hard links (FAT, some network drives).
    copyFileSync(step.place.path, step.spare, constants.COPYFILE_EXCL);
  }
  renameSync(step.draft, step.place.path);
}

/** Puts the file where nothing was when it was looked at, and replaces nothing that came there since. */
function place({ draft, place: { path, name } }: Step): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(path))
      throw new PinpointError('file_exists', `${name} has come to be there meanwhile.`, {
        file: name,
        hint: 'Look at it, and choose another name.',
      });
    renameSync(draft, path);
  }
}

/** So that the new names outlast a power cut. Not every system lets a folder be synced. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    return;
  }
}
