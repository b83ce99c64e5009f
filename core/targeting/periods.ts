import type { Period, PeriodId } from '#contract';
import { periodFromId } from '#core/periods';
import { suggest } from '#core/names';
import type { Vocabulary } from './table.ts';

/** Which period of an indicator is meant: exactly one, or one that others may stand in for; null = the newest. */
export interface PeriodWish {
  period: PeriodId | null;
  isExact: boolean;
}

/** A period in words, as the workspace labels it; its id where the workspace does not know it. */
export function labelPeriod(vocabulary: Vocabulary, id: PeriodId): string {
  return vocabulary.periods.get(id)?.label ?? id;
}

/**
 * The periods to try, best first. Without a wish: newest first. With one: the period itself, then those that began
 * no later, the nearest first (so a year stands in for its own months), then those that began later, the nearest
 * first. An exact wish is never replaced.
 */
export function preferPeriods(vocabulary: Vocabulary, available: PeriodId[], wish: PeriodWish): PeriodId[] {
  const { period, isExact } = wish;
  if (period === null) return available.toReversed();
  if (isExact) return [period];
  const target = dates(vocabulary, period);
  const rest = available.filter((id) => id !== period).map((id) => dates(vocabulary, id));
  const earlier = rest.filter(({ first }) => first <= target.first);
  const later = rest.filter(({ first }) => first > target.first);
  const isAvailable = available.includes(period);
  return [
    ...(isAvailable ? [period] : []),
    ...earlier.toSorted((a, b) => compare(b.first, a.first) || nearerEnd(a, b, target)).map(({ id }) => id),
    ...later.toSorted((a, b) => compare(a.first, b.first) || nearerEnd(a, b, target)).map(({ id }) => id),
  ];
}

/**
 * The periods of an indicator from one to another, both ends included, oldest first. Where the indicator has several
 * kinds of period (months and years, say) only those of the kind of the first end count, so that nothing counts twice.
 */
export function periodsBetween(
  vocabulary: Vocabulary,
  available: PeriodId[],
  ends: [PeriodId, PeriodId],
): PeriodId[] {
  const [from, to] = ends.map((id) => dates(vocabulary, id));
  const inside = available.filter((id) => {
    const { first, last } = dates(vocabulary, id);
    return first >= from!.first && last <= to!.last;
  });
  const alike = inside.filter((id) => shapeOf(id) === shapeOf(from!.id));
  return alike.length > 0 ? alike : inside;
}

/**
 * Whether the first period begins after the second. Ids that the workspace does not know are placed by what they say.
 */
export function isLater(vocabulary: Vocabulary, a: PeriodId, b: PeriodId): boolean {
  return dates(vocabulary, a).first > dates(vocabulary, b).first;
}

/** A hint sentence with the known period nearest in time to one that is not known; by spelling where it is no period. */
export function suggestPeriod(
  vocabulary: Vocabulary,
  found: string,
  known: Iterable<PeriodId>,
): string | undefined {
  const wanted = periodFromId(found);
  if (wanted === undefined) return suggest(found, known);
  const nearest = [...known]
    .map((id) => dates(vocabulary, id))
    .toSorted((a, b) => nearerEnd(a, b, wanted))[0];
  return nearest && `Did you mean ${nearest.id}?`;
}

function dates(vocabulary: Vocabulary, id: PeriodId): Period {
  // An id that is no period at all still sorts by its year.
  return vocabulary.periods.get(id) ?? periodFromId(id) ?? { id, label: id, first: id, last: id };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nearerEnd(a: Period, b: Period, target: Period): number {
  return (
    Math.abs(dayOf(a.last) - dayOf(target.last)) - Math.abs(dayOf(b.last) - dayOf(target.last)) ||
    compare(a.id, b.id)
  );
}

/** Days on a calendar of 31-day months: exact enough to tell which of two is nearer. */
function dayOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return (year * 12 + month) * 31 + day;
}

function shapeOf(id: PeriodId): string {
  return id.replaceAll(/\d/g, '0');
}
