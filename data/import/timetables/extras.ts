import {
  blank,
  isCellEmpty,
  readText,
  readTime,
  readWhole,
  type Feed,
  type FeedRow,
  readTable,
  type Rejection,
} from '#data/formats/gtfs';
import { daysOverMidnight } from './midnight.ts';
import { type ProblemLog, readName } from './problems.ts';
import type { Stops } from './stops.ts';
import type { Trips } from './trips.ts';

/** A row of frequencies.txt. */
export interface Frequency {
  trip: number;
  first: number;
  last: number;
  headway: number;
}

/** Reads how often trips run. Whether times are exact makes no difference to a journey planned ahead, but is said. */
export async function readFrequencies(feed: Feed, trips: Trips, problems: ProblemLog): Promise<Frequency[]> {
  const frequencies: Frequency[] = [];
  await readTable(feed, {
    file: 'frequencies.txt',
    columns: ['trip_id', 'start_time', 'end_time', 'headway_secs', 'exact_times'],
    required: ['trip_id', 'start_time', 'end_time', 'headway_secs'],
    visit(row) {
      const rejection = visitFrequency({ frequencies, trips, problems }, row);
      if (!rejection && readWhole(row, 4) !== 1) {
        const problem =
          'frequencies without exact times; taken as if the first vehicle left at the start time';
        problems.count({ severity: 'note', file: 'frequencies.txt', problem }, 1);
      }
      return rejection;
    },
  });
  return frequencies;
}

interface FrequencyContext {
  frequencies: Frequency[];
  trips: Trips;
  problems: ProblemLog;
}

/** An end in the small hours is that of the night after. */
const smallHours = 4 * 3600;

/** The end of a run of departures as it is meant: one written as 00:30 after a start at 06:00 or at 23:00 is 24:30. */
function readEnd(first: number, last: number): number {
  if (last > first) return last;
  const days = daysOverMidnight(first, last) ?? (last < smallHours ? Math.ceil((first - last) / 86_400) : 0);
  return last + days * 86_400;
}

function visitFrequency(
  { frequencies, trips, problems }: FrequencyContext,
  row: FeedRow,
): Rejection | undefined {
  const trip = trips.ids.find(row, 0);
  if (trip < 0) {
    return {
      column: 'trip_id',
      reason: `trip “${readText(row, 0)}” is not in trips.txt`,
      kind: 'frequencies of unknown trips',
    };
  }
  const first = readTime(row, 1);
  const last = readTime(row, 2);
  for (const [cell, time] of [[1, first] as const, [2, last] as const]) {
    if (time >= 0) continue;
    const column = cell === 1 ? 'start_time' : 'end_time';
    return {
      column,
      reason: `“${readText(row, cell)}” in ${column} is not a time such as 08:05:00`,
      kind: 'times that are none',
    };
  }
  const headway = readWhole(row, 3);
  if (headway <= 0) {
    return {
      column: 'headway_secs',
      reason: `headway_secs “${readText(row, 3)}” is not a number of seconds above 0`,
      kind: 'frequencies without a headway',
    };
  }
  const end = readEnd(first, last);
  if (end <= first) {
    return {
      column: 'end_time',
      reason: `ends at ${readText(row, 2)}, not after its start at ${readText(row, 1)}`,
      kind: 'frequencies that end before they begin',
    };
  }
  if (trips.route[trip]! < 0) return undefined;
  if (end > last) {
    const problem = 'frequencies that end past midnight, at 00:30 after 23:00; read as 24:30';
    problems.add({ severity: 'note', file: 'frequencies.txt', problem }, trips.ids.text(trip));
  }
  frequencies.push({ trip, first, last: end, headway });
  return undefined;
}

/** A row of transfers.txt that holds for all journeys. */
export interface Transfer {
  from: number;
  to: number;
  type: number;
  seconds: number | null;
}

const transferColumns = [
  'from_stop_id',
  'to_stop_id',
  'transfer_type',
  'min_transfer_time',
  'from_route_id',
  'to_route_id',
  'from_trip_id',
  'to_trip_id',
];

/** Reads changes between stops. Rows for certain routes or trips, and those about staying on board, do not hold generally and are counted. */
export async function readTransfers(feed: Feed, stops: Stops, problems: ProblemLog): Promise<Transfer[]> {
  const transfers: Transfer[] = [];
  await readTable(feed, {
    file: 'transfers.txt',
    columns: transferColumns,
    required: ['from_stop_id', 'to_stop_id'],
    visit(row) {
      const special = specialOf(row);
      if (special === undefined) return visitTransfer(transfers, stops, row);
      problems.count({ severity: 'note', file: 'transfers.txt', problem: special }, 1);
      return undefined;
    },
  });
  return transfers;
}

function specialOf(row: FeedRow): string | undefined {
  const type = readWhole(row, 2);
  if (type === 4 || type === 5) return 'rules on staying on board between trips; not used';
  for (let cell = 4; cell < transferColumns.length; cell++) {
    if (!isCellEmpty(row, cell)) return 'changes for certain routes or trips only; not used';
  }
  return undefined;
}

function visitTransfer(transfers: Transfer[], stops: Stops, row: FeedRow): Rejection | undefined {
  const type = isCellEmpty(row, 2) ? 0 : readWhole(row, 2);
  if (type < 0 || type > 3) {
    return {
      column: 'transfer_type',
      reason: `transfer_type “${readText(row, 2)}” is none of 0 to 5`,
      kind: 'unknown types of transfer',
    };
  }
  const ends = [0, 1].map((cell) => stops.ids.find(row, cell));
  const unknown = ends.findIndex((stop) => stop < 0);
  if (unknown >= 0) {
    const reason = `stop “${readText(row, unknown)}” is not in stops.txt`;
    return { column: transferColumns[unknown]!, reason, kind: 'transfers between unknown stops' };
  }
  const seconds = readWhole(row, 3);
  if (seconds < blank) {
    const reason = `min_transfer_time “${readText(row, 3)}” is not a number of seconds`;
    return { column: 'min_transfer_time', reason, kind: 'transfers with a time that is none' };
  }
  transfers.push({ from: ends[0]!, to: ends[1]!, type, seconds: seconds === blank ? null : seconds });
  return undefined;
}

/** Who made the feed and in which time zone its times are. */
export interface Publisher {
  /** Names of the agencies, one for each row. */
  agencies: string[];
  publisher: string | null;
  version: string | null;
  timeZone: string | null;
}

/** Reads agency.txt and feed_info.txt. Without the second, a single agency stands for the publisher. */
export async function readPublisher(feed: Feed, problems: ProblemLog): Promise<Publisher> {
  const names: string[] = [];
  const zones: string[] = [];
  const agencies = await readTable(feed, {
    file: 'agency.txt',
    columns: ['agency_name', 'agency_timezone'],
    required: [],
    visit(row) {
      names.push(readName(row, 0, { file: 'agency.txt', problems }));
      zones.push(readText(row, 1));
    },
  });
  checkZones(new Set(zones.filter((zone) => zone !== '')), problems);
  if (agencies === null) {
    problems.count(
      { severity: 'warning', file: 'agency.txt', problem: 'missing file: the time zone is not known' },
      1,
    );
  }
  const info = await readFeedInfo(feed, problems);
  return {
    agencies: names,
    publisher: info.publisher || (names.length === 1 && names[0]) || null,
    version: info.version || null,
    timeZone: zones.find((zone) => zone !== '') ?? null,
  };
}

async function readFeedInfo(
  feed: Feed,
  problems: ProblemLog,
): Promise<{ publisher: string; version: string }> {
  const info = { publisher: '', version: '' };
  await readTable(feed, {
    file: 'feed_info.txt',
    columns: ['feed_publisher_name', 'feed_version'],
    required: [],
    visit(row) {
      const where = { file: 'feed_info.txt', problems };
      info.publisher ||= readName(row, 0, where);
      info.version ||= readName(row, 1, where);
    },
  });
  return info;
}

function checkZones(zones: ReadonlySet<string>, problems: ProblemLog): void {
  const kind = { severity: 'warning', file: 'agency.txt' } as const;
  if (zones.size > 1) {
    const problem = 'time zones in one feed; times are taken as they stand';
    problems.count({ ...kind, problem }, zones.size, [...zones]);
  }
  for (const zone of zones) {
    if (!isTimeZone(zone)) problems.add({ ...kind, problem: 'time zones that do not exist' }, zone);
  }
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
