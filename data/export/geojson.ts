import { shapeToRings, type Shape } from '#core/geography';
import type { DocumentRow, ExportDocument } from './document.ts';

/** Degrees to seven decimals: about a centimetre, finer than any published boundary. */
function roundDegrees(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}

function toGeometry({ shape, point }: DocumentRow): object | null {
  if (shape !== undefined) return toPolygons(shape);
  return point === undefined ? null : { type: 'Point', coordinates: point.map(roundDegrees) };
}

function toPolygons(shape: Shape): object {
  const coordinates = shapeToRings(shape).map((polygon) =>
    polygon.map((ring) => ring.map(([lon, lat]) => [roundDegrees(lon), roundDegrees(lat)])),
  );
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0] }
    : { type: 'MultiPolygon', coordinates };
}

/**
 * The main table as GeoJSON (RFC 7946, lon/lat), one feature a row in its order, and the facts as a foreign member.
 * A row that lies nowhere is a feature with a null geometry.
 */
export function formatGeoJson({ title, tables: [table], facts }: ExportDocument): string {
  const features = table.rows.map((row) => {
    const properties = Object.fromEntries(table.columns.map(({ key }, at) => [key, row.cells[at] ?? null]));
    return JSON.stringify({ type: 'Feature', id: row.id, properties, geometry: toGeometry(row) });
  });
  const about = JSON.stringify(facts.map(([name, value]) => ({ name, value })));
  return `{"type":"FeatureCollection","name":${JSON.stringify(title)},"pinpoint":${about},"features":[\n${features.join(',\n')}\n]}\n`;
}
