import type { Bounded } from './displayed.ts';
import { Fraction } from './fraction.ts';

/** Coefficients of unknown cells, and what they come to. */
interface Row {
  of: Map<number, Fraction>;
  sum: Fraction;
}

/**
 * The cells that linear algebra alone gives away: Gauss–Jordan elimination over the rationals of all equations, with what is
 * known put in. A cell is recovered where a row is left with it alone. Answers each with its count.
 */
export function recoverExactly(known: Bounded): Map<number, number> {
  const recovered = new Map<number, number>();
  for (const { of, sum } of eliminate(listRows(known))) {
    if (of.size !== 1) continue;
    const [[cell, factor]] = [...of] as [[number, Fraction]];
    const count = sum.over(factor);
    recovered.set(cell, Number(count.top) / Number(count.bottom));
  }
  return recovered;
}

function listRows({ ranges, equations }: Bounded): Row[] {
  return equations.map(({ total, parts, elsewhere }) => {
    const row: Row = { of: new Map(), sum: new Fraction(BigInt(-elsewhere)) };
    for (const [cell, sign] of [...parts.map((part) => [part, 1n] as const), [total, -1n] as const]) {
      const [low, high] = ranges[cell]!;
      if (low < high) subtractFrom(row.of, cell, new Fraction(-sign));
      else row.sum = row.sum.minus(new Fraction(sign * BigInt(low)));
    }
    return row;
  });
}

function subtractFrom(of: Row['of'], cell: number, by: Fraction): void {
  const left = (of.get(cell) ?? new Fraction(0n)).minus(by);
  if (left.isZero) of.delete(cell);
  else of.set(cell, left);
}

/** To reduced row echelon form: each row is left with the cell that it leads with, which stands in no other, and with such as lead none. */
function eliminate(rows: readonly Row[]): Row[] {
  const leadOf = new Map<number, Row>();
  /** Of each cell, the rows done that it stands in. */
  const users = new Map<number, Set<Row>>();
  for (const row of rows.toSorted((a, b) => a.of.size - b.of.size)) {
    for (const cell of row.of.keys()) {
      const leading = leadOf.get(cell);
      if (leading !== undefined) subtract(row, leading, row.of.get(cell)!);
    }
    const lead = findLead(row, users);
    if (lead === undefined) continue;
    divide(row, row.of.get(lead)!);
    for (const other of users.get(lead) ?? []) {
      subtract(other, row, other.of.get(lead)!);
      for (const cell of row.of.keys()) noteUse(users, cell, other);
    }
    leadOf.set(lead, row);
    for (const cell of row.of.keys()) noteUse(users, cell, row);
  }
  return [...leadOf.values()];
}

/** The cell of a row that stands in fewest of those done, so that few have to be changed. */
function findLead({ of }: Row, users: ReadonlyMap<number, ReadonlySet<Row>>): number | undefined {
  const uses = (cell: number): number => users.get(cell)?.size ?? 0;
  let lead: number | undefined;
  for (const cell of of.keys()) if (lead === undefined || uses(cell) < uses(lead)) lead = cell;
  return lead;
}

function noteUse(users: Map<number, Set<Row>>, cell: number, row: Row): void {
  const known = users.get(cell) ?? new Set();
  users.set(cell, known);
  if (row.of.has(cell)) known.add(row);
  else known.delete(row);
}

function subtract(row: Row, { of, sum }: Row, factor: Fraction): void {
  for (const [cell, entry] of of) subtractFrom(row.of, cell, entry.times(factor));
  row.sum = row.sum.minus(sum.times(factor));
}

function divide(row: Row, by: Fraction): void {
  for (const [cell, entry] of row.of) row.of.set(cell, entry.over(by));
  row.sum = row.sum.over(by);
}
