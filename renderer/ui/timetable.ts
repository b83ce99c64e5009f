import { formatPlural, type TimetableProblem, type TimetableSurvey } from '#contract';
import { formatWhole } from './format.ts';

/** How a timetable is put into words, before it is imported and in its report. */

type Days = Pick<TimetableSurvey, 'firstDay' | 'lastDay' | 'days' | 'tripsADay' | 'daysWithout'>;

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day of a timetable in words: "14 Jan 2024". */
export function formatDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`));
}

/** "1 Jan 2024 to 14 Jan 2024, 10 days with service"; that no day has any, where none has. */
export function spanWords({ firstDay, lastDay, tripsADay }: Days): string {
  if (firstDay === null || lastDay === null) return 'no day with service';
  const span = firstDay === lastDay ? formatDay(firstDay) : `${formatDay(firstDay)} to ${formatDay(lastDay)}`;
  return tripsADay === null ? span : `${span}, ${formatPlural(tripsADay.days, 'day')} with service`;
}

const kindsOfDay = [
  ['Weekdays', (weekday: number) => weekday >= 1 && weekday <= 5],
  ['Saturdays', (weekday: number) => weekday === 6],
  ['Sundays', (weekday: number) => weekday === 0],
] as const;

/** The middle number of trips on weekdays, Saturdays and Sundays; kinds of day that do not occur are left out. */
export function weekWords({ days }: Pick<Days, 'days'>): string {
  return kindsOfDay
    .flatMap(([name, fits]) => {
      const trips = days
        .filter(({ day }) => fits(new Date(`${day}T00:00:00Z`).getUTCDay()))
        .map((each) => each.trips)
        .toSorted((a, b) => a - b);
      return trips.length === 0 ? [] : [`${name} ${formatWhole(trips[Math.ceil(trips.length / 2) - 1])}`];
    })
    .join(', ');
}

/** Runs of days without service, the longest few first; empty where there are none. */
export function gapWords({ daysWithout }: Pick<Days, 'daysWithout'>, most = 6): string {
  const lengthOf = ({ first, last }: Days['daysWithout'][number]): number =>
    Date.parse(last) - Date.parse(first);
  const shown = daysWithout
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, most)
    .map(({ first, last }) =>
      first === last ? formatDay(first) : `${formatDay(first)} to ${formatDay(last)}`,
    );
  const more = daysWithout.length - shown.length;
  return more > 0 ? `${shown.join('; ')}; and ${formatWhole(more)} more` : shown.join('; ');
}

/** "bus 1,200 trips on 40 routes, ferry 20 trips on 1 route". */
export function modeWords({ modes }: Pick<TimetableSurvey, 'modes'>): string {
  return modes
    .map(
      ({ mode, routes, trips }) =>
        `${mode} ${formatPlural(trips, 'trip')} on ${formatPlural(routes, 'route')}`,
    )
    .join(', ');
}

/** A problem with its number: "stop_times.txt: stop times before the ones they follow (3)". */
export function problemWords({ file, problem, times }: TimetableProblem): string {
  return `${file}: ${problem} (${formatWhole(times)})`;
}

/** The chart of trips a day in a sentence. */
export function chartWords(days: Days): string {
  const { tripsADay, daysWithout } = days;
  if (tripsADay === null) return 'No trips on any day.';
  const { min, median, max } = tripsADay;
  const range =
    min === max
      ? `${formatWhole(max)} trips on every day with service`
      : `${formatWhole(min)} to ${formatWhole(max)} trips a day, ${formatWhole(median)} in the middle`;
  const gaps = daysWithout.length === 0 ? '' : ` Without service: ${gapWords(days)}.`;
  return `${spanWords(days)}: ${range}. ${weekWords(days)}.${gaps}`;
}
