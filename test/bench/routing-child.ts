// Measures many sites on two worker threads over one timetable in shared memory, and prints the time and the peak memory.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openTravelMeter, splitSites, travelMatrix, viewTimetable, type TravelMatrix } from '#core/routing';
import { benchDate, scatter } from './routing-feed.ts';

export interface ManyTiming {
  seconds: number;
  peakMiB: number;
  /** Per cent of the pairs of area and site. */
  reached: number;
}

interface Piece {
  timetable: SharedArrayBuffer;
  firstSite: number;
  endSite: number;
}

const siteCount = 60;
const limitMinutes = 120;

function measurePiece({ timetable, firstSite, endSite }: Piece): TravelMatrix {
  const areas = scatter(1000, 1);
  const travel = openTravelMeter(
    {
      mode: 'transit',
      direction: 'to',
      percentile: 50,
      timetable: viewTimetable(timetable),
      date: benchDate,
      window: { fromMinute: 420, toMinute: 540 },
      limitMinutes,
    },
    areas.ends,
  );
  return travelMatrix({ travel, ends: areas.ends, sites: scatter(siteCount, 2), firstSite, endSite });
}

function startWorker(piece: Piece): Promise<TravelMatrix> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: piece });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function measureAll(file: string): Promise<ManyTiming> {
  const bytes = readFileSync(file);
  const timetable = new SharedArrayBuffer(bytes.length);
  new Uint8Array(timetable).set(bytes);
  const begun = performance.now();
  const pieces = await Promise.all(
    splitSites(siteCount, 2).map((piece) => startWorker({ timetable, ...piece })),
  );
  const seconds = (performance.now() - begun) / 1000;
  const costs = pieces.flatMap(({ cost }) => [...cost]);
  const reached = Math.round((100 * costs.filter((cost) => cost < Infinity).length) / costs.length);
  return { seconds, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024), reached };
}

if (isMainThread) console.log(JSON.stringify(await measureAll(process.argv[2]!)));
else parentPort!.postMessage(measurePiece(workerData as Piece));
