import { authalicM2 } from './area.ts';
import { limitEffort, type Effort } from './effort.ts';
import { boundsOf } from './shape.ts';
import type { Shape } from './shape.ts';

/**
 * Square metres that two shapes have in common, on the WGS 84 ellipsoid. Never fails, whatever the boundaries do: rings that
 * nearly coincide, as published neighbours do, give an area that is off by no more than the gap between them. Shapes are
 * taken by the even–odd rule (valid ones need no more); an empty shape shares nothing. Throws `TooMuchEffort` for two shapes with
 * tens of thousands of edges beside each other.
 * Method: the plane is cut into slabs at every vertex's latitude; within a slab both shapes are trapezia, whose common area
 * has a closed form.
 */
export function overlapAreaM2(a: Shape, b: Shape, effort: Effort = limitEffort()): number {
  const [, southA, , northA] = boundsOf(a);
  const [, southB, , northB] = boundsOf(b);
  const south = Math.max(southA, southB);
  const north = Math.min(northA, northB);
  if (!(south < north) || apartInLongitude(a, b)) return 0;
  const edges = [...edgesBetween(a, 0, south, north), ...edgesBetween(b, 1, south, north)];
  return sweep(edges, cutLatitudes(edges, south, north), effort);
}

/** Degrees. Within so little latitude a degree of longitude keeps its length to one part in ten thousand. */
const tallestSlab = 0.004;

function apartInLongitude(a: Shape, b: Shape): boolean {
  const [westA, , eastA] = boundsOf(a);
  const [westB, , eastB] = boundsOf(b);
  return eastA <= westB || eastB <= westA;
}

/** An edge that goes up, with the shape (0 or 1) it belongs to. */
interface Edge {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  owner: 0 | 1;
  /** Longitudes at the bottom and top of the slab in hand. */
  low: number;
  high: number;
}

function edgesBetween(
  { coordinates: c, ringEnds }: Shape,
  owner: 0 | 1,
  south: number,
  north: number,
): Edge[] {
  const edges: Edge[] = [];
  let i = 0;
  for (const end of ringEnds) {
    for (i += 2; i < 2 * end; i += 2) {
      const up = c[i - 1]! < c[i + 1]!;
      const [from, to] = up ? [i - 2, i] : [i, i - 2];
      const [y1, y2] = [c[from + 1]!, c[to + 1]!];
      if (y1 === y2 || y2 <= south || y1 >= north) continue;
      edges.push({ x1: c[from]!, y1, x2: c[to]!, y2, owner, low: 0, high: 0 });
    }
  }
  return edges;
}

function cutLatitudes(edges: readonly Edge[], south: number, north: number): Float64Array {
  const cuts = [south, north];
  for (const { y1, y2 } of edges) {
    if (y1 > south && y1 < north) cuts.push(y1);
    if (y2 > south && y2 < north) cuts.push(y2);
  }
  for (let cut = south + tallestSlab; cut < north; cut += tallestSlab) cuts.push(cut);
  const sorted = Float64Array.from(cuts).toSorted();
  return sorted.filter((cut, i) => i === 0 || cut !== sorted[i - 1]);
}

function sweep(edges: Edge[], cuts: Float64Array, effort: Effort): number {
  edges.sort((e, f) => e.y1 - f.y1);
  let active: Edge[] = [];
  let next = 0;
  let total = 0;
  for (let slab = 1; slab < cuts.length; slab++) {
    const [bottom, top] = [cuts[slab - 1]!, cuts[slab]!];
    active = active.filter((edge) => edge.y2 > bottom);
    for (; next < edges.length && edges[next]!.y1 <= bottom; next++) active.push(edges[next]!);
    for (const edge of active) {
      edge.low = longitudeAt(edge, bottom);
      edge.high = longitudeAt(edge, top);
    }
    // To sort an edge and to place it takes as long as several of the steps that are counted elsewhere.
    effort.spend(4 * active.length);
    const width = commonWidth(active, effort);
    if (width > 0) total += authalicM2(bottom, top, width);
  }
  return total;
}

function longitudeAt({ x1, y1, x2, y2 }: Edge, y: number): number {
  if (y <= y1) return x1;
  if (y >= y2) return x2;
  return x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
}

/** Mean width in degrees of what the two shapes share in the slab. */
function commonWidth(active: Edge[], effort: Effort): number {
  active.sort((e, f) => e.low + e.high - f.low - f.high);
  const left: [Edge | undefined, Edge | undefined] = [undefined, undefined];
  const pieces: [Piece[], Piece[]] = [[], []];
  for (const edge of active) {
    const begun = left[edge.owner];
    if (begun) pieces[edge.owner].push(makePiece(begun, edge));
    left[edge.owner] = begun ? undefined : edge;
  }
  return sumCommon(pieces[0], pieces[1], effort);
}

/** A trapezium between two edges of a shape, with the longitudes between which it lies. */
interface Piece {
  left: Edge;
  right: Edge;
  west: number;
  east: number;
}

function makePiece(left: Edge, right: Edge): Piece {
  return { left, right, west: Math.min(left.low, left.high), east: Math.max(right.low, right.high) };
}

/** Sums what pieces of one shape share with those of the other, looking only at pieces that can meet. */
function sumCommon(some: readonly Piece[], others: readonly Piece[], effort: Effort): number {
  const eastSoFar = new Float64Array(others.length);
  const westFromHere = new Float64Array(others.length);
  let east = -Infinity;
  for (let i = 0; i < others.length; i++) eastSoFar[i] = east = Math.max(east, others[i]!.east);
  let west = Infinity;
  for (let i = others.length - 1; i >= 0; i--) westFromHere[i] = west = Math.min(west, others[i]!.west);
  let width = 0;
  for (const piece of some) {
    const first = findAbove(eastSoFar, piece.west);
    let i = first;
    for (; i < others.length && westFromHere[i]! < piece.east; i++)
      width += commonTrapezium(piece, others[i]!);
    effort.spend(i - first);
  }
  return width;
}

/** The first position of rising numbers that is above the limit. */
function findAbove(rising: Float64Array, limit: number): number {
  let [from, to] = [0, rising.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rising[middle]! > limit) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * Mean over the slab of the width common to two trapezia. It is max(0, least right side − greatest left side), and both
 * sides are straight lines up the slab, so the mean is exact between the heights where lines cross.
 */
function commonTrapezium(a: Piece, b: Piece): number {
  const { left: leftA, right: rightA } = a;
  const { left: leftB, right: rightB } = b;
  const gapAt = (t: number): number =>
    Math.min(at(rightA, t), at(rightB, t)) - Math.max(at(leftA, t), at(leftB, t));
  if (
    Math.min(Math.max(rightA.low, rightA.high), Math.max(rightB.low, rightB.high)) <=
    Math.max(Math.min(leftA.low, leftA.high), Math.min(leftB.low, leftB.high))
  )
    return 0;
  const turns = [crossingHeight(rightA, rightB), crossingHeight(leftA, leftB)].filter((t) => t > 0 && t < 1);
  const heights = [0, ...turns.toSorted((t, u) => t - u), 1];
  let mean = 0;
  for (let i = 1; i < heights.length; i++) {
    const [from, to] = [heights[i - 1]!, heights[i]!];
    mean += (to - from) * meanPositive(gapAt(from), gapAt(to));
  }
  return mean;
}

function at(edge: Edge, t: number): number {
  return edge.low + t * (edge.high - edge.low);
}

/** Share of the slab's height at which the lines cross; outside 0 … 1 or NaN where they do not. */
function crossingHeight(e: Edge, f: Edge): number {
  return (f.low - e.low) / (e.high - e.low - f.high + f.low);
}

/** Mean of the positive part of a straight line from `from` to `to`. */
function meanPositive(from: number, to: number): number {
  if (from >= 0 && to >= 0) return (from + to) / 2;
  if (from <= 0 && to <= 0) return 0;
  const most = Math.max(from, to);
  return (most * most) / (2 * Math.abs(to - from));
}
