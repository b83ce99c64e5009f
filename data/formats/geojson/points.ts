import type { Part } from '#data/formats/archive';
import { type Features, findFeatures, listFields, readCrs, readFields } from './geojson.ts';
import { isRecord } from './positions.ts';
import { refusal } from '#data/formats/refusals';
import { noImportElsewhere, findSpot, type PointRecord, type PointLayer } from '#data/formats/layer';

/**
 * Opens GeoJSON of points, in any of its forms. Features that are no points are problems of their own. Throws `input_refused` for
 * what is no GeoJSON, for an incomplete file, for the cut-off answer of a map server, and for TopoJSON.
 */
export async function openPlaceJson(part: Part): Promise<PointLayer> {
  const found = await findFeatures(part, 'points');
  if (!('topology' in found)) return toSource(part, found);
  throw refusal(`“${part.label}” is TopoJSON, which holds outlines, not points.`, {
    file: part.source.name,
    found: 'TopoJSON',
    expected: 'GeoJSON of points',
    hint: noImportElsewhere,
  });
}

function toSource(part: Part, { text, pieces, crs, kind }: Features): PointLayer {
  const fields = listFields(text, pieces);
  const { stated, notes } = readCrs(crs);
  return {
    label: part.label,
    file: part.source.name,
    format: part.path === null ? `${kind}, packed` : kind,
    fields,
    crs: stated,
    encoding: null,
    rows: pieces.length,
    notes,
    read: (from, to) => pieces.slice(from, to).map((piece) => readPlace(text.parse(piece), fields)),
  };
}

function readPlace(feature: unknown, fields: readonly string[]): PointRecord {
  const values = readFields(feature, fields);
  if (!isRecord(feature)) return { values, spot: { problem: 'it is not a feature' } };
  const geometry = feature.type === 'Feature' ? feature.geometry : feature;
  if (geometry === null || geometry === undefined) return { values, spot: null };
  if (!isRecord(geometry)) return { values, spot: { problem: 'its geometry has no type' } };
  return { values, spot: findSpot(geometry.type, geometry.coordinates) };
}
