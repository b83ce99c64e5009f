/** Sides of a cell: bottom, right, top, left. */
type Side = 0 | 1 | 2 | 3;

/**
 * For each set of corners inside (1 bottom left, 2 bottom right, 4 top right, 8 top left) the lines through the cell, from
 * side to side with the inside on the left. Corners opposite each other stay apart.
 */
const lines: readonly (readonly (readonly [Side, Side])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];

/**
 * Follows the line at height 0 through a grid (marching squares, straight between corners): closed rings as x, y, x, y …
 * in cells, higher ground on the left. The corners on the rim of the grid must lie below 0; `heights` go row by row.
 */
export function traceContour(heights: Float64Array, columns: number): number[][] {
  const next = linkCrossings(heights, columns);
  const rings: number[][] = [];
  for (const first of next.keys()) {
    const ring: number[] = [];
    for (let edge: number | undefined = first; edge !== undefined;) {
      ring.push(...crossingAt(heights, columns, edge));
      const following: number | undefined = next.get(edge);
      next.delete(edge);
      edge = following;
    }
    // The last edge is the first again: the ring is closed by itself.
    rings.push(ring);
  }
  return rings;
}

/** Edges between corners are numbered twice their lower left corner, one more for those that go up. */
function linkCrossings(heights: Float64Array, columns: number): Map<number, number> {
  const next = new Map<number, number>();
  const rows = heights.length / columns;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const corner = row * columns + column;
      const edges = [2 * corner, 2 * (corner + 1) + 1, 2 * (corner + columns), 2 * corner + 1];
      for (const [from, to] of lines[cornersInside(heights, columns, corner)]!)
        next.set(edges[from]!, edges[to]!);
    }
  }
  return next;
}

function cornersInside(heights: Float64Array, columns: number, corner: number): number {
  return (
    (heights[corner]! > 0 ? 1 : 0) |
    (heights[corner + 1]! > 0 ? 2 : 0) |
    (heights[corner + columns + 1]! > 0 ? 4 : 0) |
    (heights[corner + columns]! > 0 ? 8 : 0)
  );
}

/** Where height 0 lies on an edge; kept off the corners, so that no two edges cross at one place. */
function crossingAt(heights: Float64Array, columns: number, edge: number): [number, number] {
  const corner = edge >> 1;
  const goesUp = (edge & 1) === 1;
  const [here, there] = [heights[corner]!, heights[corner + (goesUp ? columns : 1)]!];
  const part = Math.min(Math.max(here / (here - there), 1e-6), 1 - 1e-6);
  const [x, y] = [corner % columns, Math.floor(corner / columns)];
  return goesUp ? [x, y + part] : [x + part, y];
}
