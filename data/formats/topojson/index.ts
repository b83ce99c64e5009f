import { feature as toFeature } from 'topojson-client';
import type { GeometryObject as AnyGeometry, Topology } from 'topojson-specification';
import type { Part } from '#data/formats/archive';
import { refusal } from '#data/formats/refusals';
import { readCrs, readFields, isRecord, readGeoJsonGeometry } from '#data/formats/geojson';
import {
  batchSize,
  type Feature,
  type FeatureGeometry,
  type ShapeFile,
  type ShapeLayer,
} from '#data/formats/layer';

/** As a careful reader finds it: nothing but the members is certain. */
type GeometryObject = Omit<AnyGeometry, 'properties'> & { properties?: unknown };

/** The file that a TopoJSON topology is: each of its objects is a layer. Throws `input_refused` for a damaged topology. */
export function openTopology(root: unknown, part: Part): ShapeFile {
  const topology = checkTopology(root, part);
  return {
    file: part.source.name,
    layers: Object.keys(topology.objects),
    open: (name) => openObject(topology, part, name),
    close() {},
  };
}

function openObject(topology: Topology, part: Part, chosen: string): ShapeLayer {
  const object = topology.objects[chosen]!;
  const geometries = listGeometries(object);
  if (geometries.length === 0) {
    throw refusal(`“${part.label}” is empty: “${chosen}” holds no areas at all.`, {
      file: part.source.name,
      found: '0 geometries',
    });
  }
  const fields = listFields(geometries);
  const crs = readCrs((object as { crs?: unknown }).crs ?? (topology as { crs?: unknown }).crs);
  return {
    format: 'TopoJSON',
    file: part.source.name,
    layer: chosen,
    fields,
    crs: crs.stated,
    encoding: null,
    rows: geometries.length,
    notes: crs.notes,
    names: [chosen, part.name, part.source.name],
    sample: (count) => geometries.slice(0, count).map((geometry) => readFields(geometry, fields)),
    *batches(wanted) {
      for (let from = 0; from < geometries.length; from += batchSize) {
        const batch = geometries.slice(from, from + batchSize);
        yield batch.map((geometry, index): Feature => ({
          row: from + index + 1,
          values: readFields(geometry, wanted),
          geometry: readTopologyGeometry(topology, geometry),
        }));
      }
    },
    readThrough: () => Promise.resolve(),
    close() {},
  };
}

/** A collection as one geometry: all of it belongs to one area. */
function joined(features: readonly { geometry: unknown }[]) {
  return { type: 'GeometryCollection', geometries: features.map(({ geometry }) => geometry) };
}

function checkTopology(root: unknown, part: Part): Topology {
  if (
    isRecord(root) &&
    isRecord(root.objects) &&
    Array.isArray(root.arcs) &&
    Object.values(root.objects).every(isRecord)
  ) {
    if (Object.keys(root.objects).length > 0) return root as unknown as Topology;
  }
  throw refusal(`“${part.label}” is a damaged TopoJSON file.`, {
    file: part.source.name,
    found: 'a topology without objects or arcs',
    hint: 'Fetch the file again.',
  });
}

function listGeometries(object: GeometryObject): GeometryObject[] {
  if (object.type !== 'GeometryCollection') return [object];
  const { geometries } = object as { geometries?: unknown };
  return Array.isArray(geometries) ? (geometries.filter(isRecord) as unknown as GeometryObject[]) : [];
}

function listFields(geometries: readonly GeometryObject[]): string[] {
  const fields = new Set<string>();
  for (const { properties } of geometries.slice(0, 500)) {
    if (isRecord(properties)) for (const name of Object.keys(properties)) fields.add(name);
  }
  if (geometries.some(({ id }) => id !== undefined)) fields.add('id');
  return [...fields];
}

function readTopologyGeometry(topology: Topology, geometry: GeometryObject): FeatureGeometry {
  try {
    const feature = toFeature(topology, geometry as AnyGeometry);
    return feature.type === 'Feature'
      ? readGeoJsonGeometry(feature.geometry)
      : readGeoJsonGeometry(joined(feature.features));
  } catch {
    return { problem: 'its arcs are damaged' };
  }
}
