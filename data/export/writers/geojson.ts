import type { Geometry } from 'geojson';
import { coordinateSystems, usualCoordinateSystem } from '#contract';
import type { DocumentRow, ExportDocument, Passed } from '#core/disclosure';
import { shapeToRings, type Shape } from '#core/geography';
import { writeWhole } from '#data/files';
import { readGeoJson } from '../scan/geojson.ts';
import type { FormatWriter } from './writer.ts';

function toGeometry({ shape, point }: DocumentRow): Geometry | null {
  if (shape !== undefined) return toPolygons(shape);
  return point === undefined ? null : { type: 'Point', coordinates: [...point] };
}

function toPolygons(shape: Shape): Geometry {
  const coordinates = shapeToRings(shape);
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates };
}

/**
 * The main table as GeoJSON (RFC 7946: lon/lat, outer rings anticlockwise), one feature a row in its order, and the facts
 * as a foreign member. A row that lies nowhere is a feature with a null geometry. In another coordinate system it says so as
 * GeoJSON of 2008 did (`crs`), which GIS programs still heed, and answers that RFC 7946 has no such thing.
 */
async function writeGeoJson({ content }: Passed<ExportDocument>, path: string): Promise<string[]> {
  const {
    title,
    tables: [table],
    facts,
    system = usualCoordinateSystem,
  } = content;
  const { code, name, decimals } = coordinateSystems[system];
  // Loaded only where it is needed: it is large, and every other format does without.
  const { rewind, truncate } = await import('@turf/turf');
  const tidy = (geometry: Geometry): Geometry => {
    const short = truncate(geometry, { precision: decimals, mutate: true });
    // Its type says that it might give back another kind of GeoJSON than it was given; it does not.
    return short.type === 'Point' ? short : (rewind(short, { mutate: true }) as Geometry);
  };
  const features = table.rows.map((row) => {
    const properties = Object.fromEntries(table.columns.map(({ key }, at) => [key, row.cells[at] ?? null]));
    const geometry = toGeometry(row);
    return JSON.stringify({
      type: 'Feature',
      id: row.id,
      properties,
      geometry: geometry === null ? null : tidy(geometry),
    });
  });
  const about = JSON.stringify(facts.map(([name, value]) => ({ name, value })));
  const isUsual = system === usualCoordinateSystem;
  const crs = isUsual ? '' : `"crs":{"type":"name","properties":{"name":"${nameSystem(code)}"}},`;
  const text = `{"type":"FeatureCollection","name":${JSON.stringify(title)},${crs}"pinpoint":${about},"features":[\n${features.join(',\n')}\n]}\n`;
  writeWhole(path, text);
  return isUsual
    ? []
    : [
        `GeoJSON since 2016 (RFC 7946) knows longitude and latitude alone: programs that heed nothing older misplace ${name} (${system}), which this file names as GeoJSON of 2008 did.`,
      ];
}

const nameSystem = (code: number): string => `urn:ogc:def:crs:EPSG::${code}`;

const words = [
  ...Object.values(coordinateSystems).map(({ code }) => nameSystem(code)),
  'crs',
  'properties',
  'type',
  'name',
  'pinpoint',
  'value',
  'FeatureCollection',
  'Feature',
  'Point',
  'Polygon',
  'MultiPolygon',
];

export const geojson: FormatWriter = { write: writeGeoJson, readBack: readGeoJson, words };
