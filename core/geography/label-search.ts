import type { Bounds, Shape } from './shape.ts';

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

/** Of each cell, a square that may hold the point sought: its middle, half its side, and the most that any of its points can lie from the edges. */
const perCell = 4;
/** More cells than this never wait: those looked at, and two rows of 17 to begin with. */
const room = (mostCells + 64) * perCell;

/** Of each edge: where it begins, how far it runs along both axes, and 1 ÷ length². It ends where the next entry begins. */
const perEdge = 5;
/**
 * Looks for the place in a polygon furthest from its edges (method and tolerance: `labelPoint`), on a plane with lon
 * shortened, so that distances are alike in all directions. One search serves one polygon after another.
 */
export class LabelSearch {
  private shorten = 1;
  /** Edges of all rings; after each ring an entry that is no edge, but says where the last one ends. */
  private edges = new Float64Array(0);
  /** Entries in use. */
  private used = 0;
  /** Numbers in use of the outer ring, with the entry that ends it. */
  private outer = 0;
  private bounds: Bounds = [0, 0, 0, 0];
  /** Cells that wait, the most promising first (a binary heap). */
  private readonly queue = new Float64Array(room);
  private waiting = 0;
  private bestX = 0;
  private bestY = 0;
  private bestDistance = -Infinity;
  /** The edge that was nearest to the last cell: often near enough to dismiss the next one. */
  private suspect = 0;

  /** Takes a shape of one polygon. */
  take({ coordinates, ringEnds }: Shape): void {
    const room = (coordinates.length / 2 + ringEnds.length) * perEdge;
    if (this.edges.length < room) this.edges = new Float64Array(room * 2);
    this.shorten = Math.cos((coordinates[1]! * Math.PI) / 180);
    this.used = 0;
    let from = 0;
    for (const end of ringEnds) {
      this.takeRing(coordinates, from, end);
      if (from === 0) this.outer = this.used;
      from = end;
    }
    this.suspect = 0;
  }

  /** The point found, in degrees; in a polygon without surface it may lie outside. */
  find(): { lon: number; lat: number } {
    this.bestDistance = -Infinity;
    this.waiting = 0;
    this.seed();
    const { queue } = this;
    for (let looked = 0; this.waiting > 0 && looked < mostCells; looked += quarters.length) {
      if (queue[3]! <= this.enough()) break;
      const x = queue[0]!;
      const y = queue[1]!;
      const half = queue[2]!;
      this.pop();
      for (const [dx, dy] of quarters) this.look(x + (dx * half) / 2, y + (dy * half) / 2, half / 2);
    }
    return { lon: this.bestX / this.shorten, lat: this.bestY };
  }

  /** Degrees (of latitude) from a point to the nearest edge, negative outside. */
  clearance({ lon, lat }: { lon: number; lat: number }): number {
    return this.distance(lon * this.shorten, lat, -Infinity);
  }

  private takeRing(c: Float64Array, from: number, end: number): void {
    const { edges, shorten } = this;
    let e = this.used;
    const first = e;
    for (let p = from; p < end - 1; p += 1, e += perEdge) {
      edges[e] = c[2 * p]! * shorten;
      edges[e + 1] = c[2 * p + 1]!;
    }
    edges[e] = c[2 * end - 2]! * shorten;
    edges[e + 1] = c[2 * end - 1]!;
    edges[e + 2] = Number.NaN;
    for (let i = first; i < e; i += perEdge) {
      const dx = edges[i + perEdge]! - edges[i]!;
      const dy = edges[i + perEdge + 1]! - edges[i + 1]!;
      const length2 = dx * dx + dy * dy;
      edges[i + 2] = dx;
      edges[i + 3] = dy;
      edges[i + 4] = length2 > 0 ? 1 / length2 : 0;
    }
    this.used = e + perEdge;
  }

  /** Begins with the centroid and with square cells that cover the bounds. */
  private seed(): void {
    const [west, south, east, north] = this.measure();
    const longer = Math.max(east - west, north - south);
    const side = Math.max(Math.min(east - west, north - south), longer / 16);
    const [x, y] = this.centroid();
    this.look(x, y, 0);
    if (!(side > 0)) return;
    for (let cx = west; cx < east; cx += side) {
      for (let cy = south; cy < north; cy += side) this.look(cx + side / 2, cy + side / 2, side / 2);
    }
  }

  private measure(): Bounds {
    const { edges, outer, bounds } = this;
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let e = 0; e < outer; e += perEdge) {
      const x = edges[e]!;
      const y = edges[e + 1]!;
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
    bounds[0] = west;
    bounds[1] = south;
    bounds[2] = east;
    bounds[3] = north;
    return bounds;
  }

  private centroid(): [number, number] {
    const { edges, outer } = this;
    const x0 = edges[0]!;
    const y0 = edges[1]!;
    let sumX = 0;
    let sumY = 0;
    let twiceArea = 0;
    for (let e = perEdge; e < outer; e += perEdge) {
      const x1 = edges[e - perEdge]! - x0;
      const y1 = edges[e - perEdge + 1]! - y0;
      const x2 = edges[e]! - x0;
      const y2 = edges[e + 1]! - y0;
      const cross = x1 * y2 - x2 * y1;
      sumX += (x1 + x2) * cross;
      sumY += (y1 + y2) * cross;
      twiceArea += cross;
    }
    return twiceArea === 0 ? [x0, y0] : [x0 + sumX / (3 * twiceArea), y0 + sumY / (3 * twiceArea)];
  }

  private enough(): number {
    return this.bestDistance > 0 ? this.bestDistance * (1 + tolerance) : this.bestDistance;
  }

  /** Notes the cell's middle if it is the best yet, and the cell if it may hold a better one. */
  private look(x: number, y: number, half: number): void {
    const radius = half * Math.SQRT2;
    const distance = this.distance(x, y, this.enough() - radius);
    if (distance > this.bestDistance) {
      this.bestX = x;
      this.bestY = y;
      this.bestDistance = distance;
    }
    const potential = distance + radius;
    if (half > 0 && potential > this.enough()) this.push(x, y, half, potential);
  }

  /** Distance to the nearest edge, negative outside; −∞ as soon as it is known to be no more than `least`. */
  private distance(x: number, y: number, least: number): number {
    const { edges, used } = this;
    const least2 = least > 0 ? least * least : -1;
    let nearest2 = this.distance2(this.suspect, x, y);
    if (nearest2 <= least2) return -Infinity;
    for (let e = 0; e < used; e += perEdge) {
      const px = x - edges[e]!;
      const py = y - edges[e + 1]!;
      const dx = edges[e + 2]!;
      const dy = edges[e + 3]!;
      const t = (px * dx + py * dy) * edges[e + 4]!;
      // t held between 0 and 1, without a branch that nobody can foresee.
      const along = (Math.abs(t) - Math.abs(t - 1) + 1) / 2;
      const qx = px - along * dx;
      const qy = py - along * dy;
      const d2 = qx * qx + qy * qy;
      // Never where a ring ends: there it is not a number.
      if (d2 < nearest2) {
        nearest2 = d2;
        this.suspect = e;
        if (d2 <= least2) return -Infinity;
      }
    }
    const distance = Math.sqrt(nearest2);
    return this.isInside(x, y) ? distance : -distance;
  }

  private isInside(x: number, y: number): boolean {
    const { edges, used } = this;
    let inside = false;
    let wasAbove = false;
    let isAbove = edges[1]! > y;
    for (let e = perEdge; e < used; e += perEdge) {
      wasAbove = isAbove;
      isAbove = edges[e + 1]! > y;
      if (wasAbove === isAbove || Number.isNaN(edges[e - perEdge + 2])) continue;
      const x1 = edges[e - perEdge]!;
      const y1 = edges[e - perEdge + 1]!;
      if ((x1 - x) * (edges[e + 1]! - y1) > (y1 - y) * (edges[e]! - x1) === isAbove) inside = !inside;
    }
    return inside;
  }

  /** Square of the distance to an edge. */
  private distance2(e: number, x: number, y: number): number {
    const { edges } = this;
    const px = x - edges[e]!;
    const py = y - edges[e + 1]!;
    const dx = edges[e + 2]!;
    const dy = edges[e + 3]!;
    const t = (px * dx + py * dy) * edges[e + 4]!;
    const along = (Math.abs(t) - Math.abs(t - 1) + 1) / 2;
    const qx = px - along * dx;
    const qy = py - along * dy;
    return qx * qx + qy * qy;
  }

  private push(x: number, y: number, half: number, potential: number): void {
    const { queue } = this;
    let at = this.waiting++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (queue[perCell * parent + 3]! >= potential) break;
      this.move(parent, at);
      at = parent;
    }
    queue[perCell * at] = x;
    queue[perCell * at + 1] = y;
    queue[perCell * at + 2] = half;
    queue[perCell * at + 3] = potential;
  }

  /** Takes the first cell out. */
  private pop(): void {
    const { queue } = this;
    const last = --this.waiting;
    const potential = queue[perCell * last + 3]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && queue[perCell * child + 7]! > queue[perCell * child + 3]!) child++;
      if (queue[perCell * child + 3]! <= potential) break;
      this.move(child, at);
      at = child;
    }
    if (at !== last) this.move(last, at);
  }

  private move(from: number, to: number): void {
    const { queue } = this;
    queue[perCell * to] = queue[perCell * from]!;
    queue[perCell * to + 1] = queue[perCell * from + 1]!;
    queue[perCell * to + 2] = queue[perCell * from + 2]!;
    queue[perCell * to + 3] = queue[perCell * from + 3]!;
  }
}
