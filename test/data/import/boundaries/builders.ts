import type { Content } from './files.ts';

export type Ring = [x: number, y: number][];

/** A closed square, clockwise as in a shapefile. */
export function square(west: number, south: number, size: number): Ring {
  const [east, north] = [west + size, south + size];
  return [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}

export function reversed(ring: Ring): Ring {
  return ring.toReversed();
}

export interface Column {
  name: string;
  /** C text, N number, D date, L yes or no. */
  type?: string;
  length?: number;
  decimals?: number;
}

export interface Row {
  values: (string | Uint8Array)[];
  /** null = a null shape. */
  rings: Ring[] | null;
  deleted?: boolean;
}

export interface ShapefileParts {
  columns?: Column[];
  rows: Row[];
  /** Shape type; 5 = polygon. */
  type?: number;
  prj?: string;
  cpg?: string;
}

/** Contents of the files of a shapefile by extension. */
export function shapefile({
  columns = [{ name: 'code' }],
  rows,
  type = 5,
  prj,
  cpg,
}: ShapefileParts): Record<string, Content> {
  return {
    shp: shpOf(rows, type),
    dbf: dbfOf(columns, rows),
    ...(prj === undefined ? {} : { prj }),
    ...(cpg === undefined ? {} : { cpg }),
  };
}

/** The same contents under a name: `area.shp`, `area.dbf` …. */
export function named(name: string, parts: Readonly<Record<string, Content>>): Record<string, Content> {
  return Object.fromEntries(
    Object.entries(parts).map(([extension, content]) => [`${name}.${extension}`, content]),
  );
}

function shpOf(rows: readonly Row[], type: number): Buffer {
  const records = rows.map(({ rings }, index) => recordOf(rings, type, index + 1));
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + records.reduce((sum, record) => sum + record.length, 0)) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(type, 32);
  return Buffer.concat([header, ...records]);
}

function recordOf(rings: Ring[] | null, type: number, number: number): Buffer {
  const points = (rings ?? []).flat();
  const body = Buffer.alloc(rings === null ? 4 : 44 + rings.length * 4 + points.length * 16);
  if (rings !== null) {
    body.writeInt32LE(type, 0);
    body.writeInt32LE(rings.length, 36);
    body.writeInt32LE(points.length, 40);
    let start = 0;
    for (const [index, ring] of rings.entries()) {
      body.writeInt32LE(start, 44 + index * 4);
      start += ring.length;
    }
    for (const [index, [x, y]] of points.entries()) {
      body.writeDoubleLE(x, 44 + rings.length * 4 + index * 16);
      body.writeDoubleLE(y, 52 + rings.length * 4 + index * 16);
    }
  }
  const head = Buffer.alloc(8);
  head.writeInt32BE(number, 0);
  head.writeInt32BE(body.length / 2, 4);
  return Buffer.concat([head, body]);
}

function dbfOf(columns: readonly Column[], rows: readonly Row[]): Buffer {
  const lengths = columns.map(({ length }) => length ?? 20);
  const recordLength = 1 + lengths.reduce((sum, length) => sum + length, 0);
  const header = Buffer.alloc(32 + columns.length * 32 + 1);
  header[0] = 3;
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordLength, 10);
  for (const [index, { name, type, decimals }] of columns.entries()) {
    const at = 32 + index * 32;
    header.write(name, at, 'latin1');
    header.write(type ?? 'C', at + 11, 'latin1');
    header[at + 16] = lengths[index]!;
    header[at + 17] = decimals ?? 0;
  }
  header[header.length - 1] = 0x0d;
  return Buffer.concat([header, ...rows.map((row) => dbfRecord(row, columns, lengths))]);
}

function dbfRecord({ values, deleted }: Row, columns: readonly Column[], lengths: readonly number[]): Buffer {
  const cells = columns.map(({ type }, index) => {
    const cell = Buffer.alloc(lengths[index]!, ' ');
    const value = values[index] ?? '';
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
    bytes.copy(cell, type === 'N' ? cell.length - bytes.length : 0);
    return cell;
  });
  return Buffer.concat([Buffer.from(deleted ? '*' : ' '), ...cells]);
}

export interface JsonArea {
  properties?: Record<string, unknown> | null;
  geometry?: unknown;
  id?: string | number;
}

export function polygon(...rings: Ring[]): unknown {
  return { type: 'Polygon', coordinates: rings };
}

export function featureOf({ properties = {}, geometry = null, id }: JsonArea): Record<string, unknown> {
  return { type: 'Feature', ...(id === undefined ? {} : { id }), properties, geometry };
}

/** A FeatureCollection as text; `members` are added to it. */
export function collection(areas: readonly JsonArea[], members: Record<string, unknown> = {}): string {
  return JSON.stringify({ type: 'FeatureCollection', ...members, features: areas.map(featureOf) });
}

/** Areas of Liverpool's latitude in a row, a hundredth of a degree wide, named E01000001 … */
export function lonLatAreas(count: number): JsonArea[] {
  return Array.from({ length: count }, (_, index) => ({
    properties: { code: `E0100000${index + 1}`, name: `Place ${index + 1}` },
    geometry: polygon(reversed(square(-3 + index * 0.01, 53.4, 0.01))),
  }));
}

/** British National Grid as ESRI's programs write it: without any shift of the datum. */
export const esriGrid =
  'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]';
