import { decideUse, readStoredTimetable, type KnownTimetable } from '#core/timetables';
import type { WorkspaceReader } from '#data/workspace';

/** Later than every release that is there. */
const next = Number.MAX_SAFE_INTEGER;

/**
 * What becomes of the timetables in use when this one joins them, in sentences: which it replaces, and with which it is used
 * together, or why it is not used.
 */
export function phraseUse(
  reader: WorkspaceReader,
  fresh: Pick<KnownTimetable, 'title' | 'timeZone' | 'identity'>,
): string[] {
  const known = reader.listTimetables().map(readStoredTimetable);
  const before = decideUse(known);
  const after = decideUse([...known, { ...fresh, release: next, choice: null }]);
  const own = after.at(-1)!;
  const titles = (pick: (at: number) => boolean): string =>
    quoteAll(known.filter((_, at) => pick(at)).map(({ title }) => title));
  const replaced = titles((at) => before[at]!.inUse && !after[at]!.inUse);
  const beside = titles((at) => after[at]!.inUse);
  return [
    ...(replaced === ''
      ? []
      : [`Replaces ${replaced}, an earlier edition of the same feed, which is kept but no longer used.`]),
    ...(beside === '' || !own.inUse ? [] : [`Used together with ${beside}.`]),
    ...(own.inUse ? [] : [`Not used for journeys. ${own.why}`]),
  ];
}

function quoteAll(titles: readonly string[]): string {
  const quoted = titles.map((title) => `“${title}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
