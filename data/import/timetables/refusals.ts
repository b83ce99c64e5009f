import type { PinpointError } from '#contract';
import type { Bounds } from '#core/geography';
import { refusal } from '#data/formats/refusals';
import type { Feed } from '#data/formats/gtfs';
import type { FeedContent } from './read.ts';
import { placeOf, type Stops } from './stops.ts';

const file = 'stop_times.txt';

/** Throws where more than half of the stop times were rejected: what is left would be another timetable. */
export function refuseBrokenTimes({ name, rejectLog }: Feed): void {
  const rows = rejectLog.files().find((each) => each.file === file);
  if (!rows || rows.rejected * 2 <= rows.read) return;
  const first = rejectLog.firstOf(file)!;
  throw refusal(
    `Of ${count(rows.read)} stop times in “${name}”, ${count(rows.rejected)} are broken; it was not taken.`,
    {
      file,
      row: first.row,
      ...(first.column === null ? {} : { column: first.column }),
      found: first.reason,
      expected: 'stop times of which most can be read',
      hint: `Look at row ${count(first.row)} first. Ask the publisher for a feed that passes a GTFS validator.`,
    },
  );
}

function count(times: number): string {
  return times.toLocaleString('en-GB');
}

/** The refusal of a feed that runs on no day. */
export function refuseNoService({ feed, services }: Pick<FeedContent, 'feed' | 'services'>): PinpointError {
  const calendar = feed.parts.has('calendar.txt') ? 'calendar.txt' : 'calendar_dates.txt';
  const first = feed.rejectLog.firstOf(calendar);
  const isEmpty = services.ranges.length + services.exceptions.length === 0;
  return refusal(`No trip of “${feed.name}” runs on any day.`, {
    file: calendar,
    ...(first ? { row: first.row } : {}),
    found: first?.reason ?? (isEmpty ? 'no services' : 'services without a day on which a trip runs'),
    expected: 'services with days',
    hint: 'The calendar of the feed is empty or belongs to other trips: ask the publisher, or fetch the feed again.',
  });
}

/** The refusal of a feed without a trip to travel by. */
export function refuseNoTrips({ feed, trips, taken, cutting }: FeedContent): PinpointError {
  const unusable = trips.route.filter((route) => route < 0).length;
  const [kind] = feed.rejectLog.kinds().filter((each) => each.file === 'trips.txt' || each.file === file);
  const example = kind?.examples[0];
  const found = [
    `${count(trips.route.length)} trips in the feed`,
    `${count(unusable)} with unknown routes or services`,
    `${count(taken.short.length)} with fewer than two usable stops`,
    ...(kind ? [`${count(kind.times)} ${kind.kind}`] : []),
  ];
  return refusal(`No trip of “${feed.name}” can be travelled by${cutting ? ' in the region' : ''}.`, {
    file: example?.file ?? 'trips.txt',
    ...(example ? { row: example.row } : {}),
    ...(example?.column ? { column: example.column } : {}),
    found: found.join(', '),
    expected: 'trips that call at two stops or more',
    hint: cutting
      ? 'Check that this is the timetable of the region of the workspace.'
      : 'Ask the publisher for a feed that passes a GTFS validator.',
  });
}

/** The refusal of a feed that lies beside the region. */
export function refuseEmptyRegion(feed: Feed, stops: Stops, region: Bounds): PinpointError {
  const placed = stops.kind.map((_, stop) => placeOf(stops, stop)).filter(([lon]) => !Number.isNaN(lon));
  const [west, south, east, north] = region;
  const isSwapped = placed.some(([lon, lat]) => lat >= west && lat <= east && lon >= south && lon <= north);
  return refusal(`No stop of “${feed.name}” lies in the region of the workspace.`, {
    file: 'stops.txt',
    ...(isSwapped ? { column: 'stop_lat' } : {}),
    found: placed.length === 0 ? 'no places' : `stops in ${describe(boxOf(placed))}`,
    expected: `stops in ${describe(region)}`,
    hint: isSwapped
      ? 'stop_lat and stop_lon seem to be swapped: ask the publisher to correct them.'
      : 'Choose the timetable of this region.',
  });
}

function boxOf(places: readonly (readonly [number, number])[]): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of places) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function describe([west, south, east, north]: Bounds): string {
  const degrees = (value: number) => value.toFixed(2);
  return `${degrees(west)} to ${degrees(east)} east, ${degrees(south)} to ${degrees(north)} north`;
}

/** The refusal of anything but one feed at a time. */
export function refuseSeveral(files: number): PinpointError {
  return refusal(`A timetable comes as one GTFS zip, not as ${files} files.`, {
    found: `${files} files`,
    expected: 'one GTFS zip',
    hint: 'Import feeds one after another; journeys are measured with all of them together.',
  });
}
