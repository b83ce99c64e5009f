import { flagByte } from '#contract';
import { halfWidthAt } from './half-widths.ts';
import type { StoredColumn } from './table.ts';

/**
 * Sums a count of a finer geography to the areas it belongs to. `parents` gives for each part the position of its
 * parent, -1 for none: such parts are left out.
 *
 * A parent is suppressed where any part is, else missing where any part is or where it has no parts at all: a sum
 * over the known parts would be too small and look exact. It is estimated where any part is, else rounded where any
 * part is. The half-widths of rounding add up over the parts, because all parts may be off in the same direction.
 */
export function poolToParents(column: StoredColumn, parents: Int32Array, parentCount: number): StoredColumn {
  const values = new Float64Array(parentCount);
  const rounding = new Float64Array(parentCount);
  const marks = new Uint8Array(parentCount);
  for (let part = 0; part < parents.length; part += 1) {
    const parent = parents[part]!;
    if (parent < 0) continue;
    values[parent]! += column.values[part]!;
    rounding[parent]! += halfWidthAt(column.rounding, part);
    marks[parent]! |= markPart | (1 << (column.flags[part]! + 1));
  }
  const flags = marks.map(flagOfMarks);
  for (let parent = 0; parent < parentCount; parent += 1) {
    // A sum too large for a number is no sum.
    if (!Number.isFinite(values[parent]!)) values[parent] = NaN;
    if (flags[parent] === flagByte.suppressed || flags[parent] === flagByte.missing) values[parent] = NaN;
  }
  const beyond = new Set((column.beyond ?? []).map((part) => parents[part]!));
  beyond.delete(-1);
  return { ...column, values, flags, rounding, beyond: [...beyond] };
}

/** Bit 0: has parts. Bit f + 1: some part has the flag f. */
const markPart = 1;

function flagOfMarks(marks: number): number {
  if ((marks & markPart) === 0) return flagByte.missing;
  const order = [flagByte.suppressed, flagByte.missing, flagByte.estimated, flagByte.rounded];
  return order.find((flag) => (marks & (1 << (flag + 1))) !== 0) ?? flagByte.exact;
}
