import type { TimetableInput } from '#core/routing';

/** A feed as two publishers would give it: every other trip each, both with all stops. */
export function halveFeed(feed: TimetableInput): [TimetableInput, TimetableInput] {
  return [takeTrips(feed, 0), takeTrips(feed, 1)];
}

function takeTrips(feed: TimetableInput, side: 0 | 1): TimetableInput {
  const { trip: tripOf } = feed.stopTimes;
  const rows: number[] = [];
  for (let row = 0; row < tripOf.length; row++) if (tripOf[row]! % 2 === side) rows.push(row);
  const column = (values: ArrayLike<number>) => Int32Array.from(rows, (row) => values[row]!);
  const { stop, sequence, arrival, departure, pickup, dropOff } = feed.stopTimes;
  return {
    ...feed,
    trips: feed.trips.filter((_, trip) => trip % 2 === side),
    stopTimes: {
      trip: column(tripOf).map((trip) => trip >> 1),
      stop: column(stop),
      sequence: column(sequence),
      arrival: column(arrival),
      departure: column(departure),
      pickup: column(pickup),
      dropOff: column(dropOff),
    },
  };
}
