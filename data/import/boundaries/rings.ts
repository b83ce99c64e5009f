import type { Shape } from '#core/geography';

/** A closed or unclosed ring as x, y, x, y …. */
export type Ring = Float64Array;

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/**
 * Sorts loose rings into polygons: a ring that lies inside an odd number of others is a hole of the smallest of them, whatever
 * its direction. Every ring is turned round, because the rings of a shapefile run the other way than Pinpoint's;
 * rings that ran the wrong way in the file still do afterwards, so that mending can tell.
 * Rings without points are left out; no rings give an empty shape.
 */
export function assembleShape(rings: readonly Ring[]): Shape {
  const kept = rings.filter((ring) => ring.length > 0);
  if (kept.length === 1) return pack([[kept[0]!]]);
  const owners = findOwners(kept);
  const polygons = new Map<number, Ring[]>();
  for (const [index, owner] of owners.entries()) if (owner === -1) polygons.set(index, [kept[index]!]);
  for (const [index, owner] of owners.entries()) if (owner !== -1) polygons.get(owner)!.push(kept[index]!);
  return pack([...polygons.values()]);
}

/** For each ring the outer ring it is a hole of, or -1 where it is an outer ring itself. */
function findOwners(rings: readonly Ring[]): number[] {
  const boxes = rings.map(boxOf);
  const areas = rings.map((ring) => Math.abs(signedArea(ring)));
  const around = rings.map((_, index) =>
    rings.flatMap((__, other) => (isAround(other, index) ? [other] : [])),
  );
  return around.map((others) => {
    if (others.length % 2 === 0) return -1;
    return others
      .filter((other) => around[other]!.length % 2 === 0)
      .reduce((smallest, other) => (areas[other]! < areas[smallest]! ? other : smallest));
  });

  function isAround(outer: number, inner: number): boolean {
    if (outer === inner || areas[outer]! <= areas[inner]!) return false;
    return covers(boxes[outer]!, boxes[inner]!) && holdsMostOf(rings[outer]!, rings[inner]!);
  }
}

function boxOf(ring: Ring): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let at = 0; at < ring.length; at += 2) {
    box.west = Math.min(box.west, ring[at]!);
    box.east = Math.max(box.east, ring[at]!);
    box.south = Math.min(box.south, ring[at + 1]!);
    box.north = Math.max(box.north, ring[at + 1]!);
  }
  return box;
}

function covers(outer: Box, inner: Box): boolean {
  return (
    outer.west <= inner.west && outer.south <= inner.south && outer.east >= inner.east && outer.north >= inner.north
  );
}

/** Shoelace, taken from the first point so that metres of a national grid lose no digits. Positive is anticlockwise. */
function signedArea(ring: Ring): number {
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let sum = 0;
  for (let at = 2; at + 3 < ring.length; at += 2) {
    sum += (ring[at]! - x0) * (ring[at + 3]! - y0) - (ring[at + 2]! - x0) * (ring[at + 1]! - y0);
  }
  return sum / 2;
}

/** Rings may touch, so one point is no proof: up to nine middles of edges are asked. */
function holdsMostOf(outer: Ring, inner: Ring): boolean {
  const edges = Math.max(1, inner.length / 2 - 1);
  const step = Math.max(1, Math.floor(edges / 9));
  let inside = 0;
  let asked = 0;
  for (let edge = 0; edge < edges; edge += step) {
    const at = edge * 2;
    const x = (inner[at]! + (inner[at + 2] ?? inner[0]!)) / 2;
    const y = (inner[at + 1]! + (inner[at + 3] ?? inner[1]!)) / 2;
    asked += 1;
    if (isInside(outer, x, y)) inside += 1;
  }
  return inside * 2 > asked;
}

function isInside(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const y1 = ring[at + 1]!;
    const y2 = ring[before + 1]!;
    if (y1 > y === y2 > y) continue;
    const x1 = ring[at]!;
    if (x < ((ring[before]! - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function pack(polygons: readonly (readonly Ring[])[]): Shape {
  const rings = polygons.flat();
  const coordinates = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
  const ringEnds = new Uint32Array(rings.length);
  const polygonEnds = new Uint32Array(polygons.length);
  let at = 0;
  for (const [index, ring] of rings.entries()) {
    for (let from = ring.length - 2; from >= 0; from -= 2) {
      coordinates[at++] = ring[from]!;
      coordinates[at++] = ring[from + 1]!;
    }
    ringEnds[index] = at / 2;
  }
  let total = 0;
  for (const [index, polygon] of polygons.entries()) polygonEnds[index] = total += polygon.length;
  return { coordinates, ringEnds, polygonEnds };
}
