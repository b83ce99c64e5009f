/**
 * The one encoding of calls and answers: a JSON text in which typed arrays are replaced by references, followed by
 * their bytes. All hosts use it, in-process calls included, so nothing works in one host merely because
 * structured clone is richer than JSON.
 *
 * Layout: u32 length of the JSON (little endian) · JSON · padding to 8 · the arrays, each padded to 8.
 */
type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

const columnTypes = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint8Array,
} as const;

type ColumnType = keyof typeof columnTypes;

const marker = '$column';

function toColumn(value: unknown): Column | undefined {
  const found = Object.values(columnTypes).find((type) => value instanceof type);
  return found === undefined ? undefined : (value as Column);
}

const align = (length: number): number => (length + 7) & ~7;

/** Encodes a JSON-like value that may hold typed arrays. `undefined` fields vanish as in JSON; NaN outside arrays becomes null. */
export function encodeFrame(value: unknown): Uint8Array<ArrayBuffer> {
  const columns: Column[] = [];
  const json = JSON.stringify(value, (_key, item: unknown) => {
    const column = toColumn(item);
    if (column === undefined) return item;
    columns.push(column);
    // A Node Buffer is a Uint8Array by another name.
    const type = column instanceof Uint8Array ? 'Uint8Array' : column.constructor.name;
    return { [marker]: columns.length - 1, type, length: column.length };
  });
  const text = new TextEncoder().encode(json ?? 'null');
  const total = columns.reduce((sum, column) => sum + align(column.byteLength), align(4 + text.length));
  const bytes = new Uint8Array(total);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let offset = align(4 + text.length);
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += align(column.byteLength);
  }
  return bytes;
}

interface ColumnReference {
  [marker]: number;
  type: ColumnType;
  length: number;
}

function isReference(item: unknown): item is ColumnReference {
  return typeof item === 'object' && item !== null && marker in item;
}

/** Decodes what `encodeFrame` made. Arrays are copies, aligned and free to be kept or transferred. */
export function decodeFrame(frame: Uint8Array): unknown {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const length = view.getUint32(0, true);
  const text = new TextDecoder().decode(frame.subarray(4, 4 + length));
  const start = align(4 + length);
  const references: ColumnReference[] = [];
  const collect = (_key: string, item: unknown): unknown => {
    if (isReference(item)) references[item[marker]] = item;
    return item;
  };
  const value: unknown = JSON.parse(text, collect);
  if (references.length === 0) return value;
  let offset = start;
  const columns = references.map((reference) => {
    const type = columnTypes[reference.type];
    const size = reference.length * type.BYTES_PER_ELEMENT;
    const buffer = frame.slice(offset, offset + size).buffer;
    offset += align(size);
    return new type(buffer);
  });
  return JSON.parse(text, (_key, item: unknown) => (isReference(item) ? columns[item[marker]] : item));
}
