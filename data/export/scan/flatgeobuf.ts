import { readFileSync } from 'node:fs';
import type { ExportDocument } from '#core/disclosure';
import type { Bounds } from '#core/geography';
import type { FoundCell, FoundFile, FoundText } from './found.ts';
import { listTextsOf, type Json } from './json.ts';

const magicBytes = 8;
const nodeBytes = 40;

/** A table of a flatbuffer: where its fields lie, by their position in the schema. */
class Table {
  private readonly bytes: Buffer;
  private readonly start: number;

  constructor(bytes: Buffer, start: number) {
    this.bytes = bytes;
    this.start = start;
  }

  /** Where the field lies; undefined where it has its usual value. */
  private find(position: number): number | undefined {
    const list = this.start - this.bytes.readInt32LE(this.start);
    const at = 4 + 2 * position;
    if (at >= this.bytes.readUInt16LE(list)) return undefined;
    const offset = this.bytes.readUInt16LE(list + at);
    return offset === 0 ? undefined : this.start + offset;
  }

  /** Where what the field leads to begins. */
  private follow(position: number): number | undefined {
    const at = this.find(position);
    return at === undefined ? undefined : at + this.bytes.readUInt32LE(at);
  }

  byte(position: number): number {
    const at = this.find(position);
    return at === undefined ? 0 : this.bytes[at]!;
  }

  short(position: number, usual: number): number {
    const at = this.find(position);
    return at === undefined ? usual : this.bytes.readUInt16LE(at);
  }

  int(position: number): number {
    const at = this.find(position);
    return at === undefined ? 0 : this.bytes.readUInt32LE(at);
  }

  /** The elements of a vector, so many bytes each. */
  vector(position: number, size: number): Buffer {
    const at = this.follow(position);
    if (at === undefined) return Buffer.alloc(0);
    return this.bytes.subarray(at + 4, at + 4 + this.bytes.readUInt32LE(at) * size);
  }

  text(position: number): string {
    return this.vector(position, 1).toString('utf8');
  }

  table(position: number): Table | undefined {
    const at = this.follow(position);
    return at === undefined ? undefined : new Table(this.bytes, at);
  }

  tables(position: number): Table[] {
    const at = this.follow(position);
    if (at === undefined) return [];
    return Array.from({ length: this.bytes.readUInt32LE(at) }, (_, each) => {
      const place = at + 4 + 4 * each;
      return new Table(this.bytes, place + this.bytes.readUInt32LE(place));
    });
  }
}

/** What a FlatGeobuf file holds: its features as a table, everything its header says, and whether its index is that of them. */
export function readFlatGeobuf(path: string, { tables: [table] }: ExportDocument): FoundFile {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 4) !== 'fgb\u0003') throw new Error('It does not begin as FlatGeobuf 3.');
  const { root: header, end } = readSized(bytes, magicBytes);
  const count = header.int(8);
  const columns = header.tables(7).map((column) => ({ name: column.text(0), type: column.byte(1) }));
  const start = end + countNodes(count, header.short(9, 16)) * nodeBytes;
  const found: { cells: FoundCell[]; place: Bounds | null }[] = [];
  let at = start;
  while (at < bytes.length) {
    const { root: feature, end: next } = readSized(bytes, at);
    const values = readValues(feature.vector(1, 1), columns);
    found.push({
      cells: table.columns.map(({ key }) => values.get(key) ?? values.get(`${key}_unknown`) ?? null),
      place: readPlace(feature.table(0)),
    });
    at = next;
  }
  return {
    tables: [{ rows: found.map(({ cells }) => cells), places: found.map(({ place }) => place) }],
    texts: [...listHeaderTexts(header), ...listMetadata(header.text(13))],
    strange: found.length === count ? [] : [`${found.length} features instead of ${count}`],
    blanks: 'kept',
  };
}

function readSized(bytes: Buffer, at: number): { root: Table; end: number } {
  const end = at + 4 + bytes.readUInt32LE(at);
  if (end > bytes.length) throw new Error('It is cut off.');
  return { root: new Table(bytes, at + 4 + bytes.readUInt32LE(at + 4)), end };
}

/** Nodes of the index of so many features. */
function countNodes(features: number, size: number): number {
  if (size === 0 || features === 0) return 0;
  let [level, nodes] = [features, features];
  do {
    level = Math.ceil(level / size);
    nodes += level;
  } while (level > 1);
  return nodes;
}

const withoutMark = (text: string): string =>
  text.replace(/_unknown$/, '').replace(/: why it is not there$/, '');

function listHeaderTexts(header: Table): FoundText[] {
  const system = header.table(10);
  const columns = header
    .tables(7)
    .flatMap((column) => [0, 2, 3, 10].map((at) => withoutMark(column.text(at))));
  const texts = [
    ...[0, 11, 12].map((at) => header.text(at)),
    ...[0, 2, 3, 4, 5].map((at) => system?.text(at) ?? ''),
    ...columns,
  ];
  return texts.filter((text) => text !== '').map((text): FoundText => ['the header', text]);
}

/** The facts; of several with one name the later ones are numbered. */
function listMetadata(json: string): FoundText[] {
  const facts = JSON.parse(json) as { [name: string]: Json };
  return Object.entries(facts).flatMap(([name, value]): FoundText[] => [
    ['metadata', name.replace(/ \(\d+\)$/, '')],
    ...listTextsOf(value, 'metadata'),
  ]);
}

/** Values by the names of their columns: of each the number of its column, then itself. Throws for a type that no writer makes. */
function readValues(
  bytes: Buffer,
  columns: readonly { name: string; type: number }[],
): Map<string, FoundCell> {
  const values = new Map<string, FoundCell>();
  let at = 0;
  while (at < bytes.length) {
    const column = columns[bytes.readUInt16LE(at)];
    at += 2;
    if (column?.type === 5) {
      values.set(column.name, bytes.readInt32LE(at));
      at += 4;
    } else if (column?.type === 10) {
      values.set(column.name, bytes.readDoubleLE(at));
      at += 8;
    } else if (column?.type === 11) {
      const end = at + 4 + bytes.readUInt32LE(at);
      values.set(column.name, bytes.toString('utf8', at + 4, end));
      at = end;
    } else throw new Error('A value is of no known column.');
  }
  return values;
}

function readPlace(geometry: Table | undefined): Bounds | null {
  if (geometry === undefined) return null;
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of [geometry, ...geometry.tables(7)]) {
    const points = part.vector(1, 8);
    for (let at = 0; at < points.length; at += 16) {
      const [x, y] = [points.readDoubleLE(at), points.readDoubleLE(at + 8)];
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
  }
  return bounds;
}
