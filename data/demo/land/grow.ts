import type { Mesh } from './mesh.ts';

/** Where regions start from, what they may not cross, and how hard each cell is to cross. */
export interface Growth {
  /** One starting cell per region. */
  sources: number[];
  /** A region never passes from one ground to another; cells of ground -1 stay empty. */
  ground: Int16Array | Int32Array;
  /** Cost of a kilometre in each cell. */
  resistance: Float64Array;
}

/**
 * Grows regions outwards from their sources, each cell going to the region that reaches it at the least cost, so that every
 * region is in one piece (Dijkstra's shortest paths from many sources). Answers the region of each cell, -1 where none came.
 */
export function growRegions(mesh: Mesh, { sources, ground, resistance }: Growth): Int32Array {
  const region = new Int32Array(mesh.seeds.length).fill(-1);
  const cost = new Float64Array(mesh.seeds.length).fill(Infinity);
  const front = new Front();
  for (const [index, cell] of sources.entries()) {
    cost[cell] = 0;
    region[cell] = index;
    front.push(cell, 0);
  }
  for (let cell = front.pop(); cell >= 0; cell = front.pop()) {
    if (front.poppedCost > cost[cell]!) continue;
    const [x, y] = mesh.seeds[cell]!;
    for (let k = mesh.starts[cell]!; k < mesh.starts[cell + 1]!; k++) {
      const next = mesh.neighbours[k]!;
      if (ground[next] !== ground[cell] || ground[next]! < 0) continue;
      const [nx, ny] = mesh.seeds[next]!;
      const step = Math.hypot(nx - x, ny - y) * (resistance[cell]! + resistance[next]!);
      if (cost[cell]! + step >= cost[next]!) continue;
      cost[next] = cost[cell]! + step;
      region[next] = region[cell]!;
      front.push(next, cost[next]);
    }
  }
  return region;
}

/** For each region the cell nearest to its middle, cells weighing as much as `weight` says. */
export function middleCells(mesh: Mesh, region: Int32Array, weight: Float64Array): number[] {
  const count = region.reduce((most, index) => Math.max(most, index), -1) + 1;
  const [sum, sumX, sumY] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (const [cell, index] of region.entries()) {
    if (index < 0) continue;
    sum[index]! += weight[cell]!;
    sumX[index]! += weight[cell]! * mesh.seeds[cell]![0];
    sumY[index]! += weight[cell]! * mesh.seeds[cell]![1];
  }
  const nearest: number[] = Array.from({ length: count }, () => -1);
  const best = new Float64Array(count).fill(Infinity);
  for (const [cell, index] of region.entries()) {
    if (index < 0) continue;
    const [x, y] = mesh.seeds[cell]!;
    const away = (x - sumX[index]! / sum[index]!) ** 2 + (y - sumY[index]! / sum[index]!) ** 2;
    if (away < best[index]!) [best[index], nearest[index]] = [away, cell];
  }
  return nearest;
}

/** A priority queue of cells, cheapest first (binary heap). */
class Front {
  /** Cost of the cell popped last. */
  poppedCost = 0;
  private readonly cells: number[] = [];
  private readonly costs: number[] = [];

  push(cell: number, cost: number): void {
    let at = this.cells.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.costs[parent]! <= cost) break;
      this.place(at, this.cells[parent]!, this.costs[parent]!);
      at = parent;
    }
    this.place(at, cell, cost);
  }

  /** Takes the cheapest cell, or answers -1. */
  pop(): number {
    const first = this.cells[0];
    if (first === undefined) return -1;
    this.poppedCost = this.costs[0]!;
    const [cell, cost] = [this.cells.pop()!, this.costs.pop()!];
    const count = this.cells.length;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && this.costs[child + 1]! < this.costs[child]!) child++;
      if (this.costs[child]! >= cost) break;
      this.place(at, this.cells[child]!, this.costs[child]!);
      at = child;
    }
    if (count > 0) this.place(at, cell, cost);
    return first;
  }

  private place(at: number, cell: number, cost: number): void {
    this.cells[at] = cell;
    this.costs[at] = cost;
  }
}
