import { ringAreaM2 } from './area.ts';
import { containsPoint } from './contain.ts';
import { firstPoint, firstRing } from './shape.ts';
import type { Shape } from './shape.ts';

/** Cells looked at before the best one so far is taken; reached only by shapes like a river's course. */
const mostCells = 600;
/** A point is good enough when no other can lie further from the edge by more than this share. */
const tolerance = 0.25;
const quarters = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

/**
 * A point (lon, lat in degrees) on the shape's surface for a label or a representative position: well inside the largest
 * polygon, near the place furthest from its edges. Never outside and never in a hole. An empty shape throws RangeError.
 * Method: quadtree search for the pole of inaccessibility (Garcia-Castellanos and Lombardo 2007; Mapbox's polylabel),
 * with lon shortened by the cosine of the latitude.
 */
export function labelPoint(shape: Shape): { lon: number; lat: number } {
  if (shape.polygonEnds.length === 0) throw new RangeError('An empty shape has no label point.');
  const polygon = singlePolygon(shape, largestPolygon(shape));
  const point = findInThinned(polygon) ?? new LabelSearch(polygon).find();
  return containsPoint(polygon, point.lon, point.lat) ? point : widestChord(polygon);
}

/** A ring with more points than this is searched through every n-th of them first: six times the points cost six times as long. */
const manyPoints = 48;

/**
 * The point found in the polygon's coarse outline, if it is good in the true one as well: inside, and nearly as far from
 * the true edges as from the coarse ones. Undefined for small polygons, those with holes, and where the outline misleads.
 */
function findInThinned(polygon: Shape): { lon: number; lat: number } | undefined {
  const { coordinates, ringEnds } = polygon;
  if (ringEnds.length > 1 || ringEnds[0]! <= manyPoints) return undefined;
  const coarse = new LabelSearch(thin(coordinates));
  const point = coarse.find();
  const found = new LabelSearch(polygon).clearance(point);
  return found >= coarse.clearance(point) * trusted ? point : undefined;
}

/** Of the clearance in the coarse outline, the share that must be there in the true one. */
const trusted = 0.8;

function thin(coordinates: Float64Array): Shape {
  const step = Math.ceil(coordinates.length / 2 / (manyPoints / 2));
  const kept: number[] = [];
  for (let i = 0; i < coordinates.length - 2; i += 2 * step) kept.push(coordinates[i]!, coordinates[i + 1]!);
  kept.push(coordinates[0]!, coordinates[1]!);
  return {
    coordinates: Float64Array.from(kept),
    ringEnds: Uint32Array.of(kept.length / 2),
    polygonEnds: Uint32Array.of(1),
  };
}

function largestPolygon(shape: Shape): number {
  if (shape.polygonEnds.length === 1) return 0;
  let largest = 0;
  let most = -1;
  for (let polygon = 0; polygon < shape.polygonEnds.length; polygon++) {
    const area = Math.abs(ringAreaM2(shape, firstRing(shape, polygon)));
    if (area > most) [largest, most] = [polygon, area];
  }
  return largest;
}

/** One polygon of the shape as a shape of its own. */
function singlePolygon(shape: Shape, polygon: number): Shape {
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

/** A square that may hold the point sought. */
interface Cell {
  x: number;
  y: number;
  half: number;
  /** The most that any point of the cell can lie from the edges. */
  potential: number;
}

/** The search runs on a plane with lon shortened, so that distances are alike in all directions. */
class LabelSearch {
  private readonly shape: Shape;
  private readonly shorten: number;
  private readonly plane: Float64Array;
  private readonly queue: Cell[] = [];
  private readonly best = { x: 0, y: 0, distance: -Infinity };
  /** Where the edge ends that was nearest to the last cell: often near enough to dismiss the next one. */
  private suspect = 2;

  constructor(shape: Shape) {
    this.shape = shape;
    this.shorten = Math.cos((shape.coordinates[1]! * Math.PI) / 180);
    this.plane = shape.coordinates.slice();
    for (let i = 0; i < this.plane.length; i += 2) this.plane[i]! *= this.shorten;
  }

  find(): { lon: number; lat: number } {
    this.seed();
    let looked = 0;
    for (let cell = this.pop(); cell && looked < mostCells; cell = this.pop()) {
      if (cell.potential <= this.enough()) break;
      for (const [dx, dy] of quarters) {
        this.look(cell.x + (dx * cell.half) / 2, cell.y + (dy * cell.half) / 2, cell.half / 2);
        looked++;
      }
    }
    return { lon: this.best.x / this.shorten, lat: this.best.y };
  }

  /** Degrees (of latitude) from a point to the nearest edge, negative outside. */
  clearance({ lon, lat }: { lon: number; lat: number }): number {
    return this.distance(lon * this.shorten, lat, -Infinity);
  }

  /** Begins with the centroid and with square cells that cover the bounds. */
  private seed(): void {
    const outer = this.plane.subarray(0, 2 * this.shape.ringEnds[0]!);
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < outer.length; i += 2) {
      if (outer[i]! < west) west = outer[i]!;
      if (outer[i]! > east) east = outer[i]!;
      if (outer[i + 1]! < south) south = outer[i + 1]!;
      if (outer[i + 1]! > north) north = outer[i + 1]!;
    }
    const longer = Math.max(east - west, north - south);
    const side = Math.max(Math.min(east - west, north - south), longer / 16);
    const [x, y] = centroid(outer);
    this.look(x, y, 0);
    if (!(side > 0)) return;
    for (let cx = west; cx < east; cx += side) {
      for (let cy = south; cy < north; cy += side) this.look(cx + side / 2, cy + side / 2, side / 2);
    }
  }

  private enough(): number {
    return this.best.distance > 0 ? this.best.distance * (1 + tolerance) : this.best.distance;
  }

  /** Notes the cell's middle if it is the best yet, and the cell if it may hold a better one. */
  private look(x: number, y: number, half: number): void {
    const radius = half * Math.SQRT2;
    const distance = this.distance(x, y, this.enough() - radius);
    if (distance > this.best.distance) Object.assign(this.best, { x, y, distance });
    const potential = distance + radius;
    if (half > 0 && potential > this.enough()) this.push({ x, y, half, potential });
  }

  /** Distance to the nearest edge, negative outside; −∞ as soon as it is known to be no more than `least`. */
  private distance(x: number, y: number, least: number): number {
    const { plane } = this;
    const { ringEnds } = this.shape;
    const least2 = least > 0 ? least * least : -1;
    if (this.distance2(this.suspect, x, y) <= least2) return -Infinity;
    let nearest = Infinity;
    let inside = false;
    let i = 0;
    for (let ring = 0; ring < ringEnds.length; ring++) {
      const end = 2 * ringEnds[ring]!;
      for (i += 2; i < end; i += 2) {
        const y1 = plane[i - 1]!;
        const y2 = plane[i + 1]!;
        if (y1 > y !== y2 > y) {
          const x1 = plane[i - 2]!;
          if ((x1 - x) * (y2 - y1) > (y1 - y) * (plane[i]! - x1) === y2 > y1) inside = !inside;
        }
        const d2 = this.distance2(i, x, y);
        if (d2 >= nearest) continue;
        nearest = d2;
        this.suspect = i;
        if (d2 <= least2) return -Infinity;
      }
    }
    return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
  }

  /** Square of the distance to the edge that ends at `i`. */
  private distance2(i: number, x: number, y: number): number {
    const { plane } = this;
    const x1 = plane[i - 2]! - x;
    const y1 = plane[i - 1]! - y;
    const dx = plane[i]! - x - x1;
    const dy = plane[i + 1]! - y - y1;
    const along = -(x1 * dx + y1 * dy);
    if (along <= 0) return x1 * x1 + y1 * y1;
    const length2 = dx * dx + dy * dy;
    if (along >= length2) return (x1 + dx) ** 2 + (y1 + dy) ** 2;
    const off = x1 * dy - y1 * dx;
    return (off * off) / length2;
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

function centroid(ring: Float64Array): [number, number] {
  const [x0, y0] = [ring[0]!, ring[1]!];
  let [sumX, sumY, twiceArea] = [0, 0, 0];
  for (let i = 2; i < ring.length; i += 2) {
    const x1 = ring[i - 2]! - x0;
    const y1 = ring[i - 1]! - y0;
    const x2 = ring[i]! - x0;
    const y2 = ring[i + 1]! - y0;
    const cross = x1 * y2 - x2 * y1;
    sumX += (x1 + x2) * cross;
    sumY += (y1 + y2) * cross;
    twiceArea += cross;
  }
  return twiceArea === 0 ? [x0, y0] : [x0 + sumX / (3 * twiceArea), y0 + sumY / (3 * twiceArea)];
}

/** For slivers: the middle of the widest run inside, among heights halfway between neighbouring vertices. */
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
