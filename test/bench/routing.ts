import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  buildTimetable,
  createJourneyFinder,
  decodeTimetable,
  encodeTimetable,
  joinEnds,
  joinTimetables,
  openTransit,
  percentileMinutes,
  prepareWalks,
  shareTimetable,
  viewTimetable,
  type Timetable,
  type TimetableInput,
  type WalkGraph,
} from '#core/routing';
import type { BenchRow } from './row.ts';
import { benchDate, makeFeed, scatter } from './routing-feed.ts';
import { halveFeed } from './routing-halves.ts';
import { timeMinotor } from './routing-minotor.ts';
import type { ManyTiming } from './routing-child.ts';

const run = promisify(execFile);
const calls = 1_600_000;
const limitMinutes = 120;
const morning = { fromMinute: 420, toMinute: 540 };
const areas = scatter(1000, 1);
const sites = scatter(60, 2);

/**
 * Routing over a generated metropolitan feed of 1.6 million stop times on a Tuesday: making the timetable, one departure
 * to everywhere (beside minotor, a RAPTOR in TypeScript, on the same network), 120 departures, and many sites on two cores.
 */
export async function benchRouting(): Promise<BenchRow[]> {
  const feed = makeFeed(calls);
  const begun = performance.now();
  const timetable = buildTimetable(feed);
  const built = performance.now() - begun;
  const prepared = performance.now();
  const walks = prepareWalks(timetable);
  const walked = performance.now() - prepared;
  const shape = `${timetable.stopLon.length.toLocaleString('en')} stops, ${(timetable.patternTripStart.length - 1).toLocaleString('en')} patterns`;
  const single = timeSingle(timetable, walks);
  const peer = timeMinotor(feed, walks);
  const range = timeRange(timetable, walks);
  const many = await timeMany(encodeTimetable(timetable));
  const joined = timeJoin(feed);
  return [
    row('make a timetable of 1.6 million stop times', `${built.toFixed(0)} ms (${shape})`),
    row(
      'walks between its stops, once',
      `${walked.toFixed(0)} ms (${walks.changes.to.length.toLocaleString('en')} changes)`,
    ),
    {
      ...row('one origin, one departure, to every stop, any length', `${single.toFixed(1)} ms`),
      peer: `minotor ${peer.toFixed(0)} ms`,
    },
    {
      ...row(
        'one origin, each minute 07:00–09:00, to 1,000 areas',
        `${range.worst.toFixed(0)} ms (median ${range.median.toFixed(0)})`,
      ),
      budget: '1 s',
      ok: range.worst <= 1000,
    },
    row(
      '1,000 areas to 60 sites, each minute 07:00–09:00, two cores',
      `${many.seconds.toFixed(2)} s, ${many.peakMiB} MiB resident (${many.reached}% of pairs reached)`,
    ),
    {
      ...row(
        'the same trips in two feeds: joined and laid in shared memory',
        `${joined.join.toFixed(0)} ms (${joined.mebibytes.toFixed(0)} MiB)`,
      ),
      budget: '1 s',
      ok: joined.join <= 1000,
    },
    {
      ...row(
        'one origin, each minute 07:00–09:00, to 1,000 areas, two feeds joined',
        `${joined.range.worst.toFixed(0)} ms (median ${joined.range.median.toFixed(0)})`,
      ),
      budget: '1 s',
      ok: joined.range.worst <= 1000,
    },
  ];
}

function row(work: string, measured: string): BenchRow {
  return { work, budget: '', measured, peer: '', ok: null };
}

function placeOf(index: number): { lon: number; lat: number } {
  return { lon: sites.lon[index]!, lat: sites.lat[index]! };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

/** A whole day's limit, as the peer has none. */
function timeSingle(timetable: Timetable, walks: WalkGraph): number {
  const network = openTransit(
    { timetable, walks, date: benchDate, window: { fromMinute: 480, toMinute: 481 }, limitMinutes: 1440 },
    'from',
  );
  const everyStop = { lon: timetable.stopLon, lat: timetable.stopLat };
  const finder = createJourneyFinder(network, joinEnds(network, { lon: [], lat: [] }), true);
  const times = Array.from({ length: 25 }, (_, turn) => {
    const stop = (turn * 541) % everyStop.lon.length;
    const begun = performance.now();
    finder.measure({ lon: everyStop.lon[stop]!, lat: everyStop.lat[stop]! });
    return performance.now() - begun;
  });
  return median(times.slice(5));
}

/** Everything a new place, date or time of day asks for, percentile included: only the timetable and its walks are there. */
function timeRange(timetable: Timetable, walks: WalkGraph): { worst: number; median: number } {
  const times = Array.from({ length: 20 }, (_, turn) => {
    const begun = performance.now();
    const network = openTransit({ timetable, walks, date: benchDate, window: morning, limitMinutes }, 'from');
    const finder = createJourneyFinder(network, joinEnds(network, areas));
    percentileMinutes(finder.measure(placeOf(turn)), 50);
    return performance.now() - begun;
  });
  return { worst: Math.max(...times), median: median(times) };
}

/** What happens before the first journey by two timetables of a workspace, and a journey by them. */
function timeJoin(feed: TimetableInput): {
  join: number;
  mebibytes: number;
  range: { worst: number; median: number };
} {
  const stored = halveFeed(feed).map((half) => encodeTimetable(buildTimetable(half)));
  const times: number[] = [];
  let memory = new SharedArrayBuffer(0);
  for (let turn = 0; turn < 3; turn++) {
    const begun = performance.now();
    memory = shareTimetable(joinTimetables(stored.map(decodeTimetable)));
    times.push(performance.now() - begun);
  }
  const joined = viewTimetable(memory);
  return {
    join: median(times),
    mebibytes: memory.byteLength / 2 ** 20,
    range: timeRange(joined, prepareWalks(joined)),
  };
}

/** In a process of its own, so that its memory can be told. */
async function timeMany(bytes: Uint8Array): Promise<ManyTiming> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-routing-'));
  try {
    const file = join(folder, 'timetable.bin');
    writeFileSync(file, bytes);
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'routing-child.ts'), file]);
    return JSON.parse(stdout) as ManyTiming;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
