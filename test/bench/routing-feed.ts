import { untimed, type AreaEnds, type Points, layAreaEnds, type TimetableInput } from '#core/routing';

/** The day the bench asks about: a Tuesday. */
export const benchDate = '2024-03-05';

const [west, south] = [-2.7, 53.3];
const cellMetres = 400;
const cells = 100;
const [lonPerMetre, latPerMetre] = [1 / (111_320 * Math.cos((53.5 * Math.PI) / 180)), 1 / 111_320];

/** A seeded generator (mulberry32): the same feed on every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A metropolitan feed of at least `calls` stop times: about 12,000 stops, one on each side of
 * the road every 400 m, over 40 × 40 km, and lines
 * between places that lie closer the nearer the centre is, there and back, at headways from 8 to 90 minutes, on weekdays,
 * Saturdays and Sundays.
 */
export function makeFeed(calls: number): TimetableInput {
  const random = seededRandom(20240305);
  const stops: Stop[] = [];
  const stopByCell = new Map<number, number>();
  const rows = emptyRows(calls + 20_000);
  const trips: TimetableInput['trips'][number][] = [];
  for (let line = 0; rows.count < calls; line++) {
    const path = makePath(random);
    if (path.length < 8) continue;
    const headway = pick(random, [10, 12, 15, 20, 30, 60, 60, 60, 90, 120, 120, 180, 240, 240, 240, 240]);
    for (const side of [0, 1]) {
      const way = (side === 0 ? path : path.toReversed()).map((cell) => 2 * cell + side);
      const calledAt = way.map((key) => stopAt({ random, stops, stopByCell }, key));
      addTrips({ random, rows, trips, line }, calledAt, headway);
    }
  }
  return assemble(stops, trips, rows);
}

interface Stop {
  lon: number;
  lat: number;
}

function pick<T>(random: () => number, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}

interface Rows {
  count: number;
  trip: Int32Array;
  stop: Int32Array;
  sequence: Int32Array;
  arrival: Int32Array;
  departure: Int32Array;
}

function emptyRows(size: number): Rows {
  const column = () => new Int32Array(size).fill(untimed);
  return {
    count: 0,
    trip: column(),
    stop: column(),
    sequence: column(),
    arrival: column(),
    departure: column(),
  };
}

/** A bent line from one place onwards: the cells it passes. */
function makePath(random: () => number): number[] {
  const place = () => (0.5 + (random() + random() + random() - 1.5) / 3) * cells;
  let [x, y, heading] = [place(), place(), random() * 2 * Math.PI];
  const length = 18 + random() * 32;
  const bend = (random() - 0.5) * 0.04;
  const path: number[] = [];
  for (let step = 0; step < length; step++) {
    const [column, row] = [Math.round(x), Math.round(y)];
    const cell = row * cells + column;
    const isInside = column >= 0 && row >= 0 && column < cells && row < cells;
    if (isInside && path.at(-1) !== cell) path.push(cell);
    x += Math.cos(heading);
    y += Math.sin(heading);
    heading += bend;
  }
  return path;
}

interface StopSink {
  random: () => number;
  stops: Stop[];
  stopByCell: Map<number, number>;
}

/** The stop on one side of the road in a cell: `key` is twice the cell, plus the side. */
function stopAt({ random, stops, stopByCell }: StopSink, key: number): number {
  const known = stopByCell.get(key);
  if (known !== undefined) return known;
  const cell = key >> 1;
  const [east, north] = [
    ((cell % cells) + random() * 0.6) * cellMetres,
    (cell / cells + random() * 0.6) * cellMetres,
  ];
  stops.push({ lon: west + east * lonPerMetre, lat: south + north * latPerMetre });
  stopByCell.set(key, stops.length - 1);
  return stops.length - 1;
}

interface Sink {
  random: () => number;
  rows: Rows;
  trips: TimetableInput['trips'][number][];
  line: number;
}

function addTrips(sink: Sink, path: readonly number[], headway: number): void {
  for (const [serviceId, factor] of [
    ['weekday', 1],
    ['saturday', 2],
    ['sunday', 3],
  ] as const) {
    const first = 5 * 60 + sink.random() * headway;
    for (let minute = first; minute < 24.5 * 60; minute += headway * factor * (peak(minute) ? 1 : 1.6)) {
      // Every fourth trip turns back early or starts late, as real lines do.
      const calledAt = sink.random() < 0.75 ? path : shortWorking(path, sink.random() < 0.5);
      addTrip(sink, calledAt, serviceId, Math.round(minute) * 60);
    }
  }
}

function shortWorking(path: readonly number[], turnsBack: boolean): number[] {
  const part = Math.ceil(path.length * 0.6);
  return turnsBack ? path.slice(0, part) : path.slice(-part);
}

function peak(minute: number): boolean {
  return (minute > 420 && minute < 560) || (minute > 930 && minute < 1110);
}

function addTrip(
  { random, rows, trips, line }: Sink,
  path: readonly number[],
  serviceId: string,
  start: number,
): void {
  const trip = trips.length;
  trips.push({ id: `T${trip}`, routeId: `L${line}`, serviceId });
  const metresPerSecond = peak(start / 60) ? 4.5 : 6;
  let time = start;
  path.forEach((stop, at) => {
    if (rows.count >= rows.trip.length) return;
    const row = rows.count++;
    rows.trip[row] = trip;
    rows.stop[row] = stop;
    rows.sequence[row] = at;
    rows.arrival[row] = time;
    rows.departure[row] = time += at % 6 === 5 ? 20 : 0;
    time += Math.round((cellMetres / metresPerSecond) * (0.95 + 0.1 * random()));
  });
}

function assemble(stops: readonly Stop[], trips: TimetableInput['trips'], rows: Rows): TimetableInput {
  const days = (from: number, to: number) => Array.from({ length: 7 }, (_, day) => day >= from && day < to);
  const calendar = (serviceId: string, weekdays: boolean[]) => ({
    serviceId,
    firstDate: '2024-01-01',
    lastDate: '2024-12-31',
    weekdays,
  });
  const { count, ...columns } = rows;
  const cut = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.subarray(0, count)]),
  );
  return {
    stops: stops.map(({ lon, lat }, index) => ({
      id: `S${index}`,
      name: `Stop ${index}`,
      lon,
      lat,
      parentId: null,
    })),
    stations: [],
    routes: [],
    trips,
    stopTimes: {
      ...(cut as unknown as Omit<Rows, 'count'>),
      pickup: new Uint8Array(count),
      dropOff: new Uint8Array(count),
    },
    calendars: [
      calendar('weekday', days(0, 5)),
      calendar('saturday', days(5, 6)),
      calendar('sunday', days(6, 7)),
    ],
    calendarDates: [],
    frequencies: [],
    transfers: [],
  };
}

/** Areas (one point each) or sites over the region, denser towards the centre. */
export function scatter(count: number, seed: number): Points & { ends: AreaEnds } {
  const random = seededRandom(seed);
  const at = () => 0.5 + (random() + random() + random() - 1.5) / 3;
  const places = Array.from({ length: count }, () => ({
    lon: west + at() * cells * cellMetres * lonPerMetre,
    lat: south + at() * cells * cellMetres * latPerMetre,
  }));
  return {
    lon: places.map(({ lon }) => lon),
    lat: places.map(({ lat }) => lat),
    ends: layAreaEnds(places.map((place) => [place])),
  };
}
