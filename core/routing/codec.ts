import { PinpointError } from '#contract';
import type { Omitted, TextColumn, Timetable } from './timetable.ts';

/**
 * The bytes of a timetable, little-endian, every block on a multiple of 8 so that columns are laid on them without copying:
 * `PPTT`, version (u32), number of blocks (u32), 0 (u32); the byte length of each block (f64); the blocks in the order below.
 * Text columns are two blocks, bytes and ends; the last block holds the counts of what was omitted and the latest second.
 */
const magic = 0x54545050;
const version = 1;
const headBytes = 16;

const kinds = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;

/** Every column in the order it is written: a new or changed one needs a new version. */
const layout = [
  ['stopIds', 'text'],
  ['stopNames', 'text'],
  ['stopLon', 'f64'],
  ['stopLat', 'f64'],
  ['stopStation', 'i32'],
  ['stationIds', 'text'],
  ['stationNames', 'text'],
  ['routeIds', 'text'],
  ['routeNames', 'text'],
  ['routeTypes', 'i32'],
  ['serviceIds', 'text'],
  ['rangeStart', 'i32'],
  ['rangeFirstDay', 'i32'],
  ['rangeLastDay', 'i32'],
  ['rangeWeekdays', 'u8'],
  ['exceptionStart', 'i32'],
  ['exceptionDay', 'i32'],
  ['exceptionAdded', 'u8'],
  ['patternStopStart', 'i32'],
  ['patternStop', 'i32'],
  ['patternFlags', 'u8'],
  ['patternTripStart', 'i32'],
  ['patternTimeStart', 'i32'],
  ['arrivals', 'i32'],
  ['departures', 'i32'],
  ['tripIds', 'text'],
  ['tripRoute', 'i32'],
  ['tripService', 'i32'],
  ['transferFrom', 'i32'],
  ['transferTo', 'i32'],
  ['transferSeconds', 'i32'],
] as const satisfies readonly (readonly [keyof Timetable, 'text' | keyof typeof kinds])[];

const omittedOrder = [
  'strayStopTimes',
  'shortTrips',
  'untimedTrips',
  'backwardTrips',
  'uselessFrequencies',
  'uselessTransfers',
] as const satisfies readonly (keyof Omitted)[];

type Column = Float64Array | Int32Array | Uint8Array;

/** The bytes of a timetable, to keep in the workspace. */
export function encodeTimetable(timetable: Timetable): Uint8Array<ArrayBuffer> {
  return new Uint8Array(write(timetable, (length) => new ArrayBuffer(length)));
}

/** The bytes of a timetable (see `encodeTimetable`) laid in memory that threads share, for `viewTimetable`: no other copy is made. */
export function shareTimetable(timetable: Timetable): SharedArrayBuffer {
  return write(timetable, (length) => new SharedArrayBuffer(length));
}

function write<Memory extends ArrayBufferLike>(
  timetable: Timetable,
  allocate: (length: number) => Memory,
): Memory {
  const blocks = blocksOf(timetable);
  const starts = startsOf(blocks.map(({ byteLength }) => byteLength));
  const memory = allocate(starts.at(-1)!);
  const [head, bytes] = [new DataView(memory), new Uint8Array(memory)];
  [magic, version, blocks.length, 0].forEach((word, at) => head.setUint32(4 * at, word, true));
  blocks.forEach((block, index) => {
    head.setFloat64(headBytes + 8 * index, block.byteLength, true);
    bytes.set(bytesOf(block), starts[index]);
  });
  return memory;
}

function bytesOf(block: Column): Uint8Array {
  return new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
}

/** An order of timetables that depends on nothing but what they hold; 0 for equal ones. */
export function compareTimetables(a: Timetable, b: Timetable): number {
  if (a === b) return 0;
  const [blocksA, blocksB] = [blocksOf(a), blocksOf(b)];
  for (let block = 0; block < blocksA.length; block++) {
    const difference = compareBytes(bytesOf(blocksA[block]!), bytesOf(blocksB[block]!));
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return 0;
}

/** Where each block starts, and where the last one ends. */
function startsOf(lengths: readonly number[]): number[] {
  const starts = [headBytes + 8 * lengths.length];
  for (const length of lengths) starts.push(starts.at(-1)! + Math.ceil(length / 8) * 8);
  return starts;
}

function blocksOf(timetable: Timetable): Column[] {
  const blocks: Column[] = layout.flatMap(([name]) => {
    const column: TextColumn | Column = timetable[name];
    return 'bytes' in column ? [column.bytes, column.ends] : [column];
  });
  const counts = omittedOrder.map((name) => timetable.omitted[name]);
  return [...blocks, Int32Array.from([...counts, timetable.lastSecond])];
}

/**
 * The timetable that some bytes hold. The bytes are copied once if they do not start on a multiple of 8, else seen where
 * they are. Throws `workspace_damaged` when they are not a timetable, are cut short, or have another version.
 */
export function decodeTimetable(bytes: Uint8Array): Timetable {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  return viewBytes(aligned.buffer, aligned.byteOffset, aligned.byteLength);
}

/**
 * The timetable in a buffer, for instance a SharedArrayBuffer that holds what `encodeTimetable` wrote: nothing is copied,
 * so several workers read the same memory. Throws as `decodeTimetable`.
 */
export function viewTimetable(buffer: ArrayBufferLike): Timetable {
  return viewBytes(buffer, 0, buffer.byteLength);
}

function viewBytes(buffer: ArrayBufferLike, offset: number, length: number): Timetable {
  const lengths = readLengths(new DataView(buffer, offset, length));
  const starts = startsOf(lengths);
  if (starts.at(-1)! > length) throw damaged('cut short');
  let block = 0;
  const take = (kind: keyof typeof kinds): Column => {
    const { BYTES_PER_ELEMENT: size } = kinds[kind];
    const view = new kinds[kind](buffer as ArrayBuffer, offset + starts[block]!, lengths[block]! / size);
    block++;
    return view;
  };
  const columns = layout.map(([name, kind]) => [
    name,
    kind === 'text' ? { bytes: take('u8'), ends: take('i32') } : take(kind),
  ]);
  const counts = take('i32');
  return {
    ...(Object.fromEntries(columns) as Timetable),
    omitted: Object.fromEntries(omittedOrder.map((name, at) => [name, counts[at]])) as unknown as Omitted,
    lastSecond: counts[omittedOrder.length]!,
  };
}

function readLengths(head: DataView): number[] {
  const expected = layout.length + layout.filter(([, kind]) => kind === 'text').length + 1;
  if (head.byteLength < headBytes + 8 * expected || head.getUint32(0, true) !== magic)
    throw damaged('not a timetable');
  const found = head.getUint32(4, true);
  if (found !== version || head.getUint32(8, true) !== expected) throw damaged(`version ${found}`);
  return Array.from({ length: expected }, (_, index) => head.getFloat64(headBytes + 8 * index, true));
}

function damaged(found: string): PinpointError {
  return new PinpointError('workspace_damaged', 'The stored timetable cannot be read.', {
    found,
    expected: `a timetable of version ${version}`,
    hint: 'Import the timetable again.',
  });
}
