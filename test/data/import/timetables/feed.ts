import { expect } from 'vitest';
import type { PinpointError } from '#contract';
import {
  type ImportFile,
  quietProgress,
  readGtfs,
  type ReadGtfsOptions,
  type TimetableReading,
} from '#data/import';
import { filesOf, zipOf } from '../boundaries/files.ts';

type Cells = Record<string, string | number>;

/** A call of a trip: the stop, one time or arrival and departure (empty text: none), and other columns. */
export type Call = readonly [stop: string, times: string, others?: Cells];

/** Makes small feeds row by row. Everything that is not said is as plain as can be: buses every day of 2024. */
export interface FeedBuilder {
  stop(id: string, cells?: Cells): FeedBuilder;
  station(id: string, cells?: Cells): FeedBuilder;
  /** Weekdays as seven digits, Monday first; dates as `20240101`. */
  service(id: string, weekdays: string, first?: string, last?: string): FeedBuilder;
  exception(service: string, date: string, change: 'added' | 'removed'): FeedBuilder;
  /** Calls numbered from 1 in the order given. */
  trip(id: string, calls: readonly Call[], cells?: Cells): FeedBuilder;
  row(file: string, cells: Cells): FeedBuilder;
  /** A whole file as it stands. */
  file(name: string, content: string | Uint8Array): FeedBuilder;
  without(name: string): FeedBuilder;
  /** Changes the text of a file that the builder has made. */
  edit(name: string, change: (text: string) => string): FeedBuilder;
  /** Puts everything into a folder inside the zip. */
  inside(folder: string): FeedBuilder;
  zip(): Uint8Array;
}

/** A feed with nothing but an agency and the route `R`, a bus. Trips without a service run every day of 2024. */
export function aFeed(): FeedBuilder {
  const tables = new Map<string, Cells[]>();
  const whole = new Map<string, string | Uint8Array>();
  const edits: [string, (text: string) => string][] = [];
  let folder = '';
  let usesDaily = false;
  const add = (file: string, cells: Cells) => void tables.set(file, [...(tables.get(file) ?? []), cells]);
  for (const file of ['stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt']) tables.set(file, []);
  add('agency.txt', { agency_id: 'A', agency_name: 'Northern Buses', agency_timezone: 'Europe/London' });
  add('routes.txt', { route_id: 'R', route_short_name: '14', route_type: 3 });
  const builder: FeedBuilder = {
    stop(id, cells = {}) {
      add('stops.txt', { stop_id: id, stop_name: `Stop ${id}`, stop_lat: 53.4, stop_lon: -2.98, ...cells });
      return builder;
    },
    station: (id, cells = {}) => builder.stop(id, { location_type: 1, ...cells }),
    service(id, weekdays, first = '20240101', last = '20241231') {
      const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
      const flags = Object.fromEntries(names.map((name, at) => [name, weekdays[at]!]));
      add('calendar.txt', { service_id: id, ...flags, start_date: first, end_date: last });
      return builder;
    },
    exception: (service, date, change) =>
      builder.row('calendar_dates.txt', {
        service_id: service,
        date,
        exception_type: change === 'added' ? 1 : 2,
      }),
    trip(id, calls, cells = {}) {
      usesDaily ||= cells['service_id'] === undefined;
      add('trips.txt', { route_id: 'R', service_id: 'daily', trip_id: id, ...cells });
      calls.forEach(([stop, times, others], at) => {
        const [arrival = '', departure = arrival] = times.split('-');
        add('stop_times.txt', {
          trip_id: id,
          arrival_time: arrival,
          departure_time: departure,
          stop_id: stop,
          stop_sequence: at + 1,
          ...others,
        });
      });
      return builder;
    },
    row(file, cells) {
      add(file, cells);
      return builder;
    },
    file(name, content) {
      whole.set(name, content);
      return builder;
    },
    without(name) {
      tables.delete(name);
      whole.delete(name);
      return builder;
    },
    edit(name, change) {
      edits.push([name, change]);
      return builder;
    },
    inside(name) {
      folder = `${name}/`;
      return builder;
    },
    zip() {
      if (usesDaily && !whole.has('calendar.txt')) builder.service('daily', '1111111');
      const texts = new Map<string, string | Uint8Array>(
        [...tables].map(([file, rows]) => [file, print(file, rows)]),
      );
      for (const [name, content] of whole) texts.set(name, content);
      for (const [name, change] of edits) texts.set(name, change(String(texts.get(name))));
      return zipOf(Object.fromEntries([...texts].map(([name, text]) => [`${folder}${name}`, text])));
    },
  };
  return builder;
}

const emptyHeaders: Record<string, string> = {
  'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon',
  'trips.txt': 'route_id,service_id,trip_id',
  'stop_times.txt': 'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
};

function print(file: string, rows: readonly Cells[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return `${emptyHeaders[file]}\n`;
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

/** Two stops and a bus between them at eight: the least that can be travelled. */
export function aSmallFeed(): FeedBuilder {
  return aFeed()
    .stop('A')
    .stop('B', { stop_lat: 53.41 })
    .trip('T', [
      ['A', '08:00:00'],
      ['B', '08:10:00'],
    ]);
}

export function fileOf(feed: FeedBuilder | Uint8Array, name = 'feed.zip'): ImportFile {
  return filesOf({ [name]: feed instanceof Uint8Array ? feed : feed.zip() })[0]!;
}

export function read(
  feed: FeedBuilder | Uint8Array,
  options: Partial<ReadGtfsOptions> = {},
): Promise<TimetableReading> {
  return readGtfs(fileOf(feed), { progress: quietProgress, ...options });
}

/** The refusal of a feed, with its details. */
export async function refusalOf(
  feed: FeedBuilder | Uint8Array,
  options: Partial<ReadGtfsOptions> = {},
): Promise<PinpointError> {
  const error: unknown = await read(feed, options).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'input_refused' });
  return error as PinpointError;
}

/** What a trip does, as text: `A 08:00:00 B 08:10:00-08:12:00`, with `!` before a stop where nobody boards and after one where nobody alights. */
export function callsOf({ input }: TimetableReading, trip: string): string {
  const index = input.trips.findIndex(({ id }) => id === trip);
  const { stopTimes } = input;
  const calls: string[] = [];
  for (let row = 0; row < stopTimes.trip.length; row++) {
    if (stopTimes.trip[row] !== index) continue;
    const [arrival, departure] = [clock(stopTimes.arrival[row]!), clock(stopTimes.departure[row]!)];
    const stop = `${stopTimes.pickup[row] === 1 ? '!' : ''}${input.stops[stopTimes.stop[row]!]!.id}${stopTimes.dropOff[row] === 1 ? '!' : ''}`;
    calls.push(`${stop} ${arrival}${arrival === departure ? '' : `-${departure}`}`);
  }
  return calls.join(' ');
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}

/** The problems of a report, as `times problem`. */
export function problemsOf({ health }: TimetableReading): string[] {
  return health.problems.map(({ times, problem }) => `${times} ${problem}`);
}

/** The rejected rows of a reading, as `file row: reason`. */
export function rejectsOf({ rejects }: TimetableReading): string[] {
  return rejects.map(({ file, row, reason }) => `${file} ${row}: ${reason}`);
}
