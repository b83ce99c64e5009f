import { PbfWriter } from 'pbf';
import type { Shape } from './shape.ts';
import { landAreaM2 } from './area.ts';
import { shapeInTile } from './tile-geometry.ts';
import type { TileRing } from './tile-geometry.ts';
import { tileExtent } from './tile-maths.ts';

/** An area as a tile carries it. */
export interface TileFeature {
  /** Area id: the feature's id, a whole number from 0. */
  id: number;
  code: string;
  name: string;
  shape: Shape;
}

const moveTo = 1;
const lineTo = 2;
const closePath = 7;
const polygonType = 3;

/**
 * One Mapbox vector tile (specification 2.1, extent 4096) with the areas as polygons in a layer `areas`: feature id = area
 * id, properties `code`, `name` and `width`, which is the side in whole metres of a square as large as the area. Shapes are
 * snapped, clipped and thinned for the zoom. No bytes at all where nothing shows.
 */
export function encodeTile(
  features: Iterable<TileFeature>,
  z: number,
  x: number,
  y: number,
): Uint8Array<ArrayBuffer> {
  const values: Value[] = [];
  const positions = new Map<Value, number>();
  const valueOf = (value: Value): number => {
    const known = positions.get(value);
    if (known !== undefined) return known;
    positions.set(value, values.length);
    return values.push(value) - 1;
  };
  const drawn: DrawnFeature[] = [];
  for (const { id, code, name, shape } of features) {
    const polygons = shapeInTile(shape, z, x, y);
    if (polygons.length === 0) continue;
    const width = Math.round(Math.sqrt(landAreaM2(shape)));
    const tags = [0, valueOf(code), 1, valueOf(name), 2, valueOf(width)];
    drawn.push({ id, tags, geometry: commands(polygons) });
  }
  if (drawn.length === 0) return new Uint8Array(0);
  const pbf = new PbfWriter();
  pbf.writeMessage(3, writeLayer, { drawn, values });
  // The writer's own buffer is up to twice as long.
  return new Uint8Array(pbf.finish());
}

type Value = string | number;

interface DrawnFeature {
  id: number;
  tags: number[];
  geometry: number[];
}

function writeLayer({ drawn, values }: { drawn: DrawnFeature[]; values: Value[] }, pbf: PbfWriter): void {
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, 'areas');
  for (const feature of drawn) pbf.writeMessage(2, writeFeature, feature);
  pbf.writeStringField(3, 'code');
  pbf.writeStringField(3, 'name');
  pbf.writeStringField(3, 'width');
  for (const value of values) pbf.writeMessage(4, writeValue, value);
  pbf.writeVarintField(5, tileExtent);
}

function writeFeature({ id, tags, geometry }: DrawnFeature, pbf: PbfWriter): void {
  pbf.writeVarintField(1, id);
  pbf.writePackedVarint(2, tags);
  pbf.writeVarintField(3, polygonType);
  pbf.writePackedVarint(4, geometry);
}

function writeValue(value: Value, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value);
  else pbf.writeVarintField(5, value);
}

/** Polygons as the specification's drawing commands: steps from point to point, zigzag-coded. */
function commands(polygons: readonly TileRing[][]): number[] {
  const out: number[] = [];
  let [x, y] = [0, 0];
  for (const ring of polygons.flat()) {
    out.push((1 << 3) | moveTo);
    for (let i = 0; i < ring.length; i += 2) {
      if (i === 2) out.push(((ring.length / 2 - 1) << 3) | lineTo);
      out.push(zigzag(ring[i]! - x), zigzag(ring[i + 1]! - y));
      x = ring[i]!;
      y = ring[i + 1]!;
    }
    out.push((1 << 3) | closePath);
  }
  return out;
}

function zigzag(step: number): number {
  return (step << 1) ^ (step >> 31);
}
