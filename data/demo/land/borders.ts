import type { Mesh } from './mesh.ts';
import type { PlanePoint } from './plane.ts';

/** A line between two LSOAs, or between an LSOA and what is not land, from one meeting point to the next. */
export interface Border {
  /** LSOA on the left seen from the first point to the last, or -1. */
  left: number;
  right: number;
  /** Names of the two ends; the same where the line closes on itself. */
  from: number;
  to: number;
  points: PlanePoint[];
}

interface Side {
  left: number;
  right: number;
  from: number;
  to: number;
}

/** Points of a line that are closer than this are thinned out. */
const thinKm = 0.02;
const smoothings = 2;

/** Traces every border once, so that the areas on both of its sides share it exactly. */
export function traceBorders(mesh: Mesh, lsoaOf: Int32Array): Border[] {
  const sides = borderSides(mesh, lsoaOf);
  const leaving = new Map<number, Side[]>();
  for (const side of sides) {
    for (const one of [side, reversed(side)]) {
      if (!leaving.has(one.from)) leaving.set(one.from, []);
      leaving.get(one.from)!.push(one);
    }
  }
  const done = new Set<string>();
  const borders: Border[] = [];
  const trace = (first: Side): void => {
    if (done.has(name(first))) return;
    const border = follow(first, leaving);
    for (let i = 1; i < border.length; i++) {
      done.add(`${border[i - 1]!}>${border[i]!}`).add(`${border[i]!}>${border[i - 1]!}`);
    }
    const points = smooth(border.map((corner) => mesh.corners[corner]!));
    borders.push({ left: first.left, right: first.right, from: first.from, to: border.at(-1)!, points });
  };
  for (const [, exits] of leaving) if (exits.length !== 2) exits.forEach(trace);
  sides.forEach(trace);
  return borders;
}

const reversed = ({ left, right, from, to }: Side): Side => ({
  left: right,
  right: left,
  from: to,
  to: from,
});
const name = ({ from, to }: Side): string => `${from}>${to}`;

function borderSides({ sides }: Mesh, lsoaOf: Int32Array): Side[] {
  const found: Side[] = [];
  for (let s = 0; s < sides.length; s += 4) {
    const [left, right] = [lsoaOf[sides[s]!]!, lsoaOf[sides[s + 1]!]!];
    const [from, to] = [sides[s + 2]!, sides[s + 3]!];
    if (left !== right && from !== to) found.push({ left, right, from, to });
  }
  return found;
}

/** Corners from the first side on, as far as the line has no branches. */
function follow(first: Side, leaving: Map<number, Side[]>): number[] {
  const corners = [first.from, first.to];
  for (let side = first; side.to !== first.from;) {
    const exits = leaving.get(side.to)!;
    if (exits.length !== 2) break;
    side = exits[0]!.to === side.from ? exits[1]! : exits[0]!;
    corners.push(side.to);
  }
  return corners;
}

/** Takes the corners off a line: each inner point moves towards its neighbours. Ends stay where they are. */
function smooth(line: PlanePoint[]): PlanePoint[] {
  let points = thinned(line);
  for (let round = 0; round < smoothings; round++) {
    const before = points;
    points = before.map((point, i) => {
      const [previous, next] = [before[i - 1], before[i + 1]];
      if (!previous || !next) return point;
      return [(previous[0] + 2 * point[0] + next[0]) / 4, (previous[1] + 2 * point[1] + next[1]) / 4];
    });
  }
  return points;
}

function thinned(line: PlanePoint[]): PlanePoint[] {
  const last = line.at(-1)!;
  const kept = [line[0]!];
  for (const point of line.slice(1, -1)) {
    if (far(point, kept.at(-1)!) && far(point, last)) kept.push(point);
  }
  kept.push(last);
  return kept;
}

const far = (a: PlanePoint, b: PlanePoint): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) >= thinKm;
