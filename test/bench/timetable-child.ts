// One reading of a feed in a process of its own, so that its peak memory is its own. Prints what it took as JSON.
import { buildTimetable, encodeTimetable } from '#core/routing';
import { quietProgress, readGtfs } from '#data/import';

/** Seconds, mebibytes and rows of one import. */
export interface TimetableTiming {
  read: number;
  built: number;
  /** Resident memory of the process at its most, and what it held before it began. */
  peakMegabytes: number;
  idleMegabytes: number;
  stopTimes: number;
  bytes: number;
}

const idleMegabytes = process.memoryUsage().rss / 2 ** 20;
const begun = performance.now();
const { input, health } = await readGtfs(
  { path: process.argv[2]!, name: 'feed.zip' },
  { progress: quietProgress },
);
const middle = performance.now();
const bytes = encodeTimetable(buildTimetable(input)).byteLength;
const timing: TimetableTiming = {
  read: (middle - begun) / 1000,
  built: (performance.now() - middle) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  idleMegabytes,
  stopTimes: health.counts.stopTimes,
  bytes,
};
console.log(JSON.stringify(timing));
