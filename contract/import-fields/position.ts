import { z } from 'zod';
import { column, field, group, type FieldValues } from './field.ts';

const isSet = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** What is wrong with a position: half a pair, or no way to one at all. */
function positionProblem(value: unknown): string | undefined {
  const { lonColumn, latColumn, eastingColumn, northingColumn, postcodeColumn } = value as FieldValues;
  if (isSet(lonColumn) !== isSet(latColumn)) return 'A position needs both longitude and latitude.';
  if (isSet(eastingColumn) !== isSet(northingColumn)) return 'A position needs both easting and northing.';
  if ([lonColumn, eastingColumn, postcodeColumn].some(isSet)) return undefined;
  return 'Choose the columns that say where each row lies.';
}

const half = { none: 'None', isHalf: true };

const coordinates = {
  lonColumn: column({
    label: 'Longitude',
    noun: 'longitude column',
    flag: { words: '--lon-column <name>', help: 'longitude, degrees' },
    ...half,
  }),
  latColumn: column({
    label: 'Latitude',
    noun: 'latitude column',
    flag: { words: '--lat-column <name>', help: 'latitude, degrees' },
    ...half,
  }),
  eastingColumn: column({
    label: 'Easting',
    noun: 'easting column',
    flag: { words: '--easting-column <name>', help: 'easting, metres' },
    ...half,
  }),
  northingColumn: column({
    label: 'Northing',
    noun: 'northing column',
    flag: { words: '--northing-column <name>', help: 'northing, metres' },
    ...half,
  }),
  crs: field('text', z.string().nullable(), {
    label: 'Reference system of easting and northing',
    name: 'Reference system',
    help: 'An EPSG code, proj4 text or WKT; empty means the British National Grid.',
    asks: 'reference system',
    onlyWith: 'eastingColumn',
    flag: {
      words: '--crs <crs>',
      help: 'of easting and northing, EPSG:27700 unless said; without these columns of the points of a shapefile or GeoJSON',
    },
  }),
};

const words = { label: 'Position', noun: 'where it lies', section: 'position', check: positionProblem };

/** Where a row of a file lies. The first way that is set and filled in counts: lon/lat, easting/northing, postcode. */
export const positionField = group(
  {
    ...coordinates,
    postcodeColumn: column({
      label: 'Postcode',
      noun: 'postcode column',
      none: 'None',
      flag: { words: '--postcode-column <name>', help: 'postcode, where there are no coordinates' },
    }),
  },
  words,
);
export type PositionColumns = z.infer<typeof positionField.schema>;

/** As `positionField`, by coordinates alone. */
export const coordinatesField = group(coordinates, words);
