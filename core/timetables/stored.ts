import type { TimetableHealth } from '#contract';
import type { FeedIdentity } from './identity.ts';
import type { KnownTimetable } from './use.ts';

/** What a workspace keeps with a timetable: the report of its import, and by what its feed is known again. */
export type TimetableFacts = TimetableHealth & { identity: FeedIdentity };

/** A timetable with what the workspace keeps of it; `health` null where it has no report. */
export type StoredTimetable = KnownTimetable & { health: TimetableHealth | null };

/** Reads a timetable as the workspace lists it. Facts that are missing are null; those of older imports know no identity. */
export function readStoredTimetable(row: {
  release: number;
  title: string;
  facts: unknown;
  choice: boolean | null;
}): StoredTimetable {
  const { release, title, choice } = row;
  const { identity = null, ...health } = (row.facts ?? {}) as Partial<TimetableFacts>;
  return {
    release,
    title,
    choice,
    identity,
    timeZone: health.timeZone ?? null,
    health: row.facts === null ? null : (health as TimetableHealth),
  };
}
