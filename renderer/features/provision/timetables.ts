import type { TimetableSummary } from '#contract';
import { formatDay } from '../../ui/index.ts';

/** What a timetable is called in a list that tells its days apart from its name. */
export function nameOfTimetable({ title, firstDay, lastDay }: TimetableSummary): string {
  return title.replace(`, ${firstDay} to ${lastDay}`, '').replace(/^Timetable /, '');
}

/** "1 Jul 2008 to 30 Jun 2009 · bus, rail, ferry". */
export function coverWords({ firstDay, lastDay, health }: TimetableSummary): string {
  const days =
    firstDay === null || lastDay === null
      ? 'no day with service'
      : `${formatDay(firstDay)} to ${formatDay(lastDay)}`;
  const modes = health?.modes.map(({ mode }) => mode).join(', ') ?? '';
  return modes === '' ? days : `${days} · ${modes}`;
}

/** Names of the timetables in use that have no service on a day. */
function namesIdle(timetables: readonly TimetableSummary[], date: string): string[] {
  return timetables
    .filter(({ health }) => !(health?.days.some(({ day, trips }) => day === date && trips > 0) ?? true))
    .map(nameOfTimetable);
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

const isDay = (date: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));

/** What stands below the field for the day of travel: what an empty one means, or how the chosen day is served. */
export function dayHelp(
  date: string | null,
  facts: { timetables: readonly TimetableSummary[]; usualDay: string | null },
): string {
  if (date === null || !isDay(date)) {
    const { usualDay } = facts;
    return usualDay === null
      ? 'Leave empty for a usual Tuesday.'
      : `Leave empty for ${nameDay(usualDay)}, a usual day.`;
  }
  const used = facts.timetables.filter(({ inUse }) => inUse);
  const idle = namesIdle(used, date);
  if (idle.length === 0) return `${nameDay(date)}.`;
  return idle.length === used.length
    ? `No timetable in use has service on ${nameDay(date)}.`
    : `${nameDay(date)}: no service by ${idle.join(', ')}.`;
}

function nameDay(date: string): string {
  return `${weekday.format(new Date(`${date}T00:00:00Z`))} ${formatDay(date)}`;
}
