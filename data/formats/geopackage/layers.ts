import { open, writeFile } from 'node:fs/promises';
import { PinpointError } from '#contract';
import { decodeGeoPackageGeometry } from '#core/geography';
import {
  type ForeignCrs,
  type ForeignGeoPackage,
  type ForeignRow,
  openForeignGeoPackage,
} from './foreign.ts';
import { type Part, readBeginning, refuseLarge } from '#data/formats/archive';
import { refusal, refuseWebPage } from '#data/formats/refusals';
import {
  batchSize,
  type Feature,
  type FeatureGeometry,
  type ShapeFile,
  type ShapeLayer,
} from '#data/formats/layer';

/** A place on disk for a file that is unpacked; `remove` takes it away with all that lies in it. */
export interface UnpackPlace {
  makeFile(name: string): string;
  remove(): void;
}

export interface GeoPackageOptions {
  /** Called every few milliseconds where a layer is computed; may throw, as where a person has cancelled. */
  keepGoing: () => void;
  /** Where a GeoPackage from an archive is unpacked to. */
  makePlace: () => UnpackPlace;
}

/**
 * Opens a GeoPackage for its layers of polygons. One inside a zip is unpacked first; `close` removes that. Throws `input_refused`
 * where it is no GeoPackage, incomplete, or takes too long or too much memory to compute.
 */
export async function openGeoPackage(part: Part, options: GeoPackageOptions): Promise<ShapeFile> {
  const { path, remove } = await toDisk(part, options.makePlace);
  try {
    await refuseIncomplete(path, part);
    const file = await openForeignGeoPackage(path, part.label, options);
    return {
      file: part.source.name,
      layers: file.layers.map(({ name }) => name),
      open: (name) => openTable(file, part, name),
      close() {
        file.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function toDisk(
  part: Part,
  makePlace: () => UnpackPlace,
): Promise<{ path: string; remove: () => void }> {
  if (part.path !== null) return { path: part.path, remove() {} };
  const start = await readBeginning(part);
  refuseWebPage(start, part.label);
  if (!isSqlite(start)) throw notSqlite(part);
  refuseLarge(part);
  const place = makePlace();
  try {
    const path = place.makeFile('layer.gpkg');
    await writeFile(path, part.pieces());
    return { path, remove: () => place.remove() };
  } catch (error) {
    place.remove();
    throw error;
  }
}

/** Whether a file begins as every SQLite file does. */
export function isSqlite(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 15)).toString('latin1') === 'SQLite format 3';
}

function notSqlite(part: Part) {
  return refusal(`“${part.label}” is not a GeoPackage.`, {
    file: part.source.name,
    found: 'content of another kind',
    expected: 'a GeoPackage',
    hint: 'Fetch the file again.',
  });
}

/** SQLite reads a file that was cut off until it comes to a page that is not there; its header says at once how long it is. */
async function refuseIncomplete(path: string, part: Part): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const header = Buffer.alloc(100);
    await handle.read(header, 0, 100, 0);
    const { size } = await handle.stat();
    if (header.toString('latin1', 0, 15) !== 'SQLite format 3') return;
    const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
    const isCountValid = header.readUInt32BE(24) === header.readUInt32BE(92);
    const expected = pageSize * header.readUInt32BE(28);
    if (!isCountValid || size >= expected) return;
    throw refusal(`“${part.label}” is cut off.`, {
      file: part.source.name,
      found: `${size.toLocaleString('en-GB')} bytes`,
      expected: `${expected.toLocaleString('en-GB')} bytes`,
      hint: 'The download is incomplete: fetch the file again.',
    });
  } finally {
    await handle.close();
  }
}

/** One layer. Closing it leaves the file open. */
function openTable(file: ForeignGeoPackage, part: Part, name: string): ShapeLayer {
  const found = file.layers.find((each) => each.name === name)!;
  refuseOtherGeometry(found.geometryType, name, part);
  const rows = file.countRows(name);
  if (rows === 0) {
    throw refusal(`“${part.label}” is empty: “${name}” holds no areas at all.`, {
      file: part.source.name,
      found: '0 rows',
    });
  }
  return {
    format: 'GeoPackage',
    file: part.source.name,
    layer: name,
    fields: found.columns,
    crs: stateCrs(found.crs),
    encoding: null,
    rows,
    notes: [],
    names: [name, part.source.name],
    sample: (count) => takeSample(file.readRows(name, found.columns), count),
    batches: (fields) => readBatches(file.readRows(name, fields)),
    readThrough: () => Promise.resolve(),
    close() {},
  };
}

function refuseOtherGeometry(type: string, layer: string, part: Part): void {
  if (!/POINT|LINE|CIRCULARSTRING|^CURVE$|COMPOUNDCURVE|MULTICURVE/.test(type)) return;
  throw refusal(
    `The layer “${layer}” of “${part.label}” holds ${/POINT/.test(type) ? 'points' : 'lines'}, not areas.`,
    {
      file: part.source.name,
      found: type,
      expected: 'POLYGON or MULTIPOLYGON',
      hint: 'Choose the layer with the boundaries themselves.',
    },
  );
}

/** A known EPSG code says more than a definition, which programs shorten. */
function stateCrs(crs: ForeignCrs | undefined): string | null {
  if (crs === undefined) return null;
  return /^epsg$/i.test(crs.organization)
    ? `EPSG:${crs.code}${crs.definition === '' ? '' : ` ${crs.definition}`}`
    : crs.definition || null;
}

function takeSample(rows: Iterable<ForeignRow>, count: number): string[][] {
  const sample: string[][] = [];
  if (count < 1) return sample;
  for (const { values } of rows) {
    sample.push(values);
    if (sample.length >= count) break;
  }
  return sample;
}

function* readBatches(rows: Iterable<ForeignRow>): Iterable<Feature[]> {
  let batch: Feature[] = [];
  let row = 0;
  for (const { values, geometry } of rows) {
    row += 1;
    batch.push({ row, values, geometry: readGeometry(geometry) });
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function readGeometry(bytes: Uint8Array | null): FeatureGeometry {
  if (bytes === null) return { problem: 'it has no geometry' };
  try {
    const shape = decodeGeoPackageGeometry(bytes);
    return shape.polygonEnds.length === 0 ? { problem: 'it has no geometry' } : shape;
  } catch (error) {
    if (!(error instanceof PinpointError)) throw error;
    const found = error.details.found;
    return { problem: found === undefined ? 'its geometry is damaged' : `it is a ${found}, not an area` };
  }
}
