import { type Bounds, boundsOf } from '#core/geography';
import { refuse } from '../refusal.ts';
import { type Crs, getBritishNationalGrid, isBritishNationalGrid, wgs84 } from './crs.ts';
import { type Feature, isShape } from './source.ts';

/** With room for what rounding adds at the edge of the world. */
const degrees: Bounds = [-180.001, -90.001, 180.001, 90.001];
/** Great Britain in metres of its grid, with room to spare for the sea and for a careless generalisation. */
const britain: Bounds = [-100_000, -100_000, 800_000, 1_400_000];
/** Where the United Kingdom's grid coordinates really lie, to recognise them by. */
const britishLand: Bounds = [5_000, 5_000, 660_000, 1_225_000];
/** The United Kingdom with latitude first: a stretch of the Indian Ocean. */
const kingdomSwapped: Bounds = [49, -9, 61.5, 2.5];
const kingdom: Bounds = [-9, 49, 2.5, 61.5];
/** Metres (or feet) from any origin on earth. */
const theEarth: Bounds = [-7e7, -7e7, 7e7, 7e7];

/** Bounds of every area of a batch, in the CRS of the file. */
export function listBounds(features: readonly Feature[]): Bounds[] {
  return features.flatMap(({ geometry }) => (isShape(geometry) ? [boundsOf(geometry)] : []));
}

/**
 * The CRS of a file that names none, from where its first areas lie: degrees are lon, lat; metres within Great Britain are
 * British National Grid. The choice is among the notes. Throws `input_refused` where the numbers fit neither.
 */
export function guessCrs(bounds: readonly Bounds[], file: string): Crs {
  if (bounds.length === 0) return wgs84;
  if (mostly(bounds, degrees)) {
    return {
      ...wgs84,
      notes: [
        'The file names no coordinate reference system; its coordinates were taken as lon, lat in degrees.',
      ],
    };
  }
  if (mostly(bounds, britishLand)) {
    const note =
      'The file names no coordinate reference system; its coordinates were taken as British National Grid (EPSG:27700).';
    return { ...getBritishNationalGrid(), notes: [note] };
  }
  throw refuse(
    'The file does not say which coordinate reference system it is in, and its coordinates do not tell.',
    {
      file,
      found: `coordinates such as ${corner(bounds)}`,
      expected: 'degrees, or metres of the British National Grid',
      hint: 'Look it up at the source and state it, for instance as EPSG:3857, or choose the file together with its .prj.',
    },
  );
}

/** Whether an area can lie where its coordinates say, in this CRS. */
export function isPlausible(crs: Crs, bounds: Bounds): boolean {
  return within(bounds, worldOf(crs));
}

function worldOf(crs: Crs): Bounds {
  if (crs.geographic) return degrees;
  return isBritishNationalGrid(crs) ? britain : theEarth;
}

/**
 * Throws `input_refused`, with the likely cause, where the first areas of a file cannot lie where the stated CRS puts them:
 * degrees under a grid in metres, metres under degrees, latitude before longitude, or coordinates off the earth.
 */
export function refuseMisplaced(crs: Crs, bounds: readonly Bounds[], file: string): void {
  if (bounds.length === 0) return;
  const found = `coordinates such as ${corner(bounds)}`;
  if (crs.geographic && mostly(bounds, kingdomSwapped)) {
    throw refuse('The file has latitude before longitude: it would lie in the Indian Ocean.', {
      file,
      found,
      expected: 'longitude, then latitude',
      hint: 'Swap the axes at the source, for instance with ogr2ogr -swapxy, and import again.',
    });
  }
  if (!crs.geographic && mostly(bounds, degrees)) {
    throw refuse(`The file says it is in ${crs.name}, but its coordinates are degrees.`, {
      file,
      found,
      expected: 'metres',
      hint: 'Its .prj or crs entry is probably wrong: state the coordinate reference system as EPSG:4326.',
    });
  }
  if (mostly(bounds, worldOf(crs))) return;
  throw crs.geographic ? notDegrees(bounds, crs, file) : offTheGrid(bounds, crs, file);
}

function notDegrees(bounds: readonly Bounds[], crs: Crs, file: string) {
  const isBritish = mostly(bounds, britishLand);
  const isSwapped = mostly(bounds.map(swapped), degrees);
  const cause = isSwapped ? ': latitude probably comes before longitude' : '';
  return refuse(
    `The file says it is in ${crs.name}, but its coordinates are no longitudes and latitudes${cause}.`,
    {
      file,
      found: `coordinates such as ${corner(bounds)}`,
      expected: 'degrees: longitude −180 to 180, latitude −90 to 90',
      hint: isBritish
        ? 'They look like metres of the British National Grid: state the coordinate reference system as EPSG:27700.'
        : isSwapped
          ? 'Swap the axes at the source and import again.'
          : 'Look the coordinate reference system up at the source and state it.',
    },
  );
}

function offTheGrid(bounds: readonly Bounds[], crs: Crs, file: string) {
  const isSwapped = mostly(bounds.map(swapped), worldOf(crs));
  const cause = isSwapped ? ': northing probably comes before easting' : '';
  return refuse(`The file says it is in ${crs.name}, but its coordinates lie outside of it${cause}.`, {
    file,
    found: `coordinates such as ${corner(bounds)}`,
    expected: isBritishNationalGrid(crs)
      ? 'eastings 0–700,000, northings 0–1,300,000'
      : 'metres on the earth',
    hint: isSwapped
      ? 'Swap the axes at the source and import again.'
      : 'Look the coordinate reference system up at the source and state it, for instance as EPSG:3857.',
  });
}

/**
 * Throws `input_refused` where areas with codes of the United Kingdom would mostly lie outside of it: the stated CRS is not
 * the one the coordinates are in, even though the numbers fit. `bounds` are in degrees.
 */
export function refuseAbroad(
  codes: readonly string[],
  bounds: readonly Bounds[],
  { file, crs }: { file: string; crs: Crs },
): void {
  const british = codes.filter((code) => /^[EWSNK]\d{8}$/.test(code)).length;
  if (bounds.length === 0 || british * 10 < codes.length * 9) return;
  if (bounds.filter((each) => within(each, kingdom)).length * 2 >= bounds.length) return;
  throw refuse(`The codes are of the United Kingdom, but by ${crs.name} the areas would lie outside of it.`, {
    file,
    found: `longitude and latitude such as ${corner(bounds)}`,
    expected: 'longitude −9 to 2.5, latitude 49 to 61.5',
    hint: 'The stated coordinate reference system is probably wrong or the axes are swapped: look it up at the source and state it.',
  });
}

/**
 * Throws `input_refused` where first areas lie beside the region of the workspace and would lie in it with easting and northing, or
 * longitude and latitude, exchanged. `placed` and `exchanged` are their bounds in degrees, read both ways.
 */
export function refuseExchanged(
  { placed, exchanged }: { placed: readonly Bounds[]; exchanged: readonly Bounds[] },
  region: Bounds | undefined,
  { file, crs }: { file: string; crs: Crs },
): void {
  if (region === undefined || placed.length === 0) return;
  const [west, south, east, north] = region;
  const wide: Bounds = [west - margin, south - margin, east + margin, north + margin];
  if (placed.some((each) => within(each, wide)) || !mostly(exchanged, wide)) return;
  const names = crs.geographic ? ['longitude', 'latitude'] : ['easting', 'northing'];
  throw refuse(`The areas of “${file}” have ${names[0]} and ${names[1]} exchanged.`, {
    file,
    found: `areas about ${corner(placed)}, far from those of the workspace`,
    expected: `areas about ${corner(exchanged)}, as they lie the other way round`,
    hint: 'Swap the axes at the source, for instance with ogr2ogr -swapxy, and import again.',
  });
}

/** Degrees about the areas of the workspace within which nothing is doubted: some 15 km. */
const margin = 0.2;

/** At least half: single strays are rejected one by one later. */
function mostly(bounds: readonly Bounds[], world: Bounds): boolean {
  return bounds.filter((each) => within(each, world)).length * 2 >= bounds.length;
}

function within([west, south, east, north]: Bounds, [w, s, e, n]: Bounds): boolean {
  return west >= w && south >= s && east <= e && north <= n;
}

function swapped([west, south, east, north]: Bounds): Bounds {
  return [south, west, north, east];
}

function corner(bounds: readonly Bounds[]): string {
  const [x, y] = bounds[0]!;
  const digits = Math.abs(x) < 1000 && Math.abs(y) < 1000 ? 4 : 0;
  return `${x.toFixed(digits)}, ${y.toFixed(digits)}`;
}
