import { containsPoint } from './contain.ts';
import { firstPoint, firstRing } from './shape.ts';
import type { Shape } from './shape.ts';
import { ringAreaM2 } from './area.ts';

/** Cells looked at before the best one so far is taken; reached only by shapes like a river's course. */
const mostCells = 600;
/** A point is good enough when no other can lie further from the edge by more than this share. */
const tolerance = 0.1;
const halfDiagonal = Math.SQRT2;

/**
 * A point (lon, lat in degrees) on the shape's surface for a label or a representative position: well inside the largest
 * polygon, near the place furthest from its edges. Never outside and never in a hole. An empty shape throws RangeError.
 * Method: quadtree search for the pole of inaccessibility (Garcia-Castellanos and Lombardo 2007; Mapbox's polylabel),
 * with lon shortened by the cosine of the latitude.
 */
export function labelPoint(shape: Shape): { lon: number; lat: number } {
  if (shape.polygonEnds.length === 0) throw new RangeError('An empty shape has no label point.');
  const polygon = singlePolygon(shape, largestPolygon(shape));
  const search = new LabelSearch(polygon);
  const { lon, lat } = search.best();
  return containsPoint(polygon, lon, lat) ? { lon, lat } : widestChord(polygon);
}

function largestPolygon(shape: Shape): number {
  let largest = 0;
  let most = -1;
  for (let polygon = 0; polygon < shape.polygonEnds.length; polygon++) {
    const area = Math.abs(ringAreaM2(shape, firstRing(shape, polygon)));
    if (area > most) [largest, most] = [polygon, area];
  }
  return largest;
}

/** One polygon of the shape as a shape of its own. */
export function singlePolygon(shape: Shape, polygon: number): Shape {
  if (shape.polygonEnds.length === 1) return shape;
  const from = firstRing(shape, polygon);
  const to = shape.polygonEnds[polygon]!;
  const start = firstPoint(shape, from);
  return {
    coordinates: shape.coordinates.subarray(2 * start, 2 * shape.ringEnds[to - 1]!),
    ringEnds: shape.ringEnds.slice(from, to).map((end) => end - start),
    polygonEnds: Uint32Array.of(to - from),
  };
}

interface Cell {
  x: number;
  y: number;
  half: number;
  /** Signed distance to the nearest edge, positive inside. */
  distance: number;
  /** The most that any point of the cell can have. */
  potential: number;
}

/** The search runs on a plane with lon shortened, so that distances are alike in all directions. */
class LabelSearch {
  private readonly shape: Shape;
  private readonly shorten: number;
  private readonly plane: Float64Array;
  private readonly queue: Cell[] = [];

  constructor(shape: Shape) {
    this.shape = shape;
    this.shorten = Math.cos((shape.coordinates[1]! * Math.PI) / 180);
    this.plane = shape.coordinates.slice();
    for (let i = 0; i < this.plane.length; i += 2) this.plane[i]! *= this.shorten;
  }

  best(): { lon: number; lat: number } {
    let best = this.seed();
    for (let looked = 0; looked < mostCells;) {
      const cell = this.pop();
      if (!cell || cell.potential <= best.distance * (1 + tolerance)) break;
      const half = cell.half / 2;
      for (const [dx, dy] of quarters) {
        const child = this.cell(cell.x + dx * half, cell.y + dy * half, half);
        looked++;
        if (child.distance > best.distance) best = child;
        if (child.potential > best.distance) this.push(child);
      }
    }
    return { lon: best.x / this.shorten, lat: best.y };
  }

  /** Covers the bounds with square cells and answers the best of them and the centroid. */
  private seed(): Cell {
    const { plane } = this;
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < 2 * this.shape.ringEnds[0]!; i += 2) {
      west = Math.min(west, plane[i]!);
      east = Math.max(east, plane[i]!);
      south = Math.min(south, plane[i + 1]!);
      north = Math.max(north, plane[i + 1]!);
    }
    const longer = Math.max(east - west, north - south);
    const side = Math.max(Math.min(east - west, north - south), longer / 16);
    const [x, y] = centroid(plane.subarray(0, 2 * this.shape.ringEnds[0]!));
    let best = this.cell(x, y, 0);
    if (!(side > 0)) return best;
    for (let cx = west; cx < east; cx += side) {
      for (let cy = south; cy < north; cy += side) {
        const cell = this.cell(cx + side / 2, cy + side / 2, side / 2);
        if (cell.distance > best.distance) best = cell;
        this.push(cell);
      }
    }
    return best;
  }

  private cell(x: number, y: number, half: number): Cell {
    const distance = this.distance(x, y);
    return { x, y, half, distance, potential: distance + half * halfDiagonal };
  }

  private distance(x: number, y: number): number {
    const { plane, shape } = this;
    let nearest = Infinity;
    let inside = false;
    let i = 0;
    for (let ring = 0; ring < shape.ringEnds.length; ring++) {
      let x1 = plane[i]!;
      let y1 = plane[i + 1]!;
      const end = 2 * shape.ringEnds[ring]!;
      for (i += 2; i < end; i += 2) {
        const x2 = plane[i]!;
        const y2 = plane[i + 1]!;
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
        const dx = x2 - x1;
        const dy = y2 - y1;
        const along = (x - x1) * dx + (y - y1) * dy;
        const length2 = dx * dx + dy * dy;
        const t = along <= 0 ? 0 : along >= length2 ? 1 : along / length2;
        const ex = x1 + t * dx - x;
        const ey = y1 + t * dy - y;
        const d2 = ex * ex + ey * ey;
        if (d2 < nearest) nearest = d2;
        x1 = x2;
        y1 = y2;
      }
    }
    return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
  }

  private push(cell: Cell): void {
    const { queue } = this;
    let at = queue.push(cell) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (queue[parent]!.potential >= cell.potential) break;
      queue[at] = queue[parent]!;
      at = parent;
    }
    queue[at] = cell;
  }

  private pop(): Cell | undefined {
    const { queue } = this;
    const top = queue[0];
    const last = queue.pop();
    if (!last || queue.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= queue.length) break;
      if (child + 1 < queue.length && queue[child + 1]!.potential > queue[child]!.potential) child++;
      if (queue[child]!.potential <= last.potential) break;
      queue[at] = queue[child]!;
      at = child;
    }
    queue[at] = last;
    return top;
  }
}

const quarters = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

function centroid(ring: Float64Array): [number, number] {
  const [x0, y0] = [ring[0]!, ring[1]!];
  let [sumX, sumY, twiceArea] = [0, 0, 0];
  for (let i = 2; i < ring.length; i += 2) {
    const [x1, y1] = [ring[i - 2]! - x0, ring[i - 1]! - y0];
    const [x2, y2] = [ring[i]! - x0, ring[i + 1]! - y0];
    const cross = x1 * y2 - x2 * y1;
    sumX += (x1 + x2) * cross;
    sumY += (y1 + y2) * cross;
    twiceArea += cross;
  }
  return twiceArea === 0 ? [x0, y0] : [x0 + sumX / (3 * twiceArea), y0 + sumY / (3 * twiceArea)];
}

/** For slivers: the middle of the widest run inside, among the heights halfway between neighbouring vertices. */
function widestChord({ coordinates, ringEnds }: Shape): { lon: number; lat: number } {
  const heights = Float64Array.from(new Set(coordinates.filter((_, i) => i % 2 === 1))).toSorted();
  const step = Math.max(1, Math.floor(heights.length / 64));
  let best = { lon: coordinates[0]!, lat: coordinates[1]!, width: -1 };
  for (let h = 1; h < heights.length; h += step) {
    const lat = (heights[h - 1]! + heights[h]!) / 2;
    const xs = crossings(coordinates, ringEnds, lat);
    for (let i = 1; i < xs.length; i += 2) {
      const width = xs[i]! - xs[i - 1]!;
      if (width > best.width) best = { lon: (xs[i]! + xs[i - 1]!) / 2, lat, width };
    }
  }
  return { lon: best.lon, lat: best.lat };
}

function crossings(coordinates: Float64Array, ringEnds: Uint32Array, y: number): number[] {
  const xs: number[] = [];
  let i = 0;
  for (const end of ringEnds) {
    for (i += 2; i < 2 * end; i += 2) {
      const [x1, y1, x2, y2] = [
        coordinates[i - 2]!,
        coordinates[i - 1]!,
        coordinates[i]!,
        coordinates[i + 1]!,
      ];
      if (y1 > y !== y2 > y) xs.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1));
    }
  }
  return xs.toSorted((a, b) => a - b);
}
