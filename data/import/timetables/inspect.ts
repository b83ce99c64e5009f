import { type Inspection, usualMarginKm } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { quietProgress } from '#data/formats/progress';
import type { ImportFile } from '#data/formats/archive';
import { openFeed } from '#data/formats/gtfs';
import { refuseSeveral } from './refusals.ts';

/**
 * A first look at a feed: which files it has, and whether it will be cut to the region. Throws `input_refused` for what is
 * no GTFS zip.
 */
export async function inspectTimetable(
  files: readonly ImportFile[],
  hint: Readonly<Record<string, string>>,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw refuseSeveral(files.length);
  await openFeed(file, quietProgress);
  const hasAreas = (reader?.describe().geographies.length ?? 0) > 0;
  const cutMarginKm = readMargin(hint['cutMarginKm']);
  return {
    family: 'timetable',
    format: 'GTFS',
    encoding: 'utf-8',
    crs: null,
    layers: [],
    columns: [],
    sample: [],
    rows: null,
    mapping: { family: 'timetable', cutMarginKm },
    open: [],
    notes: [
      cutMarginKm === null
        ? 'The whole feed is kept.'
        : hasAreas
          ? `Trips are kept that call within ${cutMarginKm} km of the areas, with all their stops.`
          : 'There are no areas yet, so the whole feed is kept.',
    ],
  };
}

/** `none` or `all` keeps everything. */
function readMargin(text: string | undefined): number | null {
  if (text === undefined) return usualMarginKm;
  const km = Number(text);
  return text.trim() !== '' && km >= 0 ? km : null;
}
