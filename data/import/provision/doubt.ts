import { createProjector, parseCrs } from '#data/formats/crs';
import { isNear, type Region } from './region.ts';

/** Two numbers of a row as they stand: easting and northing, or longitude and latitude. */
export interface Numbers {
  x: number;
  y: number;
}

/** A reading of numbers that puts them into the region, and what to do about it. */
interface Reading {
  words: string;
  read: (numbers: Numbers) => Numbers | undefined;
}

/** Beside the region a place may well lie; farther off, another reading is asked for. */
export const doubtKm = 25;
/** The United Kingdom, its seas and Ireland. */
const kingdom = { west: -11, south: 49, east: 2.5, north: 61.5 };

const british = 'EPSG:27700';
const grids = {
  'EPSG:29902': 'the Irish Grid',
  'EPSG:2157': 'Irish Transverse Mercator',
  'EPSG:32630': 'UTM zone 30',
  'EPSG:32629': 'UTM zone 29',
  'EPSG:3857': 'Web Mercator',
} as const;

const project = (crs: string) => {
  const projector = createProjector(parseCrs(crs, ''));
  return ({ x, y }: Numbers): Numbers | undefined => {
    const point = Float64Array.of(x, y);
    projector(point);
    return Number.isFinite(point[0]) && Number.isFinite(point[1])
      ? { x: point[0]!, y: point[1]! }
      : undefined;
  };
};
const swap = ({ x, y }: Numbers): Numbers => ({ x: y, y: x });

const asDegrees: readonly Reading[] = [
  {
    words: 'look exchanged: the columns of longitude and latitude hold each other’s numbers',
    read: swap,
  },
  {
    words:
      'would lie in the region with a minus sign before the longitude: places west of Greenwich need one',
    read: ({ x, y }) => ({ x: -x, y }),
  },
  {
    words: 'are metres of the British National Grid, not degrees: name the columns as easting and northing',
    read: project(british),
  },
];

const asMetres: readonly Reading[] = [
  {
    words: 'look exchanged: the columns of easting and northing hold each other’s numbers',
    read: (numbers) => project(british)(swap(numbers)),
  },
  {
    words: 'are degrees, not metres: name the columns as longitude and latitude',
    read: (numbers) => numbers,
  },
  {
    words: 'are degrees, latitude first: name the columns as latitude and longitude',
    read: swap,
  },
  ...Object.entries(grids).map(([crs, name]): Reading => ({
    words: `are metres of ${name}, not of the British National Grid: say the reference system ${crs}`,
    read: project(crs),
  })),
];

/**
 * Why the numbers of a place are doubtful, as the end of a sentence that begins with them; undefined where they are not. They are where
 * the place (`at`, degrees; undefined where they are none at all) lies away from the region and another reading of the same numbers
 * would put it there: exchanged, without its sign, in degrees, or in metres of another grid. A place beyond the British Isles is
 * doubtful too where the region lies within them.
 */
export function findDoubt(
  numbers: Numbers,
  kind: 'degrees' | 'metres',
  { at, region }: { at: { lon: number; lat: number } | undefined; region: Region | undefined },
): string | undefined {
  if (region === undefined) return undefined;
  if (at !== undefined && isNear(region, [at.lon, at.lat], doubtKm)) return undefined;
  const readings = kind === 'degrees' ? asDegrees : asMetres;
  const found = readings.find(({ read }) => {
    const place = read(numbers);
    return place !== undefined && region.holds(place.x, place.y);
  });
  if (found !== undefined) return found.words;
  const [west, south, east, north] = region.bounds;
  if (at === undefined || !isBritish(west, south) || !isBritish(east, north) || isBritish(at.lon, at.lat))
    return undefined;
  return `lie beyond the British Isles (longitude ${at.lon.toFixed(4)}, latitude ${at.lat.toFixed(4)}): check the numbers, or say the reference system they are in`;
}

function isBritish(lon: number, lat: number): boolean {
  return lon >= kingdom.west && lon <= kingdom.east && lat >= kingdom.south && lat <= kingdom.north;
}

/** Whether a text is an angle in degrees, minutes and seconds, such as 53°24'42"N. */
export function isSexagesimal(text: string): boolean {
  return /^\s*[NSEW]?\s*-?\d{1,3}\s*[°º:d ]\s*\d{1,2}\s*['′’:m ]\s*(\d{1,2}(\.\d+)?\s*["″”s]?)?\s*[NSEW]?\s*$/i.test(
    text,
  );
}
