import fc from 'fast-check';
import type { LonLat, StopTimesInput, TimetableInput, TransferInput } from '#core/routing';

/** A call as a test writes it: stop, arrival and departure in seconds, and whether one may board and alight. */
export interface CallSpec {
  stop: number;
  arrives: number;
  departs: number;
  pickup?: number;
  dropOff?: number;
}

export interface TripSpec {
  id: string;
  serviceId: string;
  calls: CallSpec[];
}

/** A feed that has stops and trips and otherwise nothing; every service runs every day of 2024. */
export function aFeed(
  parts: Partial<Omit<TimetableInput, 'trips' | 'stopTimes'>> & { trips: TripSpec[] },
): TimetableInput {
  const { trips, ...rest } = parts;
  const services = [...new Set(trips.map(({ serviceId }) => serviceId))];
  return {
    stops: [],
    stations: [],
    routes: [{ id: 'R', name: 'Line', type: 3 }],
    calendars: services.map((serviceId) => ({
      serviceId,
      firstDate: '2024-01-01',
      lastDate: '2024-12-31',
      weekdays: [true, true, true, true, true, true, true],
    })),
    calendarDates: [],
    frequencies: [],
    transfers: [],
    ...rest,
    trips: trips.map(({ id, serviceId }) => ({ id, serviceId, routeId: 'R' })),
    stopTimes: columnsOf(trips),
  };
}

function columnsOf(trips: readonly TripSpec[]): StopTimesInput {
  const rows = trips.flatMap(({ calls }, trip) =>
    calls.map((call, at) => ({ trip, sequence: at * 10, ...call })),
  );
  return {
    trip: rows.map(({ trip }) => trip),
    stop: rows.map(({ stop }) => stop),
    sequence: rows.map(({ sequence }) => sequence),
    arrival: rows.map(({ arrives }) => arrives),
    departure: rows.map(({ departs }) => departs),
    pickup: rows.map(({ pickup }) => pickup ?? 0),
    dropOff: rows.map(({ dropOff }) => dropOff ?? 0),
  };
}

/** The Wednesday that random questions are about. */
export const day = '2024-03-06';
const daysAround = ['2024-03-04', '2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08'];

/** Places on a grid of about 630 m, so that some are the same, some a walk apart and some too far. */
const aGridPlace: fc.Arbitrary<LonLat> = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
  .map(([x, y]) => ({ lon: -2.98 + x * 0.0095, lat: 53.4 + y * 0.0057 }));

const serviceIds = ['every', 'some', 'late'];
const stationIds = ['S1', 'S2'];

/** 1 (nobody may) now and then. */
const aPermission = fc.integer({ min: 0, max: 7 }).map((n) => (n === 0 ? 1 : 0));

interface LineShape {
  stops: { stop: number; pickup: number; dropOff: number }[];
  trips: {
    serviceId: string;
    start: number;
    legs: number[];
    dwells: number[];
    headway: number | null;
    span: number;
  }[];
}

/** Lines of several trips at different speeds, so that some overtake; stops come again, so that some lines are loops. */
function aLine(stopCount: number, base: number): fc.Arbitrary<LineShape> {
  const aTrip = fc.record({
    serviceId: fc.constantFrom(...serviceIds),
    start: aStart(base),
    legs: fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 6, maxLength: 6 }),
    dwells: fc.array(fc.constantFrom(0, 0, 30, 120), { minLength: 6, maxLength: 6 }),
    headway: fc.option(fc.integer({ min: 240, max: 1200 }), { freq: 3 }),
    span: fc.integer({ min: 1, max: 3600 }),
  });
  const aStop = fc.record({
    stop: fc.integer({ min: 0, max: stopCount - 1 }),
    pickup: aPermission,
    dropOff: aPermission,
  });
  return fc.record({
    stops: fc.array(aStop, { minLength: 2, maxLength: 6 }),
    trips: fc.array(aTrip, { minLength: 1, maxLength: 4 }),
  });
}

/**
 * Seconds at which a trip starts, near the minute `base`, also as the end of the day before or the start of the day after;
 * never negative, as in GTFS.
 */
function aStart(base: number): fc.Arbitrary<number> {
  return fc
    .tuple(fc.integer({ min: -45, max: 90 }), fc.constantFrom(0, 1, -1), fc.boolean())
    .map(([minutes, days, isEven]) => (base + minutes + days * 1440) * 60 + (isEven ? 0 : 37))
    .map((start) => start + 86_400 * Math.max(0, Math.ceil(-start / 86_400)));
}

/** Morning, just after midnight, and just before. */
const bases = [480, 12, 1430];

/** A random small network around the minute `base`. */
function aNetwork(base: number): fc.Arbitrary<TimetableInput> {
  return fc.integer({ min: 3, max: 7 }).chain((stopCount) =>
    fc
      .record({
        places: fc.array(aGridPlace, { minLength: stopCount, maxLength: stopCount }),
        parents: fc.array(fc.constantFrom(null, null, ...stationIds), {
          minLength: stopCount,
          maxLength: stopCount,
        }),
        nowhere: fc.array(
          fc.integer({ min: 0, max: 14 }).map((n) => n === 0),
          { minLength: stopCount, maxLength: stopCount },
        ),
        lines: fc.array(aLine(stopCount, base), { minLength: 1, maxLength: 4 }),
        weekdays: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        dates: fc.array(
          fc.record({
            serviceId: fc.constantFrom(...serviceIds),
            date: fc.constantFrom(...daysAround),
            added: fc.boolean(),
          }),
          { maxLength: 4 },
        ),
        transfers: fc.array(aTransfer(stopCount), { maxLength: 4 }),
      })
      .map(toFeed),
  );
}

function aTransfer(stopCount: number): fc.Arbitrary<TransferInput> {
  const anEnd = fc.oneof(
    fc.integer({ min: 0, max: stopCount - 1 }).map((stop) => `stop${stop}`),
    fc.constantFrom(...stationIds),
  );
  return fc.record({
    fromId: anEnd,
    toId: anEnd,
    type: fc.integer({ min: 0, max: 3 }),
    minSeconds: fc.option(fc.integer({ min: 0, max: 1500 })),
  });
}

interface NetworkParts {
  places: LonLat[];
  parents: (string | null)[];
  nowhere: boolean[];
  lines: LineShape[];
  weekdays: boolean[];
  dates: { serviceId: string; date: string; added: boolean }[];
  transfers: TransferInput[];
}

function toFeed({
  places,
  parents,
  nowhere,
  lines,
  weekdays,
  dates,
  transfers,
}: NetworkParts): TimetableInput {
  const trips = lines.flatMap(({ stops, trips }, line) =>
    trips.map((trip, index) => ({ ...trip, stops, id: `line${line}trip${index}` })),
  );
  const always = [true, true, true, true, true, true, true];
  const whole = { firstDate: '2024-01-01', lastDate: '2024-12-31' };
  return aFeed({
    // A stop without a place of its own and without a station has none at all.
    stops: places.map((place, stop) => ({
      id: `stop${stop}`,
      name: `Stop ${stop}`,
      ...(nowhere[stop] === true && parents[stop] === null ? { lon: NaN, lat: NaN } : place),
      parentId: parents[stop]!,
    })),
    stations: stationIds.map((id) => ({ id, name: id, lon: -2.98, lat: 53.4 })),
    calendars: [
      { serviceId: 'every', ...whole, weekdays: always },
      { serviceId: 'some', ...whole, weekdays },
      { serviceId: 'late', firstDate: day, lastDate: '2024-12-31', weekdays: always },
    ],
    calendarDates: dates,
    transfers,
    trips: trips.map(({ id, serviceId, stops, start, legs, dwells }) => ({
      id,
      serviceId,
      calls: callsOf(stops, start, legs, dwells),
    })),
    frequencies: trips
      .filter(({ headway }) => headway !== null)
      .map(({ id, start, headway, span }) => ({
        tripId: id,
        firstSeconds: start,
        lastSeconds: start + span,
        headwaySeconds: headway!,
      })),
  });
}

function callsOf(stops: LineShape['stops'], start: number, legs: number[], dwells: number[]): CallSpec[] {
  let time = start;
  return stops.map((stop, at) => {
    const arrives = at === 0 ? time : time + legs[at]!;
    time = arrives + dwells[at]!;
    return { ...stop, arrives, departs: time };
  });
}

/** A question about a network: where, when and within which limits. */
export interface RandomQuestion {
  place: LonLat;
  points: LonLat[];
  fromMinute: number;
  minutes: number;
  limitMinutes: number;
  maxWalkMinutes: number;
}

/**
 * Degrees to either side. Less than a centimetre is none: two right formulas for a distance differ by a nanometre, which
 * decides where nobody walks at all.
 */
function aShift(max: number): fc.Arbitrary<number> {
  const shift = fc.double({ min: -max, max, noNaN: true });
  return fc.oneof(
    fc.constant(0),
    shift.map((degrees) => (Math.abs(degrees) < 1e-7 ? 0 : degrees)),
  );
}

/** A place as a walk away from a stop: most are near enough to use it, some are not. */
const aSpot = fc.record({ stop: fc.nat({ max: 6 }), lonShift: aShift(0.012), latShift: aShift(0.007) });

type Spot = typeof aSpot extends fc.Arbitrary<infer T> ? T : never;

function placeOf({ stops }: TimetableInput, { stop, lonShift, latShift }: Spot): LonLat {
  const { lon, lat } = stops[stop % stops.length]!;
  // Around a stop that lies nowhere, some place of the region.
  return Number.isNaN(lon) ? { lon: -2.96, lat: 53.41 } : { lon: lon + lonShift, lat: lat + latShift };
}

/** A network and a question about it, near one of the `bases`; the window has `minutes` minutes. */
export function aCase(minutes: fc.Arbitrary<number>): fc.Arbitrary<[TimetableInput, RandomQuestion]> {
  return fc.constantFrom(...bases).chain((base) => {
    const aQuestion = fc.record({
      place: aSpot,
      points: fc.array(aSpot, { minLength: 3, maxLength: 3 }),
      fromMinute: fc.integer({ min: -25, max: 40 }).map((shift) => Math.max(0, base + shift)),
      minutes,
      limitMinutes: fc.constantFrom(15, 40, 90, 180),
      maxWalkMinutes: fc.constantFrom(0, 8, 12, 15, 15),
    });
    return fc.tuple(aNetwork(base), aQuestion).map(([input, question]): [TimetableInput, RandomQuestion] => [
      input,
      {
        ...question,
        place: placeOf(input, question.place),
        points: question.points.map((spot) => placeOf(input, spot)),
      },
    ]);
  });
}

/** The same feed with the rows of every file in another order. */
export function shuffled(input: TimetableInput, keys: readonly number[]): TimetableInput {
  const orderOf = (length: number) =>
    Array.from({ length }, (_, index) => index).toSorted(
      (a, b) => keys[a % keys.length]! * (a + 7) - keys[b % keys.length]! * (b + 7) || b - a,
    );
  const take = <T>(rows: readonly T[]): T[] => orderOf(rows.length).map((index) => rows[index]!);
  const [stopOrder, tripOrder] = [orderOf(input.stops.length), orderOf(input.trips.length)];
  const rowOrder = orderOf(input.stopTimes.trip.length);
  const column = (values: ArrayLike<number>) => rowOrder.map((row) => values[row]!);
  return {
    stops: take(input.stops),
    stations: take(input.stations),
    routes: take(input.routes),
    trips: take(input.trips),
    calendars: take(input.calendars),
    calendarDates: take(input.calendarDates),
    frequencies: take(input.frequencies),
    transfers: take(input.transfers),
    stopTimes: {
      trip: column(input.stopTimes.trip).map((trip) => tripOrder.indexOf(trip)),
      stop: column(input.stopTimes.stop).map((stop) => stopOrder.indexOf(stop)),
      sequence: column(input.stopTimes.sequence),
      arrival: column(input.stopTimes.arrival),
      departure: column(input.stopTimes.departure),
      pickup: column(input.stopTimes.pickup),
      dropOff: column(input.stopTimes.dropOff),
    },
  };
}
