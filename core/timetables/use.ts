import { clocksAgree } from './clock.ts';
import { isSameFeed, type FeedIdentity } from './identity.ts';

/** What decides whether a timetable is used. */
export interface KnownTimetable {
  release: number;
  title: string;
  timeZone: string | null;
  /** null where it is not known: then it is an edition of no other feed. */
  identity: FeedIdentity | null;
  /** What a person chose: in use or out; null where nobody did. */
  choice: boolean | null;
}

/** Whether a timetable is used, and why not. */
export interface TimetableUse {
  release: number;
  inUse: boolean;
  /** In a sentence; null for one in use. */
  why: string | null;
  /** The newest later edition of the same feed; null where it is the newest itself. */
  replacedBy: number | null;
}

/**
 * Which timetables journeys are measured with, for a list in the order of import. All of them are, together, except: one
 * that a later edition of the same feed has replaced; one whose clock shows other times than those of the timetables before
 * it that are in use; and what a person has chosen otherwise.
 */
export function decideUse(timetables: readonly KnownTimetable[]): TimetableUse[] {
  const clock = { zone: null as string | null };
  return timetables.map((timetable, at) => {
    const { release, timeZone, choice } = timetable;
    const later = timetables.slice(at + 1).findLast((other) => areEditions(timetable, other));
    const fact = { release, replacedBy: later?.release ?? null };
    if (choice === false) return { ...fact, inUse: false, why: 'Taken out of use.' };
    if (choice === null && later !== undefined)
      return {
        ...fact,
        inUse: false,
        why: `Replaced by “${later.title}”, a later edition of the same feed.`,
      };
    if (!clocksAgree(timeZone, clock.zone))
      return { ...fact, inUse: false, why: phraseClocks(timeZone, clock.zone) };
    clock.zone ??= timeZone;
    return { ...fact, inUse: true, why: null };
  });
}

/** An edition of another clock cannot stand in for the one before it: it would not be used beside the others. */
function areEditions(a: KnownTimetable, b: KnownTimetable): boolean {
  if (a.identity === null || b.identity === null) return false;
  return clocksAgree(a.timeZone, b.timeZone) && isSameFeed(a.identity, b.identity);
}

/** Why timetables of two clocks are not used together. */
export function phraseClocks(own: string | null, others: string | null): string {
  return `Its times are those of ${own}, and those in use are of ${others}: clocks that differ cannot be used together.`;
}
