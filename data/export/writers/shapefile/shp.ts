import { boundsOf, polygonsOf, turnRightly, type Bounds, type Shape } from '#core/geography';
import type { DocumentRow, DocumentTable } from '#core/disclosure';

const headerBytes = 100;
const recordHeaderBytes = 8;
const nothing = 0;
const shapeTypes = { areas: 5, points: 1, none: nothing } as const;

/** The geometry of a shapefile: records, and the index of where each begins. */
export interface Geometry {
  shp: Buffer;
  shx: Buffer;
}

/** Bytes of the geometry before it is written. */
export function sizeOfShp(rows: readonly DocumentRow[]): number {
  return rows.reduce((sum, row) => sum + recordHeaderBytes + sizeOfContent(row), headerBytes);
}

function sizeOfContent({ shape, point }: DocumentRow): number {
  if (hasRings(shape)) return 44 + shape.ringEnds.length * 4 + shape.coordinates.length * 8;
  return point === undefined ? 4 : 20;
}

const hasRings = (shape: Shape | undefined): shape is Shape =>
  shape !== undefined && shape.ringEnds.length > 0;

/**
 * Places as records of a shapefile: outer rings turn clockwise and holes the other way, a row that lies nowhere is a null
 * shape. Source: "ESRI Shapefile Technical Description", July 1998.
 */
export function encodeShp({ geometry, rows }: Pick<DocumentTable, 'geometry' | 'rows'>): Geometry {
  const shp = Buffer.alloc(sizeOfShp(rows));
  const shx = Buffer.alloc(headerBytes + rows.length * recordHeaderBytes);
  let at = headerBytes;
  for (const [number, row] of rows.entries()) {
    const length = sizeOfContent(row);
    shx.writeInt32BE(at / 2, headerBytes + number * recordHeaderBytes);
    shx.writeInt32BE(length / 2, headerBytes + number * recordHeaderBytes + 4);
    shp.writeInt32BE(number + 1, at);
    shp.writeInt32BE(length / 2, at + 4);
    writeContent(shp, at + recordHeaderBytes, row);
    at += recordHeaderBytes + length;
  }
  for (const file of [shp, shx]) writeHeader(file, shapeTypes[geometry], boundsOfRows(rows));
  return { shp, shx };
}

function writeHeader(file: Buffer, type: number, bounds: Bounds): void {
  file.writeInt32BE(9994, 0);
  file.writeInt32BE(file.length / 2, 24);
  file.writeInt32LE(1000, 28);
  file.writeInt32LE(type, 32);
  writeNumbers(file, 36, bounds);
}

function boundsOfRows(rows: readonly DocumentRow[]): Bounds {
  const all = rows.flatMap(({ shape, point }): Bounds[] => {
    if (hasRings(shape)) return [boundsOf(shape)];
    return point === undefined ? [] : [[...point, ...point]];
  });
  const first = all[0];
  if (first === undefined) return [0, 0, 0, 0];
  return all.reduce(
    (sum, each): Bounds => [
      Math.min(sum[0], each[0]),
      Math.min(sum[1], each[1]),
      Math.max(sum[2], each[2]),
      Math.max(sum[3], each[3]),
    ],
    first,
  );
}

function writeContent(shp: Buffer, at: number, { shape, point }: DocumentRow): void {
  if (hasRings(shape)) writePolygon(shp, at, turnRightly(shape));
  else if (point === undefined) shp.writeInt32LE(nothing, at);
  else {
    shp.writeInt32LE(shapeTypes.points, at);
    writeNumbers(shp, at + 4, point);
  }
}

function writePolygon(shp: Buffer, at: number, shape: Shape): void {
  const rings = polygonsOf(shape).flat();
  shp.writeInt32LE(shapeTypes.areas, at);
  writeNumbers(shp, at + 4, boundsOf(shape));
  shp.writeInt32LE(rings.length, at + 36);
  shp.writeInt32LE(shape.coordinates.length / 2, at + 40);
  let to = at + 44 + 4 * rings.length;
  let points = 0;
  for (const [number, ring] of rings.entries()) {
    shp.writeInt32LE(points, at + 44 + 4 * number);
    // Ours turn the other way.
    for (let from = ring.length - 2; from >= 0; from -= 2) {
      writeNumbers(shp, to, ring.subarray(from, from + 2));
      to += 16;
    }
    points += ring.length / 2;
  }
}

function writeNumbers(file: Buffer, at: number, numbers: ArrayLike<number>): void {
  for (let i = 0; i < numbers.length; i += 1) file.writeDoubleLE(numbers[i]!, at + 8 * i);
}
