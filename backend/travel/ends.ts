import { type Travel, isByTimetable } from '#contract';
import { formatCount, onePointEach, weightedPoints, type Ends } from '#core/provision';
import { layAreaEnds, type AreaEnds, type LonLat, type WeightedPoint } from '#core/routing';
import type { AreaPointsRow, AreaRow, WorkspaceReader } from '#data/workspace';

/** Where the journeys of a geography end: its population points, and where an area has none a point on its surface. */
export interface JourneyEnds {
  geography: string;
  /** For each area its ends. */
  areas: AreaEnds;
  /** The same ends one after another, area after area. */
  points: Ends;
  /** The release of the population points; null where there are none: then each area has one end. */
  release: number | null;
  /** How many areas have population points, and how many of those there are. */
  counts: { areas: number; points: number };
}

/** Laid once for the areas as a reader keeps them, that is until the workspace changes. */
const laid = new WeakMap<AreaRow, JourneyEnds>();

/** The ends of a geography's journeys by its newest release of population points. Throws `not_found`. */
export function getEnds(reader: WorkspaceReader, geography: string): JourneyEnds {
  const areas = reader.getAreas(geography);
  const known = laid.get(areas);
  if (known !== undefined) return known;
  const points = reader.findAreaPoints(geography);
  const ends = points === undefined ? layOneEach(areas) : layPoints(areas, points);
  laid.set(areas, ends);
  return ends;
}

/** The label point, which lies on the surface. */
function surfacePoint({ lon, lat }: AreaRow, area: number): LonLat {
  return { lon: lon[area]!, lat: lat[area]! };
}

function layOneEach(areas: AreaRow): JourneyEnds {
  const { geography, codes } = areas;
  return {
    geography,
    areas: layAreaEnds(codes.map((_, area) => [surfacePoint(areas, area)])),
    points: onePointEach(codes.length),
    release: null,
    counts: { areas: 0, points: 0 },
  };
}

function layPoints(areas: AreaRow, given: AreaPointsRow): JourneyEnds {
  const { geography, codes } = areas;
  const ends: WeightedPoint[][] = codes.map(() => []);
  given.area.forEach((area, point) =>
    ends[area]!.push({ lon: given.lon[point]!, lat: given.lat[point]!, weight: given.weight[point]! }),
  );
  const withPoints = ends.filter(({ length }) => length > 0).length;
  ends.forEach((own, area) => {
    if (own.length === 0) own.push({ ...surfacePoint(areas, area), weight: 1 });
  });
  const all = layAreaEnds(ends);
  const area = Int32Array.from(ends.flatMap((own, at) => own.map(() => at)));
  const points = weightedPoints(area, all.weight, codes.length);
  return {
    geography,
    areas: all,
    points,
    release: given.release,
    counts: { areas: withPoints, points: given.area.length },
  };
}

/** Each end as an area of its own: what routing measures where the ends are wanted one by one. */
export function separateEnds({ areas: { lon, lat } }: JourneyEnds): AreaEnds {
  const start = Int32Array.from({ length: lon.length + 1 }, (_, point) => point);
  return { lon, lat, start, weight: new Float64Array(lon.length).fill(1) };
}

/** What the ends are, to go with how travel is measured: "to 3,912 population points of 984 areas". */
export function phraseEnds({ release, counts, points }: JourneyEnds, travel: Travel): string {
  const to = isByTimetable(travel.mode) && travel.direction === 'to' ? 'from' : 'to';
  if (release === null) return `${to} a point on each area's surface`;
  const bare = points.areaCount - counts.areas;
  const given = `${to} ${count(counts.points, 'population point')} of ${count(counts.areas, 'area')}`;
  if (bare === 0) return given;
  return `${given}, and for ${count(bare, 'area')} without any ${to} a point on ${bare === 1 ? 'its' : 'their'} surface`;
}

function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;
}
