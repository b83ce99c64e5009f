import type { CellSystem } from './cells.ts';

/**
 * The counts of a system with those that are not known worked out: an equation with one unknown cell gives it. Where nothing
 * more follows, what is left over in the equations of an unknown cell is all taken to be in it: if that is fewer than a
 * threshold, a group of so few would be known, and the cell stands for it. Whole, from 0, never above `upper`.
 */
export function completeValues(system: CellSystem): Float64Array {
  const value = system.value.slice();
  const links = linkUnknown(system);
  const waiting = [...links.keys()];
  for (let next = 0; next < waiting.length; next += 1) {
    const cell = waiting[next]!;
    if (!Number.isNaN(value[cell]!)) continue;
    fill(system, value, { cell, equations: links.get(cell)! });
    follow(system, value, links.get(cell)!, links);
  }
  return value;
}

/** The equations of each cell that is not known; those that stand in an equation with no other one first. */
function linkUnknown({ value, equations }: CellSystem): Map<number, number[]> {
  const { total, start, parts } = equations;
  const links = new Map<number, number[]>();
  const sure = new Set<number>();
  for (let equation = 0; equation < total.length; equation += 1) {
    const unknown = [total[equation]!, ...parts.subarray(start[equation], start[equation + 1])].filter(
      (cell) => Number.isNaN(value[cell]!),
    );
    for (const cell of unknown) links.set(cell, [...(links.get(cell) ?? []), equation]);
    if (unknown.length === 1) sure.add(unknown[0]!);
  }
  const others = value.reduce<number[]>((cells, count, cell) => {
    if (Number.isNaN(count) && !sure.has(cell)) cells.push(cell);
    return cells;
  }, []);
  return new Map([...new Set([...sure, ...others])].map((cell) => [cell, links.get(cell) ?? []]));
}

interface Unknown {
  cell: number;
  equations: readonly number[];
}

/** Takes the least of what the equations of a cell leave for it. */
function fill(system: CellSystem, value: Float64Array, { cell, equations }: Unknown): void {
  const rests = equations.map((equation) => restOf(system, value, equation, cell)).filter(Number.isFinite);
  const rest = rests.length === 0 ? 0 : Math.min(...rests);
  value[cell] = Math.min(Math.max(0, Math.round(rest)), Math.max(0, system.upper[cell]!));
}

/** Fills what follows at once from equations in which one unknown cell is left. */
function follow(
  system: CellSystem,
  value: Float64Array,
  from: readonly number[],
  links: Map<number, number[]>,
): void {
  const { total, start, parts } = system.equations;
  const open = [...from];
  for (let next = 0; next < open.length; next += 1) {
    const equation = open[next]!;
    const unknown = [total[equation]!, ...parts.subarray(start[equation], start[equation + 1])].filter(
      (cell) => Number.isNaN(value[cell]!),
    );
    if (unknown.length !== 1) continue;
    const equations = links.get(unknown[0]!)!;
    fill(system, value, { cell: unknown[0]!, equations: [equation] });
    open.push(...equations);
  }
}

/** What an equation leaves for one of its cells, the other unknown ones taken as 0. */
function restOf({ equations }: CellSystem, value: Float64Array, equation: number, cell: number): number {
  const { total, start, parts } = equations;
  let sum = 0;
  for (let at = start[equation]!; at < start[equation + 1]!; at += 1) {
    const part = parts[at]!;
    if (part !== cell && !Number.isNaN(value[part]!)) sum += value[part]!;
  }
  const whole = total[equation]!;
  if (whole === cell) return sum;
  return Number.isNaN(value[whole]!) ? Infinity : value[whole]! - sum;
}
