import { boundsOf, locateIn, type Bounds } from '#core/geography';
import type { WorkspaceReader } from '#data/workspace';

/** Where the workspace is about. */
export interface Region {
  /** Degrees. */
  bounds: Bounds;
  holds(lon: number, lat: number): boolean;
}

const known = new WeakMap<WorkspaceReader, { revision: number; region: Region | undefined }>();

/** As `findLand`, kept until the workspace changes: a trial asks for it again and again. */
export function findRegion(reader: WorkspaceReader): Region | undefined {
  const [before, revision] = [known.get(reader), reader.revision()];
  if (before?.revision === revision) return before.region;
  const region = findLand(reader);
  known.set(reader, { revision, region });
  return region;
}

/** The land of the workspace: of the drawn geography that reaches furthest the one with fewest areas. Undefined without any. */
function findLand(reader: WorkspaceReader): Region | undefined {
  const drawn = reader
    .describe()
    .geographies.flatMap(({ geography, vintage, areas, bounds }) =>
      bounds === null ? [] : [{ ref: `${geography}:${vintage}`, areas, bounds, size: sizeOf(bounds) }],
    );
  const widest = Math.max(...drawn.map(({ size }) => size));
  const [chosen] = drawn.filter(({ size }) => size >= 0.98 * widest).toSorted((a, b) => a.areas - b.areas);
  if (chosen === undefined) return undefined;
  const shapes = [...reader.readShapes(chosen.ref)].map(({ shape }) => shape);
  const areas = locateIn(shapes);
  const bounds = shapes.map(boundsOf).reduce(widen);
  return { bounds, holds: (lon, lat) => areas.locate(lon, lat) >= 0 };
}

function sizeOf([west, south, east, north]: Bounds): number {
  return (east - west) * (north - south);
}

function widen(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** What a report says of things that were left out because they are not near; `lie` counts them: "2 rows lie". */
export function phraseFar(times: number, lie: string, km: number): string {
  return `${lie} more than ${km} km from the areas of the workspace and ${times === 1 ? 'was' : 'were'} left out.`;
}

const kmPerDegree = 111.2;

/** Whether a point lies within so many kilometres of the box about the region. */
export function isNear(
  { bounds: [west, south, east, north] }: Region,
  at: [lon: number, lat: number],
  km: number,
): boolean {
  const [lon, lat] = at;
  const up = km / kmPerDegree;
  const along = up / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return lon >= west - along && lon <= east + along && lat >= south - up && lat <= north + up;
}
