import type { Connection } from './connection.ts';

const headerBytes = 8;

/** Whether the blob is a GeoPackage geometry that is marked empty, or none at all. */
function isEmpty(blob: unknown): number | null {
  if (!(blob instanceof Uint8Array)) return null;
  return blob.length < headerBytes + 32 || (blob[3]! & 0x10) !== 0 ? 1 : 0;
}

/** One number of the envelope that our geometries carry: min x, max x, min y, max y. */
function envelope(position: number): (blob: unknown) => number | null {
  return (blob) => {
    if (!(blob instanceof Uint8Array) || isEmpty(blob) === 1) return null;
    const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
    return view.getFloat64(headerBytes + 8 * position, (blob[3]! & 1) === 1);
  };
}

/** A point (degrees unless another SRS is said) as a GeoPackage geometry with an envelope, which the functions below need (OGC 12-128r17, clause 2.1.3). */
export function encodePoint(lon: number, lat: number, srs = 4326): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + 32 + 21);
  const view = new DataView(bytes.buffer);
  bytes.set([0x47, 0x50, 0, 0x03]);
  view.setInt32(4, srs, true);
  [lon, lon, lat, lat].forEach((value, i) => view.setFloat64(headerBytes + 8 * i, value, true));
  view.setUint8(headerBytes + 32, 1);
  view.setUint32(headerBytes + 33, 1, true);
  view.setFloat64(headerBytes + 37, lon, true);
  view.setFloat64(headerBytes + 45, lat, true);
  return bytes;
}

/** Gives the connection the functions that the GeoPackage R*Tree triggers call (OGC 12-128r17, annex F.3). */
export function addSpatialFunctions(connection: Connection): void {
  const options = { deterministic: true };
  connection.db.function('ST_IsEmpty', options, isEmpty);
  ['ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'].forEach((name, position) => {
    connection.db.function(name, options, envelope(position));
  });
  connection.db.function('pinpoint_point', options, (lon: unknown, lat: unknown) =>
    Buffer.from(encodePoint(Number(lon), Number(lat))),
  );
}

/**
 * Runs the work without the triggers that keep the spatial index, which call a function per row and bound: for bulk work
 * that writes the index itself. They are back when the change is committed; a failed change brings them back too.
 */
export function withoutIndexTriggers(connection: Connection, work: () => void): void {
  const triggers = connection.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'rtree_area_geom_*' AND tbl_name = 'area' ORDER BY name",
  );
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  work();
  for (const { sql } of triggers) connection.exec(sql);
}
