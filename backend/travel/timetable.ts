import {
  decodeTimetable,
  joinTimetables,
  listServiceDays,
  shareTimetable,
  type Timetable,
} from '#core/routing';
import type { ServiceDay } from '#core/timetables';
import type { WorkspaceReader } from '#data/workspace';
import { summariseTimetables } from './use.ts';

/** A timetable and its days with service, in order. */
export interface TimetableDays {
  release: number;
  title: string;
  days: readonly ServiceDay[];
}

/** The timetables that journeys are measured with, joined into one in memory that threads share. */
export interface SharedTimetable {
  /** Those in use, oldest first. */
  members: TimetableDays[];
  /** Those that are not, for advice about days. */
  others: TimetableDays[];
  /** Tells this set of timetables from every other that a workspace may come to hold. */
  fingerprint: string;
  memory: SharedArrayBuffer;
}

/**
 * The timetables in use, joined and laid in shared memory; undefined where none is in use. `known` is taken again where
 * they are the same still.
 */
export function findTimetable(reader: WorkspaceReader, known?: SharedTimetable): SharedTimetable | undefined {
  const all = summariseTimetables(reader);
  const used = all.filter(({ inUse }) => inUse);
  if (used.length === 0) return undefined;
  const others = all
    .filter(({ inUse }) => !inUse)
    .map(({ release, title, health }) => ({ release, title, days: health?.days ?? [] }));
  const fingerprint = used.map(({ release }) => `${release}:${reader.getRelease(release).sha256}`).join(',');
  if (known?.fingerprint === fingerprint) return { ...known, others };
  const timetables = used.map(({ release }) => decodeTimetable(reader.getTimetable(release).bytes));
  const members = used.map(({ release, title }, at) => ({
    release,
    title,
    days: listServiceDays(timetables[at]!),
  }));
  return { members, others, fingerprint, memory: share(timetables) };
}

/** In a function of its own, so that nothing but the shared memory outlives it. */
function share(timetables: readonly Timetable[]): SharedArrayBuffer {
  return shareTimetable(joinTimetables(timetables));
}
