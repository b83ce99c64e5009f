import { isNamedAs } from '#contract';
import { type Part, readBeginning } from '#data/formats/archive';
import { refuseOtherKind, refusal, refuseWebPage } from '#data/formats/refusals';
import { JsonText, type Piece } from './json.ts';
import { isRecord, readGeoJsonGeometry, toText } from './positions.ts';
import { batchSize, type Feature, type ShapeFile, type ShapeLayer } from '#data/formats/layer';

/** Whether a file's name says that it is GeoJSON, TopoJSON or a sequence of features. */
export function isJsonName(name: string): boolean {
  return isNamedAs(name, 'geojson', 'topojson');
}

/** Features looked at for the names of their attributes. */
const lookedAt = 500;
const geometryTypes = /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/;

/**
 * The file of one layer that the features of a GeoJSON text are. Coordinates are lon, lat unless an old-style `crs` says otherwise.
 */
export function toShapeFile(part: Part, features: Features): ShapeFile {
  const name = layerName(part);
  return { file: part.source.name, layers: [name], open: () => readFeatures(part, features), close() {} };
}

/** The features of a GeoJSON text, found and not yet parsed. */
export interface Features {
  text: JsonText;
  pieces: readonly Piece[];
  /** The old-style `crs` member; undefined where there is none. */
  crs: unknown;
  kind: string;
}

/**
 * Finds the features of GeoJSON (a FeatureCollection, a Feature, a bare geometry, features one a line or as an RFC 8142 sequence),
 * or gives the topology where it is TopoJSON. `noun` is what a file without features lacks. Throws `input_refused` for what is no
 * GeoJSON, for an incomplete file and for the cut-off answer of a map server.
 */
export async function findFeatures(
  part: Part,
  noun: 'areas' | 'points',
): Promise<Features | { topology: unknown }> {
  refuseNoJson(await readBeginning(part), part);
  const content = await part.read();
  const text = new JsonText(content, part.label);
  const roots = text.listRoots();
  const [root] = roots;
  if (root === undefined) throw notGeoJson(part, 'nothing');
  if (roots.length > 1) return { text, pieces: roots, crs: undefined, kind: 'newline-delimited GeoJSON' };
  if (text.isArray(root)) throw notGeoJson(part, 'a list');
  if (!text.isObject(root)) throw notGeoJson(part, 'a single value');
  const members = text.listMembers(root);
  const type = readMember(text, members, 'type');
  if (type === 'Topology') return { topology: text.parse(root) };
  refuseServerAnswer(text, members, part);
  const crs = readMember(text, members, 'crs');
  if (type === 'FeatureCollection')
    return { text, pieces: listFeatures(text, members, { part, noun }), crs, kind: 'GeoJSON' };
  if (type === 'Feature' || (typeof type === 'string' && geometryTypes.test(type))) {
    return { text, pieces: [root], crs, kind: 'GeoJSON' };
  }
  throw notGeoJson(part, type === undefined ? 'JSON without a type' : `type ${toText(type).slice(0, 40)}`);
}

/** What is no JSON is told by its beginning, before a large file is read. */
function refuseNoJson(start: Uint8Array, part: Part): void {
  refuseWebPage(start, part.label);
  refuseOtherKind(start, part.label);
  const isWide = start[0] === 0xff || start[0] === 0xfe;
  if (isWide) return;
  const text = new TextDecoder().decode(start).replaceAll('\u001E', ' ').trimStart();
  if (text === '')
    throw notGeoJson(part, start.length < 1024 ? 'nothing' : 'nothing but blanks at its beginning');
  if (/^[[{"\d-]|^(true|false|null)\b/.test(text)) return;
  throw notGeoJson(part, `a text that begins with “${text.slice(0, 20).replaceAll(/\s+/g, ' ')}”`);
}

function readMember(text: JsonText, members: ReadonlyMap<string, Piece>, name: string): unknown {
  const piece = members.get(name);
  return piece === undefined ? undefined : text.parse(piece);
}

function notGeoJson(part: Part, found: string) {
  return refusal(`“${part.label}” is not GeoJSON.`, {
    file: part.source.name,
    found,
    expected: 'a FeatureCollection',
    hint: 'Choose GeoJSON, GeoPackage or Shapefile where the source offers formats.',
  });
}

function listFeatures(
  text: JsonText,
  members: ReadonlyMap<string, Piece>,
  { part, noun }: { part: Part; noun: string },
): Piece[] {
  const features = members.get('features');
  if (features === undefined || !text.isArray(features))
    throw notGeoJson(part, 'a FeatureCollection without a list of features');
  const pieces = text.listElements(features);
  if (pieces.length > 0) return pieces;
  throw refusal(`“${part.label}” is empty: it holds no ${noun} at all.`, {
    file: part.source.name,
    found: '0 features',
  });
}

/** Map servers answer in pages and with errors; both look like data at first sight. */
function refuseServerAnswer(text: JsonText, members: ReadonlyMap<string, Piece>, part: Part): void {
  const error = readMember(text, members, 'error');
  if (isRecord(error)) {
    throw refusal(`“${part.label}” holds the error message of a map server, not data.`, {
      file: part.source.name,
      found: toText(error.message ?? error.code).slice(0, 120),
      hint: 'Repeat the download at the source.',
    });
  }
  if (members.has('geometryType') && !members.has('type')) {
    throw refusal(`“${part.label}” is in the JSON of an ArcGIS server, not GeoJSON.`, {
      file: part.source.name,
      found: 'Esri JSON',
      expected: 'GeoJSON',
      hint: 'Ask the server for f=geojson, or download GeoPackage or Shapefile.',
    });
  }
  const properties = readMember(text, members, 'properties');
  const exceeded =
    readMember(text, members, 'exceededTransferLimit') ??
    (isRecord(properties) && properties.exceededTransferLimit);
  const matched = Number(readMember(text, members, 'numberMatched'));
  const returned = Number(readMember(text, members, 'numberReturned'));
  if (exceeded !== true && !(returned < matched)) return;
  throw refusal(`“${part.label}” is one page of a longer answer: the server cut it off.`, {
    file: part.source.name,
    found: returned < matched ? `${returned} of ${matched} features` : 'exceededTransferLimit: true',
    hint: 'Use the download of the whole layer, or fetch all pages and join them.',
  });
}

function layerName(part: Part): string {
  return part.name.replace(/^.*\//, '').replace(/\.\w+$/, '');
}

function readFeatures(part: Part, { text, pieces, crs, kind }: Features): ShapeLayer {
  const fields = listFields(text, pieces);
  const { stated, notes } = readCrs(crs);
  const name = layerName(part);
  return {
    format: kind,
    file: part.source.name,
    layer: name,
    fields,
    crs: stated,
    encoding: null,
    rows: pieces.length,
    notes,
    names: [name, part.source.name],
    sample: (count) => pieces.slice(0, count).map((piece) => readFields(text.parse(piece), fields)),
    *batches(wanted) {
      for (let from = 0; from < pieces.length; from += batchSize) {
        const batch = pieces.slice(from, from + batchSize);
        yield batch.map((piece, index) => readFeature(text.parse(piece), from + index + 1, wanted));
      }
    },
    readThrough: () => Promise.resolve(),
    close() {},
  };
}

/** Names of the attributes of the first features, and `id` where features have one of their own. */
export function listFields(text: JsonText, pieces: readonly Piece[]): string[] {
  const fields = new Set<string>();
  let hasId = false;
  for (const piece of pieces.slice(0, lookedAt)) {
    const feature = text.parse(piece);
    if (!isRecord(feature)) continue;
    if (isRecord(feature.properties)) for (const name of Object.keys(feature.properties)) fields.add(name);
    hasId ||= typeof feature.id === 'string' || typeof feature.id === 'number';
  }
  if (hasId) fields.add('id');
  return [...fields];
}

/** Text of each field; `id` is the feature's own where its properties have none. */
export function readFields(feature: unknown, fields: readonly string[]): string[] {
  if (!isRecord(feature)) return fields.map(() => '');
  const properties = isRecord(feature.properties) ? feature.properties : {};
  return fields.map((field) => {
    if (Object.hasOwn(properties, field)) return toText(properties[field]);
    return field === 'id' ? toText(feature.id) : '';
  });
}

function readFeature(value: unknown, row: number, fields: readonly string[]): Feature {
  const values = readFields(value, fields);
  if (!isRecord(value)) return { row, values, geometry: { problem: 'it is not a feature' } };
  if (value.type === 'Feature') return { row, values, geometry: readGeoJsonGeometry(value.geometry) };
  if (typeof value.type === 'string' && geometryTypes.test(value.type)) {
    return { row, values, geometry: readGeoJsonGeometry(value) };
  }
  return { row, values, geometry: { problem: 'it is not a feature' } };
}

/** The CRS that the member of GeoJSON 2008 names; without one, coordinates are lon, lat by the standard. */
export function readCrs(crs: unknown): { stated: string; notes: string[] } {
  const lonLat = 'EPSG:4326';
  if (crs === undefined || crs === null) return { stated: lonLat, notes: [] };
  if (isRecord(crs) && isRecord(crs.properties)) {
    const { name, code } = crs.properties;
    if (typeof name === 'string') return { stated: name, notes: [] };
    if (crs.type === 'EPSG' && (typeof code === 'number' || typeof code === 'string'))
      return { stated: `EPSG:${code}`, notes: [] };
  }
  return { stated: lonLat, notes: ['Its crs member cannot be read; coordinates were taken as lon, lat.'] };
}
