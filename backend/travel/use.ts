import { PinpointError, type TimetableHealth, type TimetableSummary } from '#contract';
import {
  chooseUsualDay,
  clocksAgree,
  decideUse,
  phraseClocks,
  readStoredTimetable,
  type ServiceDay,
  type StoredTimetable,
} from '#core/timetables';
import type { WorkspaceReader } from '#data/workspace';

function summarise(known: readonly StoredTimetable[]): TimetableSummary[] {
  const use = decideUse(known);
  return known.map(({ release, title, health }, at) => {
    const { inUse, why, replacedBy } = use[at]!;
    return {
      release,
      title,
      inUse,
      why,
      replacedBy,
      firstDay: health?.firstDay ?? null,
      lastDay: health?.lastDay ?? null,
      usualDay: chooseUsualDay([daysOf(health)]),
      health,
    };
  });
}

function daysOf(health: TimetableHealth | null): readonly ServiceDay[] {
  return health?.days ?? [];
}

/** Every timetable of the workspace, oldest first: whether it is used, and what is known of it without opening it. */
export function summariseTimetables(reader: WorkspaceReader): TimetableSummary[] {
  return summarise(reader.listTimetables().map(readStoredTimetable));
}

/** Ids of the releases whose timetables are used together, ascending. */
export function listUsedTimetables(reader: WorkspaceReader): number[] {
  return summariseTimetables(reader).flatMap(({ release, inUse }) => (inUse ? [release] : []));
}

/** The day that journeys are measured on where none is said; null where no timetable is in use or none has service. */
export function findUsualDay(timetables: readonly TimetableSummary[]): string | null {
  return chooseUsualDay(timetables.filter(({ inUse }) => inUse).map(({ health }) => daysOf(health)));
}

/**
 * What has to be noted so that a timetable is in use, or is not: the choice, or null where it is so anyway. Throws
 * `not_found` for a release without a timetable, and `conflict` where its clock differs from that of those in use.
 */
export function findChoice(reader: WorkspaceReader, release: number, inUse: boolean): boolean | null {
  const known = reader.listTimetables().map(readStoredTimetable);
  const own = known.find((timetable) => timetable.release === release);
  if (own === undefined)
    throw new PinpointError('not_found', `Release ${release} has no timetable.`, { found: String(release) });
  if (inUse) checkClock(own, known);
  const anyway = summarise(known.map((each) => (each === own ? { ...each, choice: null } : each)));
  return anyway.find((each) => each.release === release)!.inUse === inUse ? null : inUse;
}

function checkClock({ release, title, timeZone }: StoredTimetable, known: readonly StoredTimetable[]): void {
  const used = summarise(known);
  const other = known.find(
    (each, at) => each.release !== release && used[at]!.inUse && !clocksAgree(each.timeZone, timeZone),
  );
  if (other === undefined) return;
  throw new PinpointError('conflict', `“${title}” cannot be used with “${other.title}”.`, {
    found: timeZone ?? '',
    expected: other.timeZone ?? '',
    hint: `${phraseClocks(timeZone, other.timeZone)} Take the others out of use first.`,
  });
}
