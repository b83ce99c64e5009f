import { type Destination, type TravelMode, isByTimetable } from '#contract';

/** What the list shows of each site. */
export type DestinationColumn = 'name' | 'minutes' | 'leaveBy' | 'jobs';

export interface DestinationOrder {
  by: DestinationColumn;
  isFalling: boolean;
}

/** The columns: without a timetable nobody has to leave at a certain time. */
export function columnsFor(mode: TravelMode): DestinationColumn[] {
  return isByTimetable(mode) ? ['name', 'minutes', 'leaveBy', 'jobs'] : ['name', 'minutes', 'jobs'];
}

const keyOf: Record<DestinationColumn, (row: Destination) => string | number | null> = {
  name: ({ name }) => name,
  minutes: ({ minutes }) => minutes,
  leaveBy: ({ leaveBy }) => leaveBy,
  jobs: ({ jobs }) => jobs,
};

/** The rows in order; what has no value comes last either way, and equal rows stay by name. */
export function sortDestinations(
  rows: readonly Destination[],
  { by, isFalling }: DestinationOrder,
): Destination[] {
  const read = keyOf[by];
  return rows.toSorted((a, b) => {
    const [first, second] = [read(a), read(b)];
    if (first === second) return a.name < b.name ? -1 : 1;
    if (first === null || second === null) return first === null ? 1 : -1;
    return first < second === isFalling ? 1 : -1;
  });
}
