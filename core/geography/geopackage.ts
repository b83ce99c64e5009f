import { PinpointError } from '#contract';
import { boundsOf, firstPoint, firstRing, runningTotal } from './shape.ts';
import type { Bounds, Shape } from './shape.ts';

const wgs84 = 4326;
const envelopeSizes = [0, 32, 48, 48, 64];
const wkbPolygon = 3;
const wkbMultiPolygon = 6;

/**
 * The shape as a GeoPackage geometry blob: header (little endian, SRS 4326 unless said, envelope) and an ISO WKB MultiPolygon.
 * An empty shape has the empty flag and no envelope. `bounds` are the shape's, where they are known already. Format: OGC
 * 12-128r17, clause 2.1.3.
 */
export function encodeGeoPackageGeometry(
  shape: Shape,
  bounds?: Bounds,
  srs = wgs84,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeOf(shape));
  const view = new DataView(bytes.buffer);
  write(view, shape, bounds ?? boundsOf(shape));
  view.setInt32(4, srs, true);
  return bytes;
}

/** Encodes as `encodeGeoPackageGeometry`, one shape after another in the same memory: tens of thousands come at a time. */
export class GeoPackageEncoder {
  private view = new DataView(new ArrayBuffer(0));

  /** The blob, good until the next call. */
  encode(shape: Shape, bounds: Bounds): Uint8Array<ArrayBuffer> {
    const size = sizeOf(shape);
    if (this.view.byteLength < size) this.view = new DataView(new ArrayBuffer(size * 2));
    write(this.view, shape, bounds);
    return new Uint8Array(this.view.buffer, 0, size);
  }
}

const headerBytes = 8;
const envelopeBytes = 32;

function sizeOf({ coordinates, ringEnds, polygonEnds }: Shape): number {
  const envelope = polygonEnds.length === 0 ? 0 : envelopeBytes;
  return headerBytes + envelope + 9 + polygonEnds.length * 9 + ringEnds.length * 4 + coordinates.length * 8;
}

function write(view: DataView, shape: Shape, [west, south, east, north]: Bounds): void {
  const empty = shape.polygonEnds.length === 0;
  view.setUint32(0, empty ? 0x47500011 : 0x47500003);
  view.setInt32(4, wgs84, true);
  if (!empty) {
    view.setFloat64(8, west, true);
    view.setFloat64(16, east, true);
    view.setFloat64(24, south, true);
    view.setFloat64(32, north, true);
  }
  writeMultiPolygon(view, headerBytes + (empty ? 0 : envelopeBytes), shape);
}

function writeMultiPolygon(view: DataView, start: number, shape: Shape): void {
  const { coordinates, ringEnds, polygonEnds } = shape;
  let at = writeHead(view, start, wkbMultiPolygon, polygonEnds.length);
  for (let polygon = 0; polygon < polygonEnds.length; polygon++) {
    const first = firstRing(shape, polygon);
    at = writeHead(view, at, wkbPolygon, polygonEnds[polygon]! - first);
    for (let ring = first; ring < polygonEnds[polygon]!; ring++) {
      const from = firstPoint(shape, ring);
      const points = ringEnds[ring]! - from;
      view.setUint32(at, points, true);
      writeNumbers(view, at + 4, coordinates.subarray(2 * from, 2 * ringEnds[ring]!));
      at += 4 + points * 16;
    }
  }
}

/** Whether numbers lie in memory as WKB of the usual byte order has them, so that they can be copied as they are. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function writeNumbers(view: DataView, at: number, numbers: Float64Array): void {
  if (isLittleEndian) {
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    new Uint8Array(view.buffer, view.byteOffset + at, bytes.length).set(bytes);
  } else numbers.forEach((value, i) => view.setFloat64(at + i * 8, value, true));
}

function writeHead(view: DataView, at: number, type: number, count: number): number {
  view.setUint8(at, 1);
  view.setUint32(at + 1, type, true);
  view.setUint32(at + 5, count, true);
  return at + 9;
}

/**
 * Reads the shape from a GeoPackage geometry blob, ours or another program's: polygon or multipolygon, either byte
 * order, any envelope; heights and measures are dropped, the SRS is the caller's business. Throws `input_refused` for
 * other geometry types, for a blob that is not GeoPackage's and for a truncated one.
 */
export function decodeGeoPackageGeometry(bytes: Uint8Array): Shape {
  const flags = bytes[3];
  const envelope = flags === undefined ? undefined : envelopeSizes[(flags >> 1) & 7];
  if (
    bytes[0] !== 0x47 ||
    bytes[1] !== 0x50 ||
    flags === undefined ||
    envelope === undefined ||
    flags & 0x20
  ) {
    throw new PinpointError('input_refused', 'This is not a GeoPackage geometry.');
  }
  return decodeWkb(bytes.subarray(8 + envelope));
}

/**
 * Reads the shape from ISO or extended WKB (polygon or multipolygon, either byte order; heights and measures dropped).
 * Throws `input_refused` for other geometry types and for truncated bytes.
 */
export function decodeWkb(bytes: Uint8Array): Shape {
  const cursor = new WkbCursor(bytes);
  try {
    const head = cursor.head();
    if (head.type === wkbPolygon) cursor.polygon(head);
    else if (head.type === wkbMultiPolygon) cursor.multiPolygon(head);
    else throw notAreas(head.type);
    return cursor.shape();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PinpointError(
      'input_refused',
      'A geometry is cut short: its bytes end before its points do.',
      {},
      { cause: error },
    );
  }
}

function notAreas(type: number): PinpointError {
  const names = [
    'geometry',
    'point',
    'line',
    'polygon',
    'multipoint',
    'multiline',
    'multipolygon',
    'collection',
  ];
  const found = names[type] ?? `geometry type ${type}`;
  return new PinpointError(
    'input_refused',
    `An area must be a polygon or multipolygon, but this is a ${found}.`,
    {
      found,
      expected: 'polygon or multipolygon',
    },
  );
}

interface WkbHead {
  type: number;
  /** Numbers of a point: 2, or more with height and measure. */
  dimensions: number;
  little: boolean;
}

/** Walks over WKB and collects rings. Reading past the end throws RangeError, which is how truncation is met. */
class WkbCursor {
  private readonly view: DataView;
  private at = 0;
  private readonly coordinates: Float64Array;
  private used = 0;
  private readonly ringSizes: number[] = [];
  private readonly polygonSizes: number[] = [];

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // No more points than the bytes can hold, whatever the counts in a damaged blob claim.
    this.coordinates = new Float64Array(2 * Math.floor(bytes.byteLength / 16));
  }

  head(): WkbHead {
    const little = this.view.getUint8(this.at) === 1;
    const word = this.view.getUint32(this.at + 1, little);
    const extended = word & 0xe0000000;
    const plain = word & 0x1fffffff;
    const thousands = Math.floor(plain / 1000);
    const extra = extended
      ? Number((word & 0x80000000) !== 0) + Number((word & 0x40000000) !== 0)
      : thousands === 0
        ? 0
        : thousands === 3
          ? 2
          : 1;
    this.at += 5 + (word & 0x20000000 ? 4 : 0);
    return { type: plain % 1000, dimensions: 2 + extra, little };
  }

  multiPolygon({ little }: WkbHead): void {
    const count = this.view.getUint32(this.at, little);
    this.at += 4;
    for (let i = 0; i < count; i++) {
      const head = this.head();
      if (head.type !== wkbPolygon) throw notAreas(head.type);
      this.polygon(head);
    }
  }

  polygon({ dimensions, little }: WkbHead): void {
    const rings = this.view.getUint32(this.at, little);
    this.at += 4;
    let kept = 0;
    for (let i = 0; i < rings; i++) kept += this.ring(dimensions, little);
    if (kept > 0) this.polygonSizes.push(kept);
  }

  shape(): Shape {
    return {
      coordinates: this.coordinates.slice(0, this.used),
      ringEnds: runningTotal(this.ringSizes),
      polygonEnds: runningTotal(this.polygonSizes),
    };
  }

  /** 1 if the ring had points. */
  private ring(dimensions: number, little: boolean): number {
    const points = this.view.getUint32(this.at, little);
    this.at += 4;
    if (this.at + points * dimensions * 8 > this.view.byteLength) throw new RangeError('ring beyond the end');
    if (dimensions === 2 && little && isLittleEndian) this.copy(points);
    else this.read(points, dimensions, little);
    if (points > 0) this.ringSizes.push(points);
    return points > 0 ? 1 : 0;
  }

  private copy(points: number): void {
    const { view, coordinates } = this;
    const size = points * 16;
    const from = new Uint8Array(view.buffer, view.byteOffset + this.at, size);
    new Uint8Array(coordinates.buffer, this.used * 8, size).set(from);
    this.used += points * 2;
    this.at += size;
  }

  private read(points: number, dimensions: number, little: boolean): void {
    for (let i = 0; i < points; i++, this.at += dimensions * 8) {
      this.coordinates[this.used++] = this.view.getFloat64(this.at, little);
      this.coordinates[this.used++] = this.view.getFloat64(this.at + 8, little);
    }
  }
}
