import type { TargetList } from '#contract';
import { shapeToRings, type Shape } from '#core/geography';
import { listColumns } from './columns.ts';
import { listFacts } from './facts.ts';

/** Degrees to seven decimals: about a centimetre, finer than any published boundary. */
function roundDegrees(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}

function toGeometry(shape: Shape | undefined): object | null {
  if (shape === undefined) return null;
  const coordinates = shapeToRings(shape).map((polygon) =>
    polygon.map((ring) => ring.map(([lon, lat]) => [roundDegrees(lon), roundDegrees(lat)])),
  );
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0] }
    : { type: 'MultiPolygon', coordinates };
}

/**
 * The list as GeoJSON (RFC 7946, lon/lat), one feature an area in rank order, and the facts as a foreign member.
 * An area without geometry is a feature with a null geometry.
 */
export function formatGeoJson(list: TargetList, shapes: Map<string, Shape>): string {
  const columns = listColumns(list);
  const features = list.areas.map((area) => {
    const properties = Object.fromEntries(columns.map((column) => [column.key, column.read(area)]));
    return JSON.stringify({
      type: 'Feature',
      id: area.code,
      properties,
      geometry: toGeometry(shapes.get(area.code)),
    });
  });
  const facts = JSON.stringify(listFacts(list).map(([name, value]) => ({ name, value })));
  return `{"type":"FeatureCollection","name":${JSON.stringify(list.title)},"pinpoint":${facts},"features":[\n${features.join(',\n')}\n]}\n`;
}
