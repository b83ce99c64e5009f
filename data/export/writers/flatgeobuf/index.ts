import { coordinateSystems, usualCoordinateSystem } from '#contract';
import type { DocumentRow, DocumentTable, ExportDocument, Fact, Passed } from '#core/disclosure';
import { boundsOf, shapeFromRings, turnRightly, type Bounds, type Shape } from '#core/geography';
import { writeWhole } from '#data/files';
import { readFlatGeobuf } from '../../scan/flatgeobuf.ts';
import { isOfInts, splitMarked, type PlacedColumn } from '../marked.ts';
import type { FormatWriter } from '../writer.ts';
import { columnTypes, encodeFeature, encodeHeader, geometryTypes } from './tables.ts';
import { encodeTree, joinBounds, nodeSize } from './tree.ts';

const magic = Uint8Array.of(0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0);

function typeOf(column: PlacedColumn, rows: readonly DocumentRow[]): number {
  if (column.type === 'text') return columnTypes.string;
  return isOfInts(column, rows) ? columnTypes.int : columnTypes.double;
}

/** The values of a row: of each that is there the number of its column, then itself. */
function encodeValues(
  columns: readonly PlacedColumn[],
  types: readonly number[],
  { cells }: DocumentRow,
): Uint8Array {
  const pieces = columns.flatMap((column, at) => {
    const cell = column.read(cells);
    if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return [];
    const number = Buffer.alloc(2);
    number.writeUInt16LE(at);
    return [number, encodeValue(cell, types[at]!)];
  });
  return new Uint8Array(Buffer.concat(pieces));
}

function encodeValue(cell: string | number, type: number): Buffer {
  if (type === columnTypes.string) {
    // A zero byte would end the text for some readers.
    const text = Buffer.from(String(cell).replaceAll('\0', '\uFFFD'), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([length, text]);
  }
  const bytes = Buffer.alloc(type === columnTypes.int ? 4 : 8);
  if (type === columnTypes.int) bytes.writeInt32LE(Number(cell));
  else bytes.writeDoubleLE(Number(cell));
  return bytes;
}

function findBounds({ shape, point }: DocumentRow): Bounds | undefined {
  if (shape !== undefined) return shape.polygonEnds.length === 0 ? undefined : boundsOf(shape);
  return point && [...point, ...point];
}

/** The outline of a row as it is written: of an area that lies nowhere an empty one, of a point none. */
function findShape({ shape }: DocumentRow, { geometry }: Pick<DocumentTable, 'geometry'>): Shape | undefined {
  if (shape === undefined) return geometry === 'areas' ? shapeFromRings([]) : undefined;
  return turnRightly(shape);
}

/** The facts as an object of texts, as GIS programs show it; of several with one name the later ones are numbered. */
function writeMetadata(facts: readonly Fact[]): string {
  const counts = new Map<string, number>();
  const members = facts.map(([name, value]) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [count === 1 ? name : `${name} (${count})`, value];
  });
  return JSON.stringify(Object.fromEntries(members));
}

/**
 * The main table as FlatGeobuf 3, in its order, with title, facts (as JSON) and coordinate system in the header. Where every row
 * lies somewhere there is a spatial index, a packed R-tree over the rows as they stand: the order of a list is kept, which
 * sorting along a curve would lose. A row that lies nowhere has no polygons (some readers fail where there is no geometry at all),
 * and the file then no index.
 */
function writeFlatGeobuf({ content }: Passed<ExportDocument>, path: string): void {
  const {
    title,
    description,
    tables: [table],
    facts,
    system = usualCoordinateSystem,
  } = content;
  const columns = splitMarked(table);
  const types = columns.map((column) => typeOf(column, table.rows));
  const boxes = table.rows.map(findBounds).filter((bounds) => bounds !== undefined);
  const isIndexed = boxes.length > 0 && boxes.length === table.rows.length;
  const features = table.rows.map((row) =>
    encodeFeature({ point: row.point, shape: findShape(row, table) }, encodeValues(columns, types, row)),
  );
  const header = encodeHeader({
    name: table.name,
    bounds: boxes.length === 0 ? undefined : joinBounds(boxes),
    geometryType: geometryTypes[table.geometry],
    columns: columns.map(({ key, title: name }, at) => ({ name: key, title: name, type: types[at]! })),
    count: features.length,
    nodeSize: isIndexed ? nodeSize : 0,
    system: coordinateSystems[system],
    title,
    description,
    metadata: writeMetadata(facts),
  });
  const starts: number[] = [];
  let at = 0;
  for (const { length } of features) {
    starts.push(at);
    at += length;
  }
  const tree = isIndexed ? [encodeTree(boxes, starts)] : [];
  writeWhole(path, Buffer.concat([magic, header, ...tree, ...features]));
}

const words = ['EPSG', ...Object.values(coordinateSystems).map(({ name }) => name)];

export const fgb: FormatWriter = { write: writeFlatGeobuf, readBack: readFlatGeobuf, words };
