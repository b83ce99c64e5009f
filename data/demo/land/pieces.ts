import type { Random } from '../random.ts';
import { makeCurve } from './curve.ts';
import { districtRings, outlines } from './outlines.ts';
import type { DistrictName, OutlineName } from './outlines.ts';
import type { PlanePoint } from './plane.ts';

/** One piece of land: a whole district, or one bank of it where a river runs through. */
export interface LandPiece {
  district: DistrictName;
  ring: PlanePoint[];
}

/** The number that stands for water and for land beyond the six districts. */
export const outside = -1;

const rowKm = 0.2;
/** Water and land beyond that is kept about the region. */
const marginKm = 3;

/** The land of the six districts and the lines that bound it. */
export interface Land {
  pieces: LandPiece[];
  /** Every line once. */
  lines: PlanePoint[][];
  /** Position of the piece that a point lies in, or `outside`. */
  pieceAt(x: number, y: number): number;
  /** A frame about everything, with a margin. */
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Draws the land. */
export function drawLand(random: Random): Land {
  const curve = makeCurve(random);
  const lines = new Map(
    (Object.keys(outlines) as OutlineName[]).map((name) => [name, curve(outlines[name])] as const),
  );
  const pieces: LandPiece[] = [];
  for (const [district, rings] of Object.entries(districtRings)) {
    for (const names of rings) {
      pieces.push({ district: district as DistrictName, ring: names.flatMap((name) => walk(name, lines)) });
    }
  }
  const all = pieces.flatMap((piece) => piece.ring);
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const south = Math.min(...ys) - marginKm;
  return {
    pieces,
    lines: [...lines.values()],
    pieceAt: pieceFinder(pieces, south),
    west: Math.min(...xs) - marginKm,
    south,
    east: Math.max(...xs) + marginKm,
    north: Math.max(...ys) + marginKm,
  };
}

function walk(name: string, lines: Map<OutlineName, PlanePoint[]>): PlanePoint[] {
  const backwards = name.startsWith('-');
  const line = lines.get((backwards ? name.slice(1) : name) as OutlineName)!;
  return (backwards ? line.toReversed() : line).slice(0, -1);
}

interface Edge {
  from: PlanePoint;
  to: PlanePoint;
  piece: number;
}

/** Even-odd test against the edges of one row of the plane, all pieces at once. */
function pieceFinder(pieces: LandPiece[], south: number): (x: number, y: number) => number {
  const rows: Edge[][] = [];
  const row = (y: number): number => Math.max(0, Math.floor((y - south) / rowKm));
  for (const [piece, { ring }] of pieces.entries()) {
    for (const [i, from] of ring.entries()) {
      const to = ring[(i + 1) % ring.length]!;
      const last = row(Math.max(from[1], to[1]));
      for (let r = row(Math.min(from[1], to[1])); r <= last; r++) (rows[r] ??= []).push({ from, to, piece });
    }
  }
  const odd = new Uint8Array(pieces.length);
  return (x, y) => {
    odd.fill(0);
    for (const { from, to, piece } of rows[row(y)] ?? []) {
      if (from[1] > y === to[1] > y) continue;
      if (x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0]) odd[piece]! ^= 1;
    }
    return odd.indexOf(1);
  };
}
