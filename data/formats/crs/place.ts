import { type Bounds, boundsOf } from '#core/geography';
import { refusal } from '#data/formats/refusals';
import { type Crs, getBritishNationalGrid, isBritishNationalGrid, parseCrs, wgs84 } from './crs.ts';
import { type Feature, isShape } from '#data/formats/layer';

/** With room for what rounding adds at the edge of the world. */
const degrees: Bounds = [-180.001, -90.001, 180.001, 90.001];
/** Great Britain in metres of its grid, with room to spare for the sea and for a careless generalisation. */
const britain: Bounds = [-100_000, -100_000, 800_000, 1_400_000];
/** Where the United Kingdom's grid coordinates really lie, to recognise them by. */
const britishLand: Bounds = [5_000, 5_000, 660_000, 1_225_000];
/** The United Kingdom with latitude first: a stretch of the Indian Ocean. */
const kingdomSwapped: Bounds = [49, -9, 61.5, 2.5];
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
function guessCrs(bounds: readonly Bounds[], file: string): Crs {
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
  throw refusal(
    'The file does not say which coordinate reference system it is in, and its coordinates do not tell.',
    {
      file,
      found: `coordinates such as ${showCorner(bounds)}`,
      expected: 'degrees, or metres of the British National Grid',
      hint: 'Look it up at the source and state it, for instance as EPSG:3857, or choose the file together with its .prj.',
    },
  );
}

/**
 * The CRS to read a layer by: what the person stated, else what the file states, else what the bounds of its first features suggest.
 * Throws as `parseCrs` and `guessCrs` do.
 */
export function resolveCrs(
  layer: { crs: string | null; file: string },
  bounds: readonly Bounds[],
  stated: string | null,
): Crs {
  if (stated !== null && stated !== '') return parseCrs(stated, layer.file);
  if (layer.crs !== null) return parseCrs(layer.crs, layer.file);
  return guessCrs(bounds, layer.file);
}

/** Whether an area can lie where its coordinates say, in this CRS. */
export function liesInWorldOf(crs: Crs, bounds: Bounds): boolean {
  return isWithin(bounds, worldOf(crs));
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
  const found = `coordinates such as ${showCorner(bounds)}`;
  if (crs.geographic && mostly(bounds, kingdomSwapped)) {
    throw refusal('The file has latitude before longitude: it would lie in the Indian Ocean.', {
      file,
      found,
      expected: 'longitude, then latitude',
      hint: 'Swap the axes at the source, for instance with ogr2ogr -swapxy, and import again.',
    });
  }
  if (!crs.geographic && mostly(bounds, degrees)) {
    throw refusal(`The file says it is in ${crs.name}, but its coordinates are degrees.`, {
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
  return refusal(
    `The file says it is in ${crs.name}, but its coordinates are no longitudes and latitudes${cause}.`,
    {
      file,
      found: `coordinates such as ${showCorner(bounds)}`,
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
  return refusal(`The file says it is in ${crs.name}, but its coordinates lie outside of it${cause}.`, {
    file,
    found: `coordinates such as ${showCorner(bounds)}`,
    expected: isBritishNationalGrid(crs)
      ? 'eastings 0–700,000, northings 0–1,300,000'
      : 'metres on the earth',
    hint: isSwapped
      ? 'Swap the axes at the source and import again.'
      : 'Look the coordinate reference system up at the source and state it, for instance as EPSG:3857.',
  });
}

/** Whether at least half of some boxes lie within another: single strays are rejected one by one later. True for none. */
export function mostly(bounds: readonly Bounds[], world: Bounds): boolean {
  return bounds.filter((each) => isWithin(each, world)).length * 2 >= bounds.length;
}

/** Whether a box lies within another, edges included. */
export function isWithin([west, south, east, north]: Bounds, [w, s, e, n]: Bounds): boolean {
  return west >= w && south >= s && east <= e && north <= n;
}

function swapped([west, south, east, north]: Bounds): Bounds {
  return [south, west, north, east];
}

/** Where the first of some boxes (at least one) begins, for a sentence: `-2.8396, 53.4119`, `341000, 391000`. */
export function showCorner(bounds: readonly Bounds[]): string {
  const [x, y] = bounds[0]!;
  const digits = Math.abs(x) < 1000 && Math.abs(y) < 1000 ? 4 : 0;
  return `${x.toFixed(digits)}, ${y.toFixed(digits)}`;
}
