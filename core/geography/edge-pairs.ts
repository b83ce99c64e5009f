import type { Effort } from './effort.ts';
import type { Shape } from './shape.ts';

const fewEdges = 24;
const edgesPerStrip = 6;
const crowdedStrip = 60;

/** Called with the numbers of the points that two edges begin at; true ends the search. */
type Visit = (first: number, second: number) => boolean;

/**
 * Calls once for every pair of edges whose boxes overlap or touch, neighbours included; true as soon as a call answers true.
 * Edges are put into strips across one axis and compared within a strip only, so the work grows with the number of edges.
 */
export function visitNearPairs(shape: Shape, effort: Effort, stop: Visit): boolean {
  desk.take(shape);
  return desk.count <= fewEdges ? desk.visitAll(stop) : desk.visitStrips(effort, stop);
}

/** Room to work in, kept from one shape to the next: a country has tens of thousands of them, mostly small. */
class Desk {
  count = 0;
  /** Number of the point each edge begins at. */
  private starts = new Uint32Array(0);
  /** low x, low y, high x, high y of each edge. */
  private boxes = new Float64Array(0);
  /** First strip of each edge. */
  private first = new Uint32Array(0);
  private ends = new Uint32Array(0);
  private members = new Uint32Array(0);

  take({ coordinates: c, ringEnds }: Shape): void {
    const rings = ringEnds.length;
    this.makeRoom(rings === 0 ? 0 : ringEnds[rings - 1]! - rings);
    const { boxes, starts } = this;
    let [edge, point] = [0, 0];
    for (let ring = 0; ring < rings; ring++, point++) {
      for (const last = ringEnds[ring]! - 1; point < last; point++, edge++) {
        const [x, y, toX, toY] = [c[2 * point]!, c[2 * point + 1]!, c[2 * point + 2]!, c[2 * point + 3]!];
        starts[edge] = point;
        boxes[4 * edge] = x < toX ? x : toX;
        boxes[4 * edge + 1] = y < toY ? y : toY;
        boxes[4 * edge + 2] = x < toX ? toX : x;
        boxes[4 * edge + 3] = y < toY ? toY : y;
      }
    }
  }

  visitAll(stop: Visit): boolean {
    const { boxes, starts, count } = this;
    for (let e = 1; e < count; e++) {
      const lowX = boxes[4 * e]!;
      const lowY = boxes[4 * e + 1]!;
      const highX = boxes[4 * e + 2]!;
      const highY = boxes[4 * e + 3]!;
      for (let b = 0; b < 4 * e; b += 4) {
        if (boxes[b]! > highX || boxes[b + 2]! < lowX || boxes[b + 1]! > highY || boxes[b + 3]! < lowY)
          continue;
        if (stop(starts[b / 4]!, starts[e]!)) return true;
      }
    }
    return false;
  }

  visitStrips(effort: Effort, stop: Visit): boolean {
    const { axis, strips } = this.fillStrips();
    for (let strip = 0; strip < strips; strip++) {
      if (this.visitStrip({ strip, axis, effort }, stop)) return true;
    }
    return false;
  }

  private makeRoom(count: number): void {
    this.count = count;
    if (this.starts.length >= count) return;
    const room = Math.ceil(count * 1.5);
    this.starts = new Uint32Array(room);
    this.first = new Uint32Array(room);
    this.boxes = new Float64Array(4 * room);
    this.ends = new Uint32Array(Math.ceil(room / edgesPerStrip) + 2);
    this.members = new Uint32Array(5 * room);
  }

  /** Sorts edges into strips by counting; `ends` and `members` hold each strip's edges. */
  private fillStrips(): { axis: number; strips: number } {
    const { axis, low, perUnit, strips } = this.plan();
    const { boxes, count, first, ends, members } = this;
    ends.fill(0, 0, strips + 2);
    for (let e = 0; e < count; e++) {
      const from = Math.min(strips - 1, Math.trunc((boxes[4 * e + axis]! - low) * perUnit));
      const to = Math.min(strips - 1, Math.trunc((boxes[4 * e + 2 + axis]! - low) * perUnit));
      first[e] = from;
      for (let strip = from; strip <= to; strip++) ends[strip + 2]!++;
    }
    for (let strip = 2; strip < strips + 2; strip++) ends[strip]! += ends[strip - 1]!;
    // While filling, ends[strip + 1] is where the strip's next edge goes; afterwards, where the strip ends.
    for (let e = 0; e < count; e++) {
      const to = Math.min(strips - 1, Math.trunc((boxes[4 * e + 2 + axis]! - low) * perUnit));
      for (let strip = first[e]!; strip <= to; strip++) members[ends[strip + 1]!++] = e;
    }
    return { axis, strips };
  }

  /** Strips lie across the axis along which edges travel least, so that each edge lies in few of them. */
  private plan(): { axis: number; low: number; perUnit: number; strips: number } {
    const x = this.span(0);
    const y = this.span(1);
    const { axis, low, extent, turns } = x.turns <= y.turns ? x : y;
    const { count } = this;
    const strips = Math.max(1, Math.trunc(Math.min(count / edgesPerStrip, (3 * count) / turns) || 1));
    return { axis, low, perUnit: extent > 0 ? strips / extent : 0, strips };
  }

  private span(axis: number): { axis: number; low: number; extent: number; turns: number } {
    const { boxes, count } = this;
    let low = Infinity;
    let high = -Infinity;
    let travel = 0;
    for (let b = axis; b < 4 * count; b += 4) {
      const from = boxes[b]!;
      const to = boxes[b + 2]!;
      if (from < low) low = from;
      if (to > high) high = to;
      travel += to - from;
    }
    return { axis, low, extent: high - low, turns: travel / (high - low) };
  }

  private visitStrip(
    { strip, axis, effort }: { strip: number; axis: number; effort: Effort },
    stop: Visit,
  ): boolean {
    const { boxes, starts, first, members, ends } = this;
    const from = ends[strip]!;
    const to = ends[strip + 1]!;
    const across = 1 - axis;
    const sorted = to - from > crowdedStrip;
    if (sorted) members.subarray(from, to).sort((e, f) => boxes[4 * e + across]! - boxes[4 * f + across]!);
    for (let i = from; i < to; i++) {
      const e = members[i]!;
      const lowAcross = boxes[4 * e + across]!;
      const highAcross = boxes[4 * e + 2 + across]!;
      const lowAlong = boxes[4 * e + axis]!;
      const highAlong = boxes[4 * e + 2 + axis]!;
      let j = i + 1;
      for (; j < to; j++) {
        const f = members[j]!;
        if (boxes[4 * f + across]! > highAcross) {
          if (sorted) break;
          continue;
        }
        if (boxes[4 * f + 2 + across]! < lowAcross) continue;
        if (boxes[4 * f + axis]! > highAlong || boxes[4 * f + 2 + axis]! < lowAlong) continue;
        // A pair that shares several strips is looked at in the first of them only.
        if (Math.max(first[e]!, first[f]!) === strip && stop(starts[e]!, starts[f]!)) return true;
      }
      effort.spend(j - i);
    }
    return false;
  }
}

const desk = new Desk();
