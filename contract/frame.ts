import { PinpointError } from './errors.ts';

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

/** The largest frame that a call may be, in bytes: it holds values, not files; files have their own way in. */
export const largestCallBytes = 16 * 1024 * 1024;

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
  [marker]: unknown;
  type?: unknown;
  length?: unknown;
}

function isReference(item: unknown): item is ColumnReference {
  return typeof item === 'object' && item !== null && Object.hasOwn(item, marker);
}

/** Levels of lists and objects within one another. The deepest that calls have are the outlines of a catchment. */
const deepest = 200;

const quote = 0x22;
const backslash = 0x5c;

function refuse(what: string): PinpointError {
  return new PinpointError('usage', `These bytes are no call or answer of Pinpoint: ${what}.`);
}

/** Reading nested JSON takes more memory with every level, so the levels are counted before it is read. */
function checkDepth(json: Uint8Array): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]!;
    if (byte === quote) inText = !inText;
    else if (inText) at += byte === backslash ? 1 : 0;
    // [ and { differ by the bit 0x20, as ] and } do.
    else if ((byte & 0xdf) === 0x5b) depth += 1;
    else if ((byte & 0xdf) === 0x5d) depth -= 1;
    if (depth > deepest) throw refuse(`more than ${deepest} levels`);
  }
}

function readText(frame: Uint8Array): { text: string; end: number } {
  if (frame.byteLength < 4) throw refuse('they end within the length');
  const length = new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0, true);
  if (length > frame.byteLength - 4) throw refuse('they end within the text');
  const json = frame.subarray(4, 4 + length);
  checkDepth(json);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(json), end: align(4 + length) };
  } catch {
    throw refuse('the text is not UTF-8');
  }
}

function isColumnType(type: unknown): type is ColumnType {
  return typeof type === 'string' && Object.hasOwn(columnTypes, type);
}

/** Takes the arrays one after another, in the order of their references: none twice, none beyond the bytes there are. */
function makeTaker(frame: Uint8Array, start: number) {
  let offset = start;
  let taken = 0;
  return {
    take({ [marker]: index, type, length }: ColumnReference): Column {
      if (index !== taken) throw refuse(`array ${taken} is not where it belongs`);
      if (!isColumnType(type)) throw refuse(`array ${taken} is of an unknown type`);
      const size = Number.isSafeInteger(length)
        ? (length as number) * columnTypes[type].BYTES_PER_ELEMENT
        : -1;
      if (size < 0 || size > frame.byteLength - offset)
        throw refuse(`array ${taken} is longer than they are`);
      // A Node Buffer's own `slice` would not copy.
      const { buffer } = Uint8Array.prototype.slice.call(frame, offset, offset + size);
      offset += align(size);
      taken += 1;
      return new columnTypes[type](buffer);
    },
    end: () => offset,
  };
}

/**
 * Decodes what `encodeFrame` made. Arrays are copies, aligned and free to be kept or transferred. Throws `usage` for
 * everything else, and never takes more memory than the bytes that are there account for.
 */
export function decodeFrame(frame: Uint8Array): unknown {
  const { text, end } = readText(frame);
  const taker = makeTaker(frame, end);
  const revive = (_key: string, item: unknown): unknown => (isReference(item) ? taker.take(item) : item);
  const value = parse(text, text.includes(`"${marker}"`) ? revive : undefined);
  if (taker.end() !== frame.byteLength) throw refuse('their length is not what they hold');
  return value;
}

function parse(text: string, revive: ((key: string, item: unknown) => unknown) | undefined): unknown {
  try {
    return JSON.parse(text, revive);
  } catch (error) {
    throw error instanceof PinpointError ? error : refuse('the text is not JSON');
  }
}
