import { listParts, type Part } from '#data/formats/archive';
import type { Progress } from '#data/formats/progress';
import { refusal } from '#data/formats/refusals';
import type { ImportFile } from '#data/formats/archive';
import { createRejectLog, type RejectLog } from './rejects.ts';

/** An opened GTFS zip: its files by name, and the account of their rows. */
export interface Feed {
  /** The zip as the person knows it. */
  name: string;
  /** By lower-case name without folder: `stop_times.txt`. */
  parts: ReadonlyMap<string, Part>;
  rejectLog: RejectLog;
  progress: Progress;
}

const alwaysNeeded = ['stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt'];
const calendars = ['calendar.txt', 'calendar_dates.txt'];
const hint = 'Ask for the GTFS zip of the timetable itself, and do not repack it.';

/**
 * Opens a GTFS zip. Its files may lie in a folder inside the zip. Throws `input_refused` for what is no zip, an unsafe or damaged
 * one (see `listParts`), a zip of other things, several feeds in one zip, and a feed without the files that no journey can do without.
 */
export async function openFeed(file: ImportFile, progress: Progress): Promise<Feed> {
  const parts = await listParts([file]);
  if (parts.length === 1 && parts[0]!.path !== null) throw refuseLoose(file);
  const folder = findFolder(file, parts);
  const own = new Map(
    parts
      .filter(({ name }) => folderOf(name) === folder)
      .map((part) => [baseName(part.name).toLowerCase(), part]),
  );
  const missing = alwaysNeeded.filter((name) => !own.has(name));
  if (!calendars.some((name) => own.has(name))) missing.push('calendar.txt or calendar_dates.txt');
  if (missing.length > 0) throw refuseMissing(file, missing, [...own.keys()]);
  return { name: file.name, parts: own, rejectLog: createRejectLog(), progress };
}

function refuseLoose(file: ImportFile): Error {
  return refusal(`“${file.name}” is not a zip file, which a GTFS timetable is.`, {
    file: file.name,
    expected: 'a GTFS zip',
    hint: 'Give the zip as it was downloaded, without unpacking it.',
  });
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The one folder that holds a file of stop times; without any, the one with the most files of a feed. */
function findFolder(file: ImportFile, parts: readonly Part[]): string {
  const folders = new Map<string, number>();
  for (const { name } of parts) {
    if (!/^(agency|stops|routes|trips|stop_times|calendar|calendar_dates)\.txt$/i.test(baseName(name)))
      continue;
    folders.set(folderOf(name), (folders.get(folderOf(name)) ?? 0) + 1);
  }
  const withTimes = parts.filter(({ name }) => baseName(name).toLowerCase() === 'stop_times.txt');
  if (withTimes.length > 1) {
    throw refusal(
      `“${file.name}” holds ${withTimes.length} timetables, and which one is meant is not clear.`,
      {
        file: file.name,
        found: withTimes.map(({ name }) => name).join(', '),
        expected: 'one GTFS feed',
        hint: 'Unpack it, zip each folder by itself and import them one after another.',
      },
    );
  }
  if (withTimes[0]) return folderOf(withTimes[0].name);
  const [most] = [...folders].toSorted((a, b) => b[1] - a[1]);
  if (most) return most[0];
  throw refuseForeign(file, parts);
}

function refuseForeign(file: ImportFile, parts: readonly Part[]): Error {
  const names = parts.map(({ name }) => name);
  const packed = names.filter((name) => /\.zip$/i.test(name));
  return refusal(`“${file.name}” is not a GTFS timetable.`, {
    file: file.name,
    found: names.slice(0, 8).join(', ') + (names.length > 8 ? ' …' : '') || 'an empty zip',
    expected: [...alwaysNeeded, 'calendar.txt'].join(', '),
    hint: packed.length > 0 ? `Unpack it and import the zip inside it: ${packed[0]}.` : hint,
  });
}

function refuseMissing(file: ImportFile, missing: readonly string[], found: readonly string[]): Error {
  return refusal(`“${file.name}” lacks ${missing.join(', ')}, without which no journey can be found.`, {
    file: missing[0]!,
    found: found.join(', '),
    expected: missing.join(', '),
    hint,
  });
}
