import { firstPoint } from './shape.ts';
import type { Shape } from './shape.ts';
import { mercatorX, mercatorY, tileBuffer, tileExtent } from './tile-maths.ts';

/** A ring in tile units, not closed: x, y, x, y … with y downwards. */
export type TileRing = number[];

/** Below this zoom points are snapped to half a pixel; above it to a single unit, because the client magnifies the last tiles. */
const finestZoom = 12;
const coarseGrid = 4;
const low = -tileBuffer;
const high = tileExtent + tileBuffer;

/**
 * What a tile shows of a shape: polygons, each an outer ring and its holes, snapped, clipped to the tile and its buffer and
 * thinned. Points are snapped before anything else, so that neighbours that share a point go on sharing it. Parts too small
 * for the grid are left out if another part shows; a shape of which none shows becomes one square of the grid, so that it
 * does not vanish from the map. No polygons where the shape lies beside the tile.
 */
export function shapeInTile(shape: Shape, z: number, x: number, y: number): TileRing[][] {
  const rings = new TileProjection(z, x, y);
  const polygons: TileRing[][] = [];
  let speck: TileRing | undefined;
  let seen = false;
  for (let polygon = 0, ring = 0; polygon < shape.polygonEnds.length; polygon++) {
    const outer = rings.snap(shape, ring);
    const drawn = thin(outer);
    if (drawn.length === 0) speck ??= outer;
    else {
      seen = true;
      const kept = turn(clip(drawn), 1);
      if (kept.length > 0)
        polygons.push([kept, ...holes(rings, shape, [ring + 1, shape.polygonEnds[polygon]!])]);
    }
    ring = shape.polygonEnds[polygon]!;
  }
  if (seen || !speck) return polygons;
  const square = squareAround(speck, rings.grid);
  return square ? [[square]] : [];
}

function holes(rings: TileProjection, shape: Shape, [from, to]: [number, number]): TileRing[] {
  const kept: TileRing[] = [];
  for (let ring = from; ring < to; ring++) {
    const hole = turn(clip(thin(rings.snap(shape, ring))), -1);
    if (hole.length > 0) kept.push(hole);
  }
  return kept;
}

/** Degrees → snapped units of one tile. */
class TileProjection {
  readonly grid: number;
  private readonly world: number;
  private readonly left: number;
  private readonly top: number;

  constructor(z: number, x: number, y: number) {
    this.grid = z < finestZoom ? coarseGrid : 1;
    this.world = (tileExtent * 2 ** z) / this.grid;
    this.left = (x * tileExtent) / this.grid;
    this.top = (y * tileExtent) / this.grid;
  }

  /** The ring's points on the grid, without neighbours that fell together. */
  snap(shape: Shape, ring: number): TileRing {
    const { coordinates } = shape;
    const { grid, world, left, top } = this;
    const points: TileRing = [];
    const end = 2 * (shape.ringEnds[ring]! - 1);
    let [lastX, lastY] = [NaN, NaN];
    for (let i = 2 * firstPoint(shape, ring); i < end; i += 2) {
      const px = Math.round(mercatorX(coordinates[i]!) * world - left) * grid;
      const py = Math.round(mercatorY(coordinates[i + 1]!) * world - top) * grid;
      if (px === lastX && py === lastY) continue;
      points.push(px, py);
      lastX = px;
      lastY = py;
    }
    return points;
  }
}

/** Drops points on a straight line between their neighbours and there-and-back spikes; empty if no area is left. */
function thin(ring: TileRing): TileRing {
  const kept: TileRing = [];
  for (let i = 0; i < ring.length; i += 2) pushThinned(kept, ring[i]!, ring[i + 1]!);
  return closeThinned(kept);
}

function pushThinned(kept: TileRing, x: number, y: number): void {
  while (kept.length >= 2) {
    const n = kept.length;
    const [bx, by] = [kept[n - 2]!, kept[n - 1]!];
    const same = bx === x && by === y;
    if (same) return;
    if (n < 4 || (bx - kept[n - 4]!) * (y - by) !== (by - kept[n - 3]!) * (x - bx)) break;
    kept.length = n - 2;
  }
  kept.push(x, y);
}

/** Thins across the seam between the last and the first point. */
function closeThinned(kept: TileRing): TileRing {
  let from = 0;
  while (kept.length - from >= 6) {
    const n = kept.length;
    const [ax, ay, bx, by] = [kept[n - 4]!, kept[n - 3]!, kept[n - 2]!, kept[n - 1]!];
    const [cx, cy, dx, dy] = [kept[from]!, kept[from + 1]!, kept[from + 2]!, kept[from + 3]!];
    if ((bx === cx && by === cy) || (bx - ax) * (cy - by) === (by - ay) * (cx - bx)) kept.length = n - 2;
    else if ((cx - bx) * (dy - cy) === (cy - by) * (dx - cx)) from += 2;
    else return from === 0 ? kept : kept.slice(from);
  }
  return [];
}

function twiceArea(ring: TileRing): number {
  let sum = 0;
  const [x0, y0] = [ring[0]!, ring[1]!];
  for (let i = 4; i < ring.length; i += 2) {
    sum += (ring[i - 2]! - x0) * (ring[i + 1]! - y0) - (ring[i]! - x0) * (ring[i - 1]! - y0);
  }
  return sum;
}

/** Turns the ring so that its surveyor's area has the sign (outer rings 1, holes −1, by the tile specification); empty if it has none. */
function turn(ring: TileRing, sign: 1 | -1): TileRing {
  const area = twiceArea(ring);
  if (ring.length < 6 || area === 0) return [];
  if (area > 0 === sign > 0) return ring;
  const turned: TileRing = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i]!, ring[i + 1]!);
  return turned;
}

/** The ring within the tile and its buffer (Sutherland and Hodgman 1974). */
function clip(ring: TileRing): TileRing {
  let [inside, beside] = [true, true];
  const reach = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i++) {
    const axis = i & 1;
    if (ring[i]! < reach[axis]!) reach[axis] = ring[i]!;
    if (ring[i]! > reach[axis + 2]!) reach[axis + 2] = ring[i]!;
  }
  inside = reach[0]! >= low && reach[1]! >= low && reach[2]! <= high && reach[3]! <= high;
  beside = reach[0]! >= high || reach[1]! >= high || reach[2]! <= low || reach[3]! <= low;
  if (inside) return ring;
  if (beside) return [];
  let clipped = ring;
  for (const axis of [0, 1] as const) {
    clipped = clipSide(clipped, axis, low, 1);
    clipped = clipSide(clipped, axis, high, -1);
  }
  return thin(clipped);
}

function clipSide(ring: TileRing, axis: 0 | 1, limit: number, way: 1 | -1): TileRing {
  const kept: TileRing = [];
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n;
    const here = (ring[i + axis]! - limit) * way;
    const next = (ring[j + axis]! - limit) * way;
    if (here >= 0) kept.push(ring[i]!, ring[i + 1]!);
    if (here > 0 !== next > 0 && here !== 0 && next !== 0) {
      const across = cutAt(ring, [i, j], axis, limit);
      if (axis === 0) kept.push(limit, across);
      else kept.push(across, limit);
    }
  }
  return kept;
}

/** Where the edge meets the limit on the other axis, to the unit; reckoned from the same end for both areas beside the edge. */
function cutAt(ring: TileRing, [i, j]: [number, number], axis: 0 | 1, limit: number): number {
  const [from, to] = ring[i + axis]! < ring[j + axis]! ? [i, j] : [j, i];
  const share = (limit - ring[from + axis]!) / (ring[to + axis]! - ring[from + axis]!);
  const [a, b] = [ring[from + 1 - axis]!, ring[to + 1 - axis]!];
  return Math.round(a + share * (b - a));
}

function squareAround(points: TileRing, grid: number): TileRing | undefined {
  const [x, y] = [points[0]!, points[1]!];
  if (x < low || y < low || x + grid > high || y + grid > high) return undefined;
  return [x, y, x + grid, y, x + grid, y + grid, x, y + grid];
}
