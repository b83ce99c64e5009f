import { orient2d } from 'robust-predicates';
import type { Effort } from './effort.ts';
import { isRingInside, planarArea } from './nesting.ts';
import { nodeRings } from './noding.ts';
import type { Rings } from './noding.ts';

/**
 * The region of the plane where the rings' winding number satisfies the rule, as valid polygons (outer ring first, then its
 * holes). An anticlockwise ring adds one to the winding number of what it encloses, a clockwise one takes one away.
 * Undefined if rounding made the rings untangleable; no polygons if the region is empty.
 * Method: split edges where they meet, cancel edges run both ways, walk the faces of the plane, keep the edges between
 * inside and outside, walk those, and cut the walks where they pass a point twice.
 */
export function arrangeRings(
  rings: readonly Float64Array[],
  isInside: (winding: number) => boolean,
  effort: Effort,
): Float64Array[][] | undefined {
  const noded = nodeRings(rings, effort);
  if (!noded) return undefined;
  const plane = new Plane(noded, effort);
  const loops = plane.boundary(isInside).flatMap((cycle) => cutAtRepeats(cycle));
  return groupLoops(
    loops.map((loop) => plane.ring(loop)),
    effort,
  );
}

function groupLoops(rings: readonly Float64Array[], effort: Effort): Float64Array[][] {
  const sized = rings.map((ring) => ({ ring, area: planarArea(ring) }));
  const outers = sized.filter(({ area }) => area > 0).toSorted((a, b) => a.area - b.area);
  const polygons = new Map(outers.map(({ ring }) => [ring, [ring]]));
  for (const hole of sized) {
    if (hole.area >= 0) continue;
    const outer = outers.find(({ ring, area }) => {
      effort.spend(ring.length);
      return area > -hole.area && isRingInside(hole.ring, ring);
    });
    if (outer) polygons.get(outer.ring)!.push(hole.ring);
  }
  return [...polygons.values()];
}

/** Cuts a closed walk (nodes, the first not repeated) into loops that pass each node once. */
function cutAtRepeats(cycle: readonly number[]): number[][] {
  const loops: number[][] = [];
  const path: number[] = [];
  const position = new Map<number, number>();
  for (const node of [...cycle, cycle[0]!]) {
    const seen = position.get(node);
    if (seen === undefined) {
      position.set(node, path.length);
      path.push(node);
      continue;
    }
    const loop = path.splice(seen + 1);
    for (const left of loop) position.delete(left);
    if (loop.length >= 2) loops.push([node, ...loop]);
  }
  return loops;
}

/** Noded edges as a planar graph. Edge e has two sides: 2e runs as given, 2e + 1 back. */
class Plane {
  private readonly xs: number[] = [];
  private readonly ys: number[] = [];
  /** Node each side starts from. */
  private readonly origins: number[] = [];
  /** How many more times an edge is run as given than back. */
  private readonly nets: number[] = [];
  /** Sides leaving each node, anticlockwise. */
  private readonly leaving: number[][] = [];
  private readonly effort: Effort;

  constructor(rings: Rings, effort: Effort) {
    this.effort = effort;
    for (const [key, net] of this.netEdges(rings)) {
      if (net === 0) continue;
      const from = Math.floor(key / this.xs.length);
      this.origins.push(from, key % this.xs.length);
      this.nets.push(net);
    }
    this.leaving = this.xs.map(() => []);
    this.origins.forEach((origin, sideNumber) => this.leaving[origin]!.push(sideNumber));
    for (const sides of this.leaving) if (sides.length > 2) this.sortByDirection(sides);
  }

  /** Closed walks along the edges between inside and outside, inside on the left. */
  boundary(isInside: (winding: number) => boolean): number[][] {
    const faces = this.walks(() => true);
    const windings = this.windings(faces);
    const inside = new Uint8Array(this.origins.length);
    faces.forEach((walk, face) => {
      if (isInside(windings[face]!)) for (const s of walk) inside[s] = 1;
    });
    return this.walks((s) => inside[s] === 1 && inside[s ^ 1] === 0).map((walk) =>
      walk.map((s) => this.origins[s]!),
    );
  }

  /** A loop of nodes as a closed ring. */
  ring(loop: readonly number[]): Float64Array {
    return Float64Array.from([...loop, loop[0]!].flatMap((node) => [this.xs[node]!, this.ys[node]!]));
  }

  private netEdges({ coordinates, ringEnds }: Rings): Map<number, number> {
    const ids = new Map<string, number>();
    const nodes = Array.from({ length: coordinates.length / 2 }, (_, p) => {
      const key = `${coordinates[2 * p]} ${coordinates[2 * p + 1]}`;
      const known = ids.get(key);
      if (known !== undefined) return known;
      ids.set(key, this.xs.length);
      this.xs.push(coordinates[2 * p]!);
      this.ys.push(coordinates[2 * p + 1]!);
      return this.xs.length - 1;
    });
    const nets = new Map<number, number>();
    let p = 0;
    for (const end of ringEnds) {
      for (; p < end - 1; p++) {
        const [from, to] = [nodes[p]!, nodes[p + 1]!];
        const key = Math.min(from, to) * this.xs.length + Math.max(from, to);
        nets.set(key, (nets.get(key) ?? 0) + (from < to ? 1 : -1));
      }
      p = end;
    }
    return nets;
  }

  private target(sideNumber: number): number {
    return this.origins[sideNumber ^ 1]!;
  }

  private sortByDirection(sides: number[]): void {
    const origin = this.origins[sides[0]!]!;
    const [x, y] = [this.xs[origin]!, this.ys[origin]!];
    const upper = (node: number): boolean => this.isUpper(origin, node);
    sides.sort((a, b) => {
      const [to, other] = [this.target(a), this.target(b)];
      if (upper(to) !== upper(other)) return upper(to) ? -1 : 1;
      // Positive where `other` is to the right of `to`, so comes earlier anticlockwise.
      return orient2d(x, y, this.xs[to]!, this.ys[to]!, this.xs[other]!, this.ys[other]!);
    });
  }

  /** Walks over the kept sides, at each node taking the first one clockwise from where it came: round the face on the left. */
  private walks(kept: (sideNumber: number) => boolean): number[][] {
    const done = new Uint8Array(this.origins.length);
    const walks: number[][] = [];
    for (let start = 0; start < done.length; start++) {
      if (done[start] || !kept(start)) continue;
      const walk: number[] = [];
      for (let s = start; !done[s]; s = this.next(s, kept)) {
        done[s] = 1;
        walk.push(s);
      }
      walks.push(walk);
    }
    return walks;
  }

  private next(sideNumber: number, kept: (sideNumber: number) => boolean): number {
    const sides = this.leaving[this.target(sideNumber)]!;
    this.effort.spend(sides.length);
    const from = sides.indexOf(sideNumber ^ 1);
    for (let turn = 1; turn <= sides.length; turn++) {
      const candidate = sides[(from + sides.length - turn) % sides.length]!;
      if (kept(candidate)) return candidate;
    }
    // Only where rounding contradicted itself: the walk ends here, and the caller finds the result invalid.
    return sideNumber;
  }

  /**
   * Winding number of each face. Stepping over an edge changes it by the times the edge is run, so only the face around
   * each connected piece needs looking at: what the other pieces make of the piece's westernmost node.
   */
  private windings(faces: readonly number[][]): Int32Array {
    const faceOf = new Uint32Array(this.origins.length);
    faces.forEach((walk, face) => walk.forEach((s) => (faceOf[s] = face)));
    const windings = new Int32Array(faces.length);
    for (const piece of this.pieces()) {
      const around = faceOf[this.outerSide(piece)]!;
      windings[around] = this.windingAround(piece);
      const known = new Set([around]);
      for (const face of known) {
        for (const s of faces[face]!) {
          const over = faceOf[s ^ 1]!;
          if (known.has(over)) continue;
          windings[over] = windings[face]! - this.netAlong(s);
          known.add(over);
        }
      }
    }
    return windings;
  }

  /** Nodes of each connected piece. */
  private pieces(): Set<number>[] {
    const pieces: Set<number>[] = [];
    const done = new Uint8Array(this.xs.length);
    for (let start = 0; start < done.length; start++) {
      if (done[start] || this.leaving[start]!.length === 0) continue;
      const piece = new Set([start]);
      for (const node of piece) {
        done[node] = 1;
        for (const s of this.leaving[node]!) piece.add(this.target(s));
      }
      pieces.push(piece);
    }
    return pieces;
  }

  private westernmost(piece: ReadonlySet<number>): number {
    let best = -1;
    for (const node of piece) {
      const further = best === -1 || this.xs[node]! < this.xs[best]!;
      if (further || (this.xs[node] === this.xs[best] && this.ys[node]! < this.ys[best]!)) best = node;
    }
    return best;
  }

  /** A side with the space around the piece on its left: the one leaving the westernmost node closest to north. */
  private outerSide(piece: ReadonlySet<number>): number {
    const node = this.westernmost(piece);
    const sides = this.leaving[node]!;
    this.sortByDirection(sides);
    return sides.findLast((s) => this.isUpper(node, this.target(s))) ?? sides.at(-1)!;
  }

  private windingAround(piece: ReadonlySet<number>): number {
    const node = this.westernmost(piece);
    const [x, y] = [this.xs[node]!, this.ys[node]!];
    let winding = 0;
    this.effort.spend(this.nets.length);
    for (let e = 0; e < this.nets.length; e++) {
      const [a, b] = [this.origins[2 * e]!, this.origins[2 * e + 1]!];
      const rises = this.ys[b]! > y;
      if (this.ys[a]! > y === rises || piece.has(a)) continue;
      const leftOf = orient2d(this.xs[a]!, this.ys[a]!, this.xs[b]!, this.ys[b]!, x, y) < 0;
      if (leftOf === rises) winding += rises ? this.nets[e]! : -this.nets[e]!;
    }
    return winding;
  }

  private isUpper(origin: number, node: number): boolean {
    const [y, toY] = [this.ys[origin]!, this.ys[node]!];
    return toY > y || (toY === y && this.xs[node]! > this.xs[origin]!);
  }

  private netAlong(sideNumber: number): number {
    return sideNumber % 2 === 0 ? this.nets[sideNumber >> 1]! : -this.nets[sideNumber >> 1]!;
  }
}
