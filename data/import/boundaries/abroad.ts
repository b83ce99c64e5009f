import type { Bounds } from '#core/geography';
import { type Crs, isWithin, mostly, showCorner } from '#data/formats/crs';
import { refusal } from '#data/formats/refusals';

const kingdom: Bounds = [-9, 49, 2.5, 61.5];

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
  if (bounds.filter((each) => isWithin(each, kingdom)).length * 2 >= bounds.length) return;
  throw refusal(
    `The codes are of the United Kingdom, but by ${crs.name} the areas would lie outside of it.`,
    {
      file,
      found: `longitude and latitude such as ${showCorner(bounds)}`,
      expected: 'longitude −9 to 2.5, latitude 49 to 61.5',
      hint: 'The stated coordinate reference system is probably wrong or the axes are swapped: look it up at the source and state it.',
    },
  );
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
  if (placed.some((each) => isWithin(each, wide)) || !mostly(exchanged, wide)) return;
  const names = crs.geographic ? ['longitude', 'latitude'] : ['easting', 'northing'];
  throw refusal(`The areas of “${file}” have ${names[0]} and ${names[1]} exchanged.`, {
    file,
    found: `areas about ${showCorner(placed)}, far from those of the workspace`,
    expected: `areas about ${showCorner(exchanged)}, as they lie the other way round`,
    hint: 'Swap the axes at the source, for instance with ogr2ogr -swapxy, and import again.',
  });
}

/** Degrees about the areas of the workspace within which nothing is doubted: some 15 km. */
const margin = 0.2;
