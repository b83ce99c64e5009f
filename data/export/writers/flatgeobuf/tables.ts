import { Builder } from 'flatbuffers';
import type { CoordinateSystemRecord } from '#contract';
import { polygonsOf, type Bounds, type Shape } from '#core/geography';

/** Kinds of geometry, by their numbers in the schema. */
export const geometryTypes = { none: 0, points: 1, polygon: 3, areas: 6 } as const;
/** Kinds of columns, likewise. */
export const columnTypes = { int: 5, double: 10, string: 11 } as const;

/** A column of the header. */
export interface HeaderColumn {
  name: string;
  title: string;
  type: number;
}

/** What stands before the features. */
export interface Header {
  name: string;
  bounds: Bounds | undefined;
  geometryType: number;
  columns: readonly HeaderColumn[];
  count: number;
  /** 0 = there is no index. */
  nodeSize: number;
  system: CoordinateSystemRecord;
  title: string;
  description: string;
  /** JSON. */
  metadata: string;
}

/** Header as a size-prefixed flatbuffer, by the fields of `header.fbs` of FlatGeobuf 3. */
export function encodeHeader(header: Header): Uint8Array {
  const builder = new Builder(1024);
  const text = (value: string): number => builder.createString(value);
  const columns = encodeList(
    builder,
    header.columns.map(({ name, title, type }) => {
      const texts = [text(name), text(title)] as const;
      builder.startObject(11);
      builder.addFieldOffset(0, texts[0], 0);
      builder.addFieldInt8(1, type, 0);
      builder.addFieldOffset(2, texts[1], 0);
      return builder.endObject();
    }),
  );
  const system = encodeSystem(builder, header.system);
  const envelope = header.bounds === undefined ? 0 : encodeDoubles(builder, header.bounds);
  const [name, title, description, metadata] = [
    text(header.name),
    text(header.title),
    text(header.description),
    text(header.metadata),
  ];
  builder.startObject(14);
  builder.addFieldOffset(0, name, 0);
  builder.addFieldOffset(1, envelope, 0);
  builder.addFieldInt8(2, header.geometryType, 0);
  builder.addFieldOffset(7, columns, 0);
  builder.addFieldInt64(8, BigInt(header.count), 0n);
  builder.addFieldInt16(9, header.nodeSize, 16);
  builder.addFieldOffset(10, system, 0);
  builder.addFieldOffset(11, title, 0);
  builder.addFieldOffset(12, description, 0);
  builder.addFieldOffset(13, metadata, 0);
  builder.finishSizePrefixed(builder.endObject());
  return builder.asUint8Array();
}

function encodeSystem(builder: Builder, { code, name }: CoordinateSystemRecord): number {
  const [register, called] = [builder.createString('EPSG'), builder.createString(name)];
  builder.startObject(6);
  builder.addFieldOffset(0, register, 0);
  builder.addFieldInt32(1, code, 0);
  builder.addFieldOffset(2, called, 0);
  return builder.endObject();
}

/** Where a feature lies, and its values as bytes (`feature.fbs`); a feature without shape and point has no geometry. */
export function encodeFeature(
  { shape, point }: { shape?: Shape | undefined; point?: readonly [number, number] | undefined },
  properties: Uint8Array,
): Uint8Array {
  const builder = new Builder(256);
  const geometry = shape === undefined ? encodePoint(builder, point) : encodeShape(builder, shape);
  const values = builder.createByteVector(properties);
  builder.startObject(3);
  builder.addFieldOffset(0, geometry, 0);
  builder.addFieldOffset(1, values, 0);
  builder.finishSizePrefixed(builder.endObject());
  return builder.asUint8Array();
}

function encodePoint(builder: Builder, point: readonly [number, number] | undefined): number {
  return point === undefined
    ? 0
    : endGeometry(builder, geometryTypes.points, { xy: encodeDoubles(builder, point) });
}

function encodeShape(builder: Builder, shape: Shape): number {
  const parts = polygonsOf(shape).map((rings) => {
    const ends: number[] = [];
    for (const ring of rings) ends.push((ends.at(-1) ?? 0) + ring.length / 2);
    const points = Float64Array.from(rings.flatMap((ring) => [...ring]));
    const xy = encodeDoubles(builder, points);
    return endGeometry(builder, geometryTypes.polygon, {
      xy,
      ends: ends.length === 1 ? 0 : encodeWholes(builder, ends),
    });
  });
  return endGeometry(builder, geometryTypes.areas, { parts: encodeList(builder, parts) });
}

function endGeometry(
  builder: Builder,
  type: number,
  { ends = 0, xy = 0, parts = 0 }: { ends?: number; xy?: number; parts?: number },
): number {
  builder.startObject(8);
  builder.addFieldOffset(0, ends, 0);
  builder.addFieldOffset(1, xy, 0);
  builder.addFieldInt8(6, type, 0);
  builder.addFieldOffset(7, parts, 0);
  return builder.endObject();
}

// A vector is written from its end.

function encodeList(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function encodeDoubles(builder: Builder, numbers: ArrayLike<number>): number {
  builder.startVector(8, numbers.length, 8);
  for (let at = numbers.length - 1; at >= 0; at -= 1) builder.addFloat64(numbers[at]!);
  return builder.endVector();
}

function encodeWholes(builder: Builder, numbers: readonly number[]): number {
  builder.startVector(4, numbers.length, 4);
  for (const number of numbers.toReversed()) builder.addInt32(number);
  return builder.endVector();
}
