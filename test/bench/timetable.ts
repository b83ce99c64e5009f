import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from './row.ts';
import type { TimetableTiming } from './timetable-child.ts';
import { writeFeed } from './timetable-feed.ts';

const run = promisify(execFile);
const rounds = 3;
const size = { stops: 12_000, routes: 400, tripsARoute: 100, calls: 40 };
const budgetSeconds = 1.5;

/**
 * A feed of 1.6 million stop times, made beforehand: read and checked with its health report, and from there made into the compact
 * timetable. Each round in a process of its own; the best of three counts.
 */
export async function benchTimetable(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-timetable-'));
  try {
    const feed = join(folder, 'feed.zip');
    await writeFeed(feed, size);
    const timings: TimetableTiming[] = [];
    for (let round = 0; round < rounds; round++) timings.push(await timeImport(feed));
    return describeRounds(timings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeImport(feed: string): Promise<TimetableTiming> {
  const child = join(import.meta.dirname, 'timetable-child.ts');
  const { stdout } = await run(process.execPath, [child, feed]);
  return JSON.parse(stdout) as TimetableTiming;
}

function describeRounds(timings: readonly TimetableTiming[]): BenchRow[] {
  const best = timings.reduce((least, each) => (each.read < least.read ? each : least));
  const memory = Math.max(...timings.map(({ peakMegabytes }) => peakMegabytes));
  const work = `import a GTFS feed of ${best.stopTimes.toLocaleString('en-GB')} stop times`;
  const megabytes = Math.round(best.bytes / 2 ** 20);
  return [
    {
      work: `${work}: read, checked, health report`,
      budget: `${budgetSeconds} s`,
      measured: `${best.read.toFixed(2)} s (and ${best.built.toFixed(2)} s to make the compact timetable, ${megabytes} MiB)`,
      peer: '',
      ok: best.read <= budgetSeconds,
    },
    {
      work: `${work}: resident memory`,
      budget: '1 GiB',
      measured: `${Math.round(memory)} MiB at most, ${Math.round(best.idleMegabytes)} MiB before it began`,
      peer: '',
      ok: memory < 1024,
    },
  ];
}
