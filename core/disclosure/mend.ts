import { findMove } from './moves.ts';
import { hide, showAgain, type Pattern } from './pattern.ts';
import { climb, fixedFor, tryFor, type Proof } from './prove.ts';

/** Cells that could be hidden for a cell that is not protected, and what that would bring. */
interface Mending {
  hides: readonly number[];
  cost: number;
  /** How much further the cell could go then, upwards and downwards together; more than is wanted does not count. */
  gain: number;
}

/**
 * What to hide for a proof that was not met: the cells that cost least for what they bring; the cell itself, where it is shown
 * and costs no more; or, where no way is found at no more than `mostCost`, the cheapest that stands beside it. Empty where there is
 * nothing left to hide.
 */
export function chooseHides(
  pattern: Pattern,
  cell: number,
  proof: Proof,
  mostCost = Infinity,
): readonly number[] {
  const { table } = pattern;
  const best = listMendings(pattern, cell, proof, mostCost).reduce<Mending | undefined>(
    (first, second) => (first === undefined || isBetter(second, first) ? second : first),
    undefined,
  );
  if (table.hideable[cell] === 1 && !(best !== undefined && best.cost < table.cost[cell]!)) return [cell];
  if (best !== undefined) return best.hides;
  const beside = table.findCheapestBeside(cell);
  return beside === undefined ? [] : [beside];
}

function isBetter(a: Mending, b: Mending): boolean {
  const [first, second] = [a.cost * b.gain, b.cost * a.gain];
  return first !== second ? first < second : a.gain > b.gain;
}

/**
 * The cheapest ways to move the cell further up and further down, by all that lacks at once and by less: cells that move it a
 * little one way often move it the other way as well.
 */
function listMendings(pattern: Pattern, cell: number, proof: Proof, mostCost: number): Mending[] {
  const { up, down, leeway } = proof;
  const both = leeway.width - up - down;
  const lacks = leeway.width > 0 ? ([both, both] as const) : ([leeway.up - up, leeway.down - down] as const);
  const found = new Map<string, Mending>();
  for (const [direction, got, lack] of [[1, up, lacks[0]] as const, [-1, down, lacks[1]] as const]) {
    for (const amount of new Set([1, Math.ceil(lack / 2), lack])) {
      if (amount < 1 || amount > lack) continue;
      const hides = findHides(pattern, { cell, direction, got, amount, proof, mostCost });
      // What cannot go by less cannot go by more.
      if (hides === undefined) break;
      if (hides.length === 0 || found.has(hides.join())) continue;
      const gain = gainBy(pattern, cell, proof, hides);
      const cost = hides.reduce((sum, other) => sum + pattern.table.cost[other]!, 0);
      if (gain > 0) found.set(hides.join(), { hides, cost, gain });
    }
  }
  return [...found.values()];
}

interface Way {
  cell: number;
  direction: 1 | -1;
  /** How far the cell goes already. */
  got: number;
  amount: number;
  proof: Proof;
  mostCost: number;
}

function findHides(
  pattern: Pattern,
  { cell, direction, got, amount, proof, mostCost }: Way,
): readonly number[] | undefined {
  const { table } = pattern;
  const isFixed = fixedFor(pattern, cell, proof.insider);
  climb(table, { cell, direction, want: got, isFixed });
  const move =
    table.room(cell, direction) < amount
      ? undefined
      : findMove(table, { cell, direction, amount, isFixed, mayHide: true, mostCost });
  table.restore();
  return move?.hides;
}

function gainBy(pattern: Pattern, cell: number, proof: Proof, hides: readonly number[]): number {
  for (const other of hides) hide(pattern, other);
  const { up, down } = tryFor(pattern, { cell, leeway: proof.leeway }, proof.insider);
  for (const other of hides) showAgain(pattern, other);
  return up + down - proof.up - proof.down;
}
