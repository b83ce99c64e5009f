/** Half-months of a year: no two clocks that go apart agree on all of them. */
const instants = Array.from({ length: 24 }, (_, half) =>
  Date.UTC(2024, half >> 1, half % 2 === 0 ? 1 : 15, 12),
);

/** What a clock shows at those instants, by time zone. */
const shown = new Map<string, string>();

/**
 * Whether the clocks of two time zones (`Europe/London`) show the same all year, as those of London and Dublin do. A zone
 * that is not known (null, or a name that is none) agrees with every other.
 */
export function clocksAgree(a: string | null, b: string | null): boolean {
  const [first, second] = [a, b].map((zone) => (zone === null ? undefined : showTimes(zone)));
  return first === undefined || second === undefined || first === second;
}

function showTimes(timeZone: string): string | undefined {
  const known = shown.get(timeZone);
  if (known !== undefined) return known;
  try {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    const times = instants.map((instant) => clock.format(instant)).join();
    shown.set(timeZone, times);
    return times;
  } catch {
    return undefined;
  }
}
