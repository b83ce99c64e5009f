import { type Table } from '#data/formats/text-table';
import { type Bounds } from '#core/geography';
import {
  type Crs,
  createProjector,
  liesInWorldOf,
  type Projector,
  refuseMisplaced,
  resolveCrs,
} from '#data/formats/crs';
import { refusal } from '#data/formats/refusals';
import { noImportElsewhere, isAt, type PointRecord, type PointLayer, type Spot } from '#data/formats/layer';

/** Columns of positions; they come first, so that they are found before attributes that are called alike. */
export const placeColumns = ['longitude', 'latitude'] as const;

/** Places in one batch: often enough to cancel soon, seldom enough to cost nothing. */
const batchSize = 5000;
/** Places that a trial and a first look read. */
const beginning = 50_000;
/** Decimals of a degree that a projected position is told with: 0.1 mm, as exact as the projection. */
const decimals = 9;

/**
 * The table of a layer of points: longitude and latitude in degrees, then the attributes; rows count from 1 as records do. A place
 * without a geometry, or at 0, 0 of a grid, has no coordinates; one whose geometry cannot be read is a misfit. `crs` is what the
 * person stated. Throws `input_refused` where no place is a point, and where the coordinates do not fit their reference system.
 */
export function makePlaceTable(
  source: PointLayer,
  { reach, crs: stated }: { reach: 'all' | 'beginning'; crs: string | null },
): Table {
  const first = source.read(0, Math.min(batchSize, source.rows));
  refuseNoPoints(first, source);
  const bounds = first.flatMap(({ spot }) => (isAt(spot) && !isNowhere(spot) ? [boundsOf(spot)] : []));
  const crs = resolveCrs(source, bounds, stated);
  refuseMisplaced(crs, bounds, source.file);
  const rows = reach === 'beginning' ? Math.min(source.rows, beginning) : source.rows;
  const locate = createLocator(crs);
  return {
    label: source.label,
    layout: {
      delimiter: ',',
      headerRow: 0,
      columns: nameColumns(source.fields),
      preamble: [],
      notes: [...source.notes, ...crs.notes],
      bare: false,
    },
    format: source.format,
    encoding: source.encoding,
    crs: crs.name,
    rows: rows < source.rows ? null : source.rows,
    read(visitor, progress) {
      for (let from = 0; from < rows; from += batchSize) {
        progress.checkCancelled();
        const batch = source.read(from, Math.min(from + batchSize, rows));
        for (const [index, { values, spot }] of batch.entries()) {
          const row = from + index + 1;
          const cells = locate(spot);
          if (typeof cells === 'string') visitor.misfit(row, cells);
          else visitor.row([...cells, ...values], row);
        }
        progress.report(from + batch.length, source.rows, 'rows');
      }
      return Promise.resolve({ blank: 0, notes: [] });
    },
  };
}

/** Throws where none of the first places is a point or lacks one, for the reason of the first. */
function refuseNoPoints(first: readonly PointRecord[], { label, file }: PointLayer): void {
  const problems = first.flatMap(({ spot }) => (spot !== null && 'problem' in spot ? [spot.problem] : []));
  const [problem] = problems;
  if (problem === undefined || problems.length < first.length) return;
  throw refusal(`“${label}” holds no points: ${problem.replace(/^it is/, 'its first feature is')}.`, {
    file,
    found: problem,
    expected: 'points',
    hint: noImportElsewhere,
  });
}

/** Both coordinates 0 stand for no position. */
function isNowhere([x, y]: readonly [number, number]): boolean {
  return x === 0 && y === 0;
}

function boundsOf([x, y]: readonly [number, number]): Bounds {
  return [x, y, x, y];
}

/** Gives the two cells of a spot, or why it has none. */
function createLocator(crs: Crs): (spot: Spot) => [lon: string, lat: string] | string {
  const project = createProjector(crs);
  return (spot) => {
    if (spot === null) return ['', ''];
    if (!isAt(spot)) return spot.problem;
    if (isNowhere(spot)) return ['', ''];
    if (!liesInWorldOf(crs, boundsOf(spot)))
      return `its point ${spot.join(', ')} lies outside of ${crs.name}`;
    return crs.isLonLat ? [String(spot[0]), String(spot[1])] : projectSpot(spot, project, crs);
  };
}

function projectSpot(
  spot: readonly [number, number],
  project: Projector,
  crs: Crs,
): [string, string] | string {
  const point = Float64Array.of(...spot);
  project(point);
  const [lon, lat] = [point[0]!, point[1]!];
  if (!Number.isFinite(lon) || !Number.isFinite(lat))
    return `its point ${spot.join(', ')} is no place in ${crs.name}`;
  return [lon, lat].map((degrees) => String(Number(degrees.toFixed(decimals)))) as [string, string];
}

/** An attribute without a name is called by its position; one that is called as another, or as a coordinate, gets a number. */
function nameColumns(fields: readonly string[]): string[] {
  const taken = new Set<string>(placeColumns);
  const named = fields.map((field, at) => {
    const name = field.replace(/\s+/g, ' ').trim() || `Column ${at + 1}`;
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
    taken.add(free);
    return free;
  });
  return [...placeColumns, ...named];
}
