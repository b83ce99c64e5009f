import type { TimetableHealth, TimetableSummary } from '#contract';
import type { TimetableRow, WorkspaceReader } from '#data/workspace';

/** The timetable that journeys are measured with, in memory that threads share. */
export interface SharedTimetable {
  release: number;
  title: string;
  /** Tells it from every other timetable that a workspace may come to hold. */
  fingerprint: string;
  memory: SharedArrayBuffer;
}

/** What is known of a timetable without opening it: its facts are the report of its import. */
export function summariseTimetable({ release, title, facts }: TimetableRow): TimetableSummary {
  const health = (facts ?? null) as TimetableHealth | null;
  return {
    release,
    title,
    firstDay: health?.firstDay ?? null,
    lastDay: health?.lastDay ?? null,
    usualDay: chooseUsualDay(health?.days ?? []),
    health,
  };
}

/**
 * The day that stands for an ordinary working day: the Tuesday with the most trips, the earliest of equals; where no
 * Tuesday has service, the day with the most trips; null where no day has any.
 */
export function chooseUsualDay(days: readonly { day: string; trips: number }[]): string | null {
  const served = days.filter(({ trips }) => trips > 0).toSorted((a, b) => b.trips - a.trips);
  const tuesday = served.find(({ day }) => new Date(`${day}T00:00:00Z`).getUTCDay() === 2);
  return (tuesday ?? served[0])?.day ?? null;
}

/** The newest timetable of the workspace laid in shared memory; undefined where there is none. `known` is taken again where it still is the newest. */
export function findTimetable(reader: WorkspaceReader, known?: SharedTimetable): SharedTimetable | undefined {
  const newest = reader.listTimetables().at(-1);
  if (newest === undefined) return undefined;
  const { release, title } = newest;
  const fingerprint = `${release}:${reader.getRelease(release).sha256}`;
  if (known?.fingerprint === fingerprint) return known;
  const { bytes } = reader.getTimetable(release);
  const memory = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(memory).set(bytes);
  return { release, title, fingerprint, memory };
}
