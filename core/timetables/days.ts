/** A day and how many trips start on it. */
export interface ServiceDay {
  day: string;
  trips: number;
}

/**
 * The day that stands for an ordinary working day, for the days of each timetable in use. A Tuesday; of these, one on which
 * the most timetables run; of these, the one with the most trips of all together, which lies in term, because school-day
 * services run only then; of equals the earliest. Where no Tuesday has service, the same among all days; null where none has.
 */
export function chooseUsualDay(timetables: readonly (readonly ServiceDay[])[]): string | null {
  const days = new Map<string, { day: string; running: number; trips: number }>();
  for (const { day, trips } of timetables.flat()) {
    if (trips === 0) continue;
    const known = days.get(day) ?? { day, running: 0, trips: 0 };
    days.set(day, { day, running: known.running + 1, trips: known.trips + trips });
  }
  const best = [...days.values()].toSorted(
    (a, b) => b.running - a.running || b.trips - a.trips || (a.day < b.day ? -1 : 1),
  );
  return (best.find(({ day }) => isTuesday(day)) ?? best[0])?.day ?? null;
}

function isTuesday(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 2;
}
