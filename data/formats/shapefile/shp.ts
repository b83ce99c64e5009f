import { formatPlural } from '#contract';
import { endianness } from 'node:os';
import { assignRings, TooMuchEffort } from '#core/geography';
import { refusal, refuseWebPage } from '#data/formats/refusals';
import type { FeatureGeometry } from '#data/formats/layer';

/** The geometry part of a shapefile as far as it has been read: where each record lies in it. */
export interface Records {
  content: Buffer;
  /** Start of each record's content, after its eight bytes of header. */
  offsets: number[];
  /** Bytes of each record's content. */
  lengths: number[];
}

const fileHeader = 100;
const recordHeader = 8;
/** Shape type, bounds, number of parts, number of points. */
const polygonHeader = 44;
const polygonTypes = [5, 15, 25];

/** What a shapefile is opened for, and what is said of one that holds something else. */
export interface Wanted {
  /** Shape types in the file's header that are read. */
  types: readonly number[];
  noun: 'areas' | 'points';
  expected: string;
  hint: string;
}

export const wantedAreas: Wanted = {
  types: polygonTypes,
  noun: 'areas',
  expected: 'polygons',
  hint: 'Choose the layer with the boundaries themselves, not with their centroids or outlines.',
};

const typeNames: Readonly<Record<number, string>> = {
  1: 'points',
  3: 'lines',
  5: 'areas',
  8: 'groups of points',
  11: 'points',
  13: 'lines',
  15: 'areas',
  18: 'groups of points',
  21: 'points',
  23: 'lines',
  25: 'areas',
  28: 'groups of points',
  31: '3D surfaces',
};

/**
 * The records of a `.shp`, found by walking from one to the next while the file is still being read; the index (`.shx`) is
 * not needed. Whoever opens it closes it.
 */
export class ShpReader implements Records {
  readonly content: Buffer;
  readonly offsets: number[] = [];
  readonly lengths: number[] = [];
  private readonly label: string;
  private readonly wanted: Wanted;
  private readonly pieces: AsyncIterator<Uint8Array>;
  /** Bytes there. */
  private filled = 0;
  private next = fileHeader;
  private isDone = false;

  get noun(): Wanted['noun'] {
    return this.wanted.noun;
  }

  /** `size` is what the file has in bytes; `pieces` are its content. */
  constructor(
    { size, pieces }: { size: number; pieces: AsyncIterable<Uint8Array> },
    label: string,
    wanted: Wanted,
  ) {
    this.content = Buffer.allocUnsafe(size);
    this.pieces = pieces[Symbol.asyncIterator]();
    this.wanted = wanted;
    this.label = label;
  }

  /**
   * Reads another piece and finds the records in it; false at the end of the file. Throws `input_refused` where the content
   * is no shapefile, holds another kind of shape than wanted, or ends before its last record does.
   */
  async more(): Promise<boolean> {
    if (this.isDone) return false;
    const { done, value } = await this.pieces.next();
    const before = this.filled;
    if (done !== true) {
      // A file that has grown meanwhile is refused in the end.
      this.content.set(value.subarray(0, this.content.length - before), before);
      this.filled = Math.min(before + value.length, this.content.length);
    }
    this.isDone = done === true;
    if (before < fileHeader && (this.isDone || this.filled >= fileHeader)) this.checkStart();
    this.walk();
    if (this.isDone) this.checkEnd();
    return !this.isDone;
  }

  async close(): Promise<void> {
    this.isDone = true;
    await this.pieces.return?.();
  }

  private checkStart(): void {
    const start = this.content.subarray(0, Math.min(this.filled, 1024));
    refuseWebPage(start, this.label);
    checkHeader(start, this.label, this.wanted);
  }

  private walk(): void {
    const { content, offsets, lengths, filled, label } = this;
    while (this.next + recordHeader <= filled) {
      const number = content.readInt32BE(this.next);
      const length = content.readInt32BE(this.next + 4) * 2;
      if (number === 0 && length === 0) {
        // Padding, if there is nothing but zeros until the end.
        if (!this.isDone) return;
        if (isPadding(content, this.next)) return;
      }
      const start = this.next + recordHeader;
      if (length < 0) throw cutOff(label, offsets.length, content.length);
      if (start + length > filled) return;
      offsets.push(start);
      lengths.push(length);
      this.next = start + length;
    }
  }

  private checkEnd(): void {
    const { content, offsets, filled, label, wanted } = this;
    const isWhole = this.next + recordHeader > filled || isPadding(content, this.next);
    if (!isWhole) throw cutOff(label, offsets.length, filled);
    const stated = content.readInt32BE(24) * 2;
    if (stated > filled + recordHeader) throw cutOff(label, offsets.length, filled, stated);
    if (offsets.length === 0) {
      throw refusal(`“${label}” is empty: it holds no ${wanted.noun} at all.`, {
        file: label,
        found: '0 records',
      });
    }
  }
}

function checkHeader(content: Buffer, label: string, { types, noun, expected, hint }: Wanted): void {
  if (content.length < fileHeader || content.readInt32BE(0) !== 9994 || content.readInt32LE(28) !== 1000) {
    throw refusal(`“${label}” is not a shapefile: its header is damaged or of another kind.`, {
      file: label,
      found: content.length < fileHeader ? `${content.length} bytes` : 'another file code',
      expected: 'file code 9994, version 1000',
      hint: 'Fetch the shapefile again; the download was probably cut off or changed on its way.',
    });
  }
  const type = content.readInt32LE(32);
  if (types.includes(type)) return;
  const kind = typeNames[type];
  throw refusal(`“${label}” holds ${kind ?? 'no known kind of shape'}, not ${noun}.`, {
    file: label,
    found: kind ?? `shape type ${type}`,
    expected,
    hint,
  });
}

function isPadding(content: Buffer, from: number): boolean {
  return content.subarray(from).every((byte) => byte === 0);
}

function cutOff(label: string, records: number, bytes: number, stated?: number) {
  return refusal(`“${label}” is cut off after ${formatPlural(records, 'record')}.`, {
    file: label,
    found: `${bytes.toLocaleString('en-GB')} bytes`,
    expected: stated === undefined ? 'a complete last record' : `${stated.toLocaleString('en-GB')} bytes`,
    hint: 'The download is incomplete: fetch the file again.',
  });
}

/** Geometries of the records `from` ≤ number < `to`, in the CRS of the file. A damaged or empty one is a problem of its own. */
export function readGeometries(records: Records, from: number, to: number): FeatureGeometry[] {
  const problems = Array.from({ length: to - from }, (_, index) => findProblem(records, from + index));
  const points = problems.map((problem, index) =>
    problem === null ? countPoints(records, from + index) : 0,
  );
  // One piece of memory for the batch: tens of thousands of small ones would cost more than what is in them.
  const column = new Float64Array(2 * points.reduce((sum, count) => sum + count, 0));
  let at = 0;
  return problems.map((problem, index) => {
    if (problem !== null) return { problem };
    const coordinates = column.subarray(at, (at += 2 * points[index]!));
    return readShape(records, from + index, coordinates);
  });
}

function countPoints({ content, offsets }: Records, record: number): number {
  return content.readInt32LE(offsets[record]! + 40);
}

function readShape(
  { content, offsets }: Records,
  record: number,
  coordinates: Float64Array,
): FeatureGeometry {
  const at = offsets[record]!;
  const parts = content.readInt32LE(at + 36);
  const ringEnds = new Uint32Array(parts);
  for (let part = 1; part < parts; part++) {
    ringEnds[part - 1] = content.readInt32LE(at + polygonHeader + part * 4);
  }
  ringEnds[parts - 1] = coordinates.length / 2;
  const start = at + polygonHeader + parts * 4;
  const bytes = Buffer.from(coordinates.buffer, coordinates.byteOffset, coordinates.byteLength);
  content.copy(bytes, 0, start, start + bytes.length);
  if (isBigEndian) bytes.swap64();
  // Outer rings turn clockwise in shapefiles and anticlockwise here; a ring by itself is an outer one.
  if (parts === 1) turnAround(coordinates);
  try {
    return assignRings(coordinates, ringEnds);
  } catch (error) {
    if (error instanceof TooMuchEffort) return { problem: 'its rings lie over each other far too often' };
    throw error;
  }
}

const isBigEndian = endianness() === 'BE';

/** Reverses the order of the points in place. */
function turnAround(points: Float64Array): void {
  for (let i = 0, j = points.length - 2; i < j; i += 2, j -= 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    points[i] = points[j]!;
    points[i + 1] = points[j + 1]!;
    points[j] = x;
    points[j + 1] = y;
  }
}

function findProblem({ content, offsets, lengths }: Records, record: number): string | null {
  const at = offsets[record]!;
  const length = lengths[record]!;
  if (length < 4 || content.readInt32LE(at) === 0) return 'it has no geometry';
  if (!polygonTypes.includes(content.readInt32LE(at))) return 'its record is damaged: it is not a polygon';
  if (length < polygonHeader) return 'its record is damaged: it is too short';
  const parts = content.readInt32LE(at + 36);
  const points = content.readInt32LE(at + 40);
  if (parts === 0 || points === 0) return 'it has no geometry';
  if (parts < 0 || points < 0 || polygonHeader + parts * 4 + points * 16 > length) {
    return 'its record is damaged: it is too short for its points';
  }
  let before = -1;
  for (let part = 0; part < parts; part++) {
    const start = content.readInt32LE(at + polygonHeader + part * 4);
    if (start < before || start >= points || (part === 0 && start !== 0)) {
      return 'its record is damaged: its rings do not follow one another';
    }
    before = start;
  }
  return null;
}
