import { boundBeside } from './natural-bounds.ts';
import { findMove, type Move } from './moves.ts';
import { leewayOf, type Pattern, type Leeway } from './pattern.ts';
import type { CellTable } from './table.ts';

/**
 * Whose own count an attacker may know besides: nobody's; those of all cells with one person in them together; or that of
 * one such cell, whose person is the attacker.
 */
export type Insider = 'nobody' | 'ones' | number;

/** Whether other tables reach far enough, and by which cells. */
export interface Proof {
  isMet: boolean;
  /** Against whom this was tried. */
  insider: Insider;
  /** What was wanted. */
  leeway: Leeway;
  /** How far the cell can go. */
  up: number;
  down: number;
  /** Cells that move in these tables. While they may move, the proof holds. */
  used: readonly number[];
}

const nothing: Proof = {
  isMet: true,
  insider: 'nobody',
  leeway: { up: 0, down: 0, width: 0 },
  up: 0,
  down: 0,
  used: [],
};

/**
 * Proves that a cell is protected (see `leewayOf`): finds tables of whole counts that agree with everything shown and with
 * every bound, in which it is as much lower and higher as is wanted. A sensitive cell is to be protected also from the one
 * person of any other cell, who knows that count. Where it is not, answers against whom, and how far the cell could go.
 */
export function prove(pattern: Pattern, cell: number, { onTable, patience }: WayToProve = {}): Proof {
  const leeway = leewayOf(pattern, cell);
  if (leeway === undefined) return nothing;
  const question = { cell, leeway, onTable, patience };
  if (pattern.sensitive[cell] === 0) return tryFor(pattern, question, 'nobody');
  return proveToAll(pattern, question);
}

/** The same, and where no such tables are found, once more at ten times the length: for what is left of a pattern that stands. */
export function provePatiently(pattern: Pattern, cell: number, onTable?: OnTable): Proof {
  const usual = prove(pattern, cell, { onTable });
  return usual.isMet ? usual : prove(pattern, cell, { onTable, patience: 10 });
}

/** Proves with so much leeway a cell that is to be protected from everybody, also from the one person of any other cell. */
export function proveToAll(pattern: Pattern, question: Question): Proof {
  const { cell } = question;
  const { persons } = pattern;
  const alone = tryFor(pattern, question, 'ones');
  if (alone.isMet) return alone;
  const proof = tryFor(pattern, question, 'nobody');
  if (!proof.isMet) return proof;
  const used = new Set(proof.used);
  for (const one of proof.used) {
    if (persons.isOwn[one] === 0 || persons.person[one] === persons.person[cell]) continue;
    const other = tryForOne(pattern, question, one);
    if (!other.isMet) return other;
    for (const moved of other.used) used.add(moved);
  }
  return { ...proof, used: [...used] };
}

/** Is shown each table that is found, as it stands, with the cells in which it differs from the true one. */
export type OnTable = (moved: readonly number[], insider: Insider) => void;

/** How a proof is looked for. */
export interface WayToProve {
  onTable?: OnTable | undefined;
  /** How many times as long as usual each table is looked for; 1 unless said. */
  patience?: number | undefined;
}

interface Question extends WayToProve {
  cell: number;
  leeway: Leeway;
}

/** An insider may know from the start, before anything is shown, more than the threshold would leave: that much is not asked. */
function tryForOne(pattern: Pattern, question: Question, one: number): Proof {
  const { cell, leeway } = question;
  const proof = tryFor(pattern, question, one);
  const known = proof.isMet ? undefined : boundBeside(pattern.table, one)(cell);
  if (known === undefined || known[1] - known[0] >= leeway.width) return proof;
  return tryFor(pattern, { ...question, leeway: { ...leeway, width: known[1] - known[0] } }, one);
}

/** Whether a cell has some leeway against one kind of attacker. */
export function tryFor(
  pattern: Pattern,
  { cell, leeway, onTable, patience }: Question,
  insider: Insider,
): Proof {
  const { table } = pattern;
  const isFixed = fixedFor(pattern, cell, insider);
  const used = new Set<number>();
  const go = (direction: 1 | -1, want: number): number => {
    const by = climb(table, { cell, direction, want, isFixed, patience });
    onTable?.(table.listMoved(), insider);
    for (const moved of table.restore()) used.add(moved);
    return by;
  };
  const up = go(1, Math.max(leeway.up, leeway.width));
  const down = go(-1, leeway.width > 0 ? leeway.width - up : leeway.down);
  const isMet = leeway.width > 0 ? up + down >= leeway.width : up >= leeway.up && down >= leeway.down;
  return { isMet, insider, leeway, up, down, used: [...used] };
}

/** What stands still for an insider. The one person of a cell tells nobody anything new about himself. */
export function fixedFor(
  { persons: { person, isOwn } }: Pattern,
  cell: number,
  insider: Insider,
): (other: number) => boolean {
  if (insider === 'nobody') return () => false;
  if (insider !== 'ones') return (other) => other === insider;
  const self = person[cell]!;
  return (other) => isOwn[other] === 1 && person[other] !== self;
}

interface Climb {
  cell: number;
  direction: 1 | -1;
  want: number;
  isFixed: (cell: number) => boolean;
  patience?: number | undefined;
}

/** Moves the cell as far as is wanted, if the cells that are free allow it. Answers how far; the table stays moved. */
export function climb(table: CellTable, { cell, direction, want, isFixed, patience }: Climb): number {
  const goal = boundByEquations(table, { cell, direction, want, isFixed });
  let got = 0;
  while (got < goal) {
    const move = findMove(table, { cell, direction, amount: 1, isFixed, mayHide: false, patience });
    if (move === undefined) break;
    got += apply(table, move, goal - got);
  }
  return got;
}

/** As far as each of its equations by itself would let the cell move, at most as is wanted: saves many a vain search. */
function boundByEquations(table: CellTable, { cell, direction, want, isFixed }: Climb): number {
  let most = Math.min(want, table.room(cell, direction));
  table.forEachEquation(cell, (equation, sign) => {
    let room = 0;
    for (let index = 0; index < table.freeIn(equation) && room < most; index += 1) {
      const slot = table.freeSlot(equation, index);
      const other = table.cellAt(slot);
      if (other !== cell && !isFixed(other))
        room += table.room(other, -direction * sign * table.signAt(slot));
    }
    most = Math.min(most, room);
  });
  return most;
}

/** Makes a move as far as its cells allow, at most by so much. */
function apply(table: CellTable, { cells, directions }: Move, most: number): number {
  const steps = new Map<number, number>();
  cells.forEach((cell, index) => {
    steps.set(cell, (steps.get(cell) ?? 0) + directions[index]!);
  });
  let amount = most;
  for (const [cell, step] of steps)
    amount = Math.min(amount, Math.floor(table.room(cell, step) / Math.abs(step)));
  for (const [cell, step] of steps) table.move(cell, step * amount);
  return amount;
}
