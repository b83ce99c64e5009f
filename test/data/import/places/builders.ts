import { shapefile, type ShapefileParts } from '../boundaries/builders.ts';
import type { Content } from '../boundaries/files.ts';

/** Where a record lies; null = a null shape. */
export type Point = readonly [x: number, y: number] | null;

export interface PointsParts extends Omit<ShapefileParts, 'rows'> {
  rows: { values: (string | Uint8Array)[]; at: Point; deleted?: boolean }[];
}

/** Contents of the files of a point shapefile by extension. */
export function pointShapefile({ rows, type = 1, ...rest }: PointsParts): Record<string, Content> {
  const table = shapefile({ ...rest, rows: rows.map((row) => ({ ...row, rings: null })) });
  return {
    ...table,
    shp: shpOf(
      rows.map(({ at }) => at),
      type,
    ),
  };
}

function shpOf(points: readonly Point[], type: number): Buffer {
  const records = points.map((point, index) => recordOf(point, type, index + 1));
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + records.reduce((sum, record) => sum + record.length, 0)) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(type, 32);
  return Buffer.concat([header, ...records]);
}

/** A point with a height or a measure (types 11 and 21) has room for it after its position. */
function recordOf(point: Point, type: number, number: number): Buffer {
  const body = Buffer.alloc(point === null ? 4 : 20 + (type === 1 ? 0 : 8));
  if (point !== null) {
    body.writeInt32LE(type, 0);
    body.writeDoubleLE(point[0], 4);
    body.writeDoubleLE(point[1], 12);
  }
  const head = Buffer.alloc(8);
  head.writeInt32BE(number, 0);
  head.writeInt32BE(body.length / 2, 4);
  return Buffer.concat([head, body]);
}
