import type { Delivery, Provision } from '#contract';
import { matchDeliveries, matchSites } from './match.ts';
import { picksSites, type Selector } from './selector.ts';
import { printSelector } from './selector-print.ts';

/**
 * Why nothing that a selector picks runs on a day, in a sentence: nothing is picked on any day, everything has ended, nothing
 * has begun, or nothing runs just then. null where something runs.
 */
export function explainIdle(provision: Provision, selector: Selector, day: string): string | null {
  if (matchDeliveries(provision, selector, day).length > 0) return null;
  if (matchSites(provision, selector, day).length > 0) return null;
  const text = printSelector(selector);
  const ever = [
    ...matchDeliveries(provision, selector, null).map((delivery) => daysOf(provision, delivery)),
    ...matchSites(provision, selector, null).map(({ firstDay, lastDay }) => ({
      first: firstDay,
      last: lastDay,
    })),
  ];
  if (ever.length === 0)
    return `${selector.alternatives.every(picksSites) ? 'No site' : 'No delivery'} matches ${text}.`;
  const idle = `Nothing that ${text} picks runs on ${day}`;
  const ends = ever.flatMap(({ last }) => last ?? []).filter((last) => last < day);
  if (ends.length === ever.length) return `${idle}: the last of it ended on ${ends.toSorted().at(-1)}.`;
  const begins = ever.flatMap(({ first }) => first ?? []).filter((first) => first > day);
  if (begins.length === ever.length) return `${idle}: the first of it begins on ${begins.toSorted()[0]}.`;
  return `${idle}.`;
}

/** First and last day on which both a delivery and its site run; null = no end. */
function daysOf({ sites }: Provision, delivery: Delivery): { first: string | null; last: string | null } {
  const site = sites.find(({ id }) => id === delivery.site);
  const firsts = [delivery.firstDay, site?.firstDay].filter((each) => each != null).toSorted();
  const lasts = [delivery.lastDay, site?.lastDay].filter((each) => each != null).toSorted();
  return { first: firsts.at(-1) ?? null, last: lasts[0] ?? null };
}
