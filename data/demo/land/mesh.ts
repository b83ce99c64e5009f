import Delaunator from 'delaunator';
import { outside } from './pieces.ts';
import type { PlanePoint } from './plane.ts';
import type { Seeds } from './scatter.ts';

/** The plane cut into small cells: each cell is the part nearest to its seed (a Voronoi diagram). */
export interface Mesh {
  seeds: PlanePoint[];
  /** For each cell its piece of land, or `outside`. */
  piece: Int16Array;
  /** Neighbours of cell i: `neighbours[starts[i]] … neighbours[starts[i + 1] - 1]`. */
  starts: Uint32Array;
  neighbours: Uint32Array;
  /** Sides between two cells: left cell, right cell, from corner, to corner; four numbers each. Left as one walks. */
  sides: Uint32Array;
  corners: PlanePoint[];
}

/** Corners closer than this are one corner: seeds mirrored in a straight line make pairs that coincide. */
const sameCornerKm = 0.0005;
/** A patch of fewer cells than this, cut off from its piece, is given to its surroundings. */
const smallestPatch = 12;

/** Builds the mesh of the seeds. */
export function buildMesh({ points, piece }: Seeds): Mesh {
  const { triangles, halfedges } = Delaunator.from(points);
  const { corners, cornerOf } = makeCorners(points, triangles, halfedges);
  const sides: number[] = [];
  const degree = new Uint32Array(points.length + 1);
  for (let edge = 0; edge < halfedges.length; edge++) {
    const twin = halfedges[edge]!;
    if (twin < edge) continue;
    // Triangles turn clockwise here (y grows northwards): an edge has its own triangle on its right.
    const [left, right] = [triangles[edge]!, triangles[twin]!];
    sides.push(left, right, cornerOf[Math.floor(edge / 3)]!, cornerOf[Math.floor(twin / 3)]!);
    degree[left]!++;
    degree[right]!++;
  }
  const mesh = { seeds: points, piece: Int16Array.from(piece), sides: Uint32Array.from(sides), corners };
  const graph = { ...mesh, ...neighbourLists(mesh.sides, degree) };
  absorbPatches(graph);
  return graph;
}

function neighbourLists(sides: Uint32Array, degree: Uint32Array): Pick<Mesh, 'starts' | 'neighbours'> {
  const starts = new Uint32Array(degree.length);
  for (let i = 1; i < degree.length; i++) starts[i] = starts[i - 1]! + degree[i - 1]!;
  const next = starts.slice();
  const neighbours = new Uint32Array(sides.length / 2);
  for (let s = 0; s < sides.length; s += 4) {
    neighbours[next[sides[s]!]!++] = sides[s + 1]!;
    neighbours[next[sides[s + 1]!]!++] = sides[s]!;
  }
  return { starts, neighbours };
}

function makeCorners(
  points: PlanePoint[],
  triangles: Uint32Array,
  halfedges: Int32Array,
): { corners: PlanePoint[]; cornerOf: Uint32Array } {
  const centres: PlanePoint[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    centres.push(
      circumcentre(points[triangles[t]!]!, points[triangles[t + 1]!]!, points[triangles[t + 2]!]!),
    );
  }
  const corners: PlanePoint[] = [];
  const cornerOf = new Uint32Array(centres.length).fill(0xffffffff);
  for (let t = 0; t < centres.length; t++) {
    if (cornerOf[t] !== 0xffffffff) continue;
    const centre = centres[t]!;
    cornerOf[t] = corners.length;
    const queue = [t];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (let edge = 3 * at; edge < 3 * at + 3; edge++) {
        const other = halfedges[edge]! < 0 ? -1 : Math.floor(halfedges[edge]! / 3);
        if (other < 0 || cornerOf[other] !== 0xffffffff) continue;
        const near = centres[other]!;
        if (Math.hypot(near[0] - centre[0], near[1] - centre[1]) > sameCornerKm) continue;
        cornerOf[other] = corners.length;
        queue.push(other);
      }
    }
    corners.push(centre);
  }
  return { corners, cornerOf };
}

function circumcentre(a: PlanePoint, b: PlanePoint, c: PlanePoint): PlanePoint {
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]];
  const [b2, c2, twice] = [bx * bx + by * by, cx * cx + cy * cy, 2 * (bx * cy - by * cx)];
  return [a[0] + (cy * b2 - by * c2) / twice, a[1] + (bx * c2 - cx * b2) / twice];
}

/** At a sharp bend a mirrored seed may land on a third side: such strays join what surrounds them. */
function absorbPatches(mesh: Mesh): void {
  const seen = new Uint8Array(mesh.seeds.length);
  for (let cell = 0; cell < mesh.seeds.length; cell++) {
    if (seen[cell]) continue;
    const patch = [cell];
    seen[cell] = 1;
    let beside = mesh.piece[cell]!;
    for (const at of patch) {
      for (let k = mesh.starts[at]!; k < mesh.starts[at + 1]!; k++) {
        const other = mesh.neighbours[k]!;
        if (mesh.piece[other] !== mesh.piece[cell]) {
          if (beside === mesh.piece[cell] || beside === outside) beside = mesh.piece[other]!;
        } else if (!seen[other]) {
          seen[other] = 1;
          patch.push(other);
        }
      }
    }
    if (patch.length < smallestPatch) for (const at of patch) mesh.piece[at] = beside;
  }
}
