import { isSameList, type CellSystem } from './cells.ts';
import { boundAsShown, type CountBounds } from './natural-bounds.ts';
import type { Pattern } from './pattern.ts';
import { proveToAll, tryFor, type Insider } from './prove.ts';
import type { Statement } from './said-sums.ts';
import type { WorkHooks } from './suppress.ts';
import type { CellTable } from './table.ts';
import { openUndisplayed } from './with-sums.ts';

/** What a document tells of cells. */
export interface Told {
  /** Of single cells and of sums over them. */
  said: readonly Statement[];
  /** The cells that it hides, each with how wide an interval of counts it promises to leave possible. */
  hidden: ReadonlyMap<number, number>;
}

/** Documents that are laid side by side. */
export interface Compared {
  earlier: Told;
  now: Told;
  /** Fewer people than this are protected. */
  span: number;
  /** So many searches in vain are made for other tables, before the rest is given up; a few seconds where it is left out. */
  mostInVain?: number;
}

/** Cells that are narrowed. */
export interface Narrowed {
  cells: number[];
  /** False: there was too much to compare; that the last of them are not narrowed could not be worked out. */
  isWorkedOut: boolean;
}

/**
 * The cells that one of two documents hides and that both together narrow: fewer counts remain possible than was promised, and
 * fewer than the earlier document gives away for certain, which the later one cannot be blamed for. What was said of counts that were corrected
 * since by fewer than `span` people is taken for nearly true; what was said of others is of no use any more. Work is bounded: what could not be
 * worked out counts as narrowed.
 */
export function findNarrowed(
  system: CellSystem,
  { earlier, now, span, mostInVain = 1000 }: Compared,
  { keepGoing }: WorkHooks = {},
): Narrowed {
  const sums = [...earlier.said, ...now.said].filter(({ cells }) => cells.length > 1);
  const pattern = openUndisplayed(
    system,
    sums.map(({ cells }) => cells),
  );
  const { table } = pattern;
  const knowledge = new Knowledge(pattern, sums, span);
  knowledge.put(earlier.said);
  knowledge.put(now.said);
  const promised = new Map(earlier.hidden);
  for (const [cell, width] of now.hidden) promised.set(cell, Math.max(width, promised.get(cell) ?? 0));
  const left: Narrow[] = [];
  let inVain = 0;
  for (const [cell, width] of promised) {
    keepGoing?.();
    const narrow =
      inVain < mostInVain ? findNarrow(pattern, cell, width) : { cell, room: 0, insider: 'nobody' as const };
    if (narrow === undefined) continue;
    if (table.isFree(cell)) inVain += 1;
    left.push(narrow);
  }
  if (left.length === 0) return { cells: [], isWorkedOut: true };
  knowledge.forget();
  knowledge.put(earlier.said);
  const cells = [...Map.groupBy(left, ({ insider }) => insider)].flatMap(([insider, some]) => {
    const boundsOf = boundFor(table, insider);
    return some.flatMap(({ cell, room }) => {
      const [low, high] = boundsOf(cell);
      return room < high - low ? [cell] : [];
    });
  });
  return { cells, isWorkedOut: inVain < mostInVain };
}

/** A cell that has less room than was promised. */
interface Narrow {
  cell: number;
  /** How far apart the counts lie that it may have. */
  room: number;
  /** Who knows that. */
  insider: Insider;
}

/**
 * A cell that may have fewer counts than were promised and than everybody knew; undefined where it may have as many. Of a count as small
 * as is hidden for itself, nor may the one person of another cell know more, who knows that count.
 */
function findNarrow(pattern: Pattern, cell: number, promised: number): Narrow | undefined {
  const { table, system } = pattern;
  const width = Math.min(promised, table.most[cell]! - table.least[cell]!);
  if (system.published[cell] === 1 || width <= 0) return undefined;
  if (!table.isFree(cell)) return { cell, room: 0, insider: 'nobody' };
  const question = { cell, leeway: { up: 0, down: 0, width } };
  const isSmall = table.truth[cell]! > 0 && table.truth[cell]! < promised;
  const proof = isSmall ? proveToAll(pattern, question) : tryFor(pattern, question, 'nobody');
  return proof.isMet ? undefined : { cell, room: proof.up + proof.down, insider: proof.insider };
}

/** Within what each cell lies for certain, for one who knows a count of his own besides. */
function boundFor(table: CellTable, insider: Insider): (cell: number) => CountBounds {
  if (typeof insider !== 'number') return boundAsShown(table);
  const [low, high, own] = [table.low[insider]!, table.high[insider]!, table.truth[insider]!];
  table.setBounds(insider, own, own);
  const boundsOf = boundAsShown(table);
  table.setBounds(insider, low, high);
  return boundsOf;
}

/** What an attacker knows, put together of statements. */
class Knowledge {
  readonly #pattern: Pattern;
  /** The cell that stands for each sum. */
  readonly #totals: ReadonlyMap<Statement, number>;
  readonly #span: number;
  readonly #touched = new Set<number>();

  constructor(pattern: Pattern, sums: readonly Statement[], span: number) {
    const first = pattern.table.cells - sums.length;
    this.#pattern = pattern;
    this.#totals = new Map(sums.map((sum, index) => [sum, first + index]));
    this.#span = span;
  }

  put(said: readonly Statement[]): void {
    for (const statement of said) {
      const cell = this.#totals.get(statement) ?? statement.cells[0];
      if (cell !== undefined) this.#narrow(cell, statement);
    }
  }

  #narrow(cell: number, { low, high }: Statement): void {
    const { table, system } = this.#pattern;
    if (system.published[cell] === 1) return;
    const truth = table.truth[cell]!;
    const corrected = Math.max(low - truth, truth - high, 0);
    if (corrected > 0 && corrected >= this.#span) return;
    this.#touched.add(cell);
    table.setBounds(
      cell,
      Math.max(table.low[cell]!, Math.min(low, truth)),
      Math.min(table.high[cell]!, Math.max(high, truth)),
    );
  }

  /** As before anything was put in. */
  forget(): void {
    const { table } = this.#pattern;
    for (const cell of this.#touched) table.setBounds(cell, table.least[cell]!, table.most[cell]!);
    this.#touched.clear();
  }
}

/**
 * What remains of a total, when all is taken away that is shown, where both documents leave the same cells over and these have
 * changed by 1 to `span` − 1 people since: the cells. Undefined where there is no such total.
 */
export function findChangedRest(
  { value, equations: { total, start, parts } }: CellSystem,
  { earlier, now, span }: Compared,
): number[] | undefined {
  // Of what is as it was, no rest has changed.
  if (earlier.said.every((statement) => isTrue(value, statement))) return undefined;
  const [before, after] = [earlier, now].map(({ said }) => new Rests(said));
  for (let equation = 0; equation < total.length; equation += 1) {
    const whole = { total: total[equation]!, parts: parts.subarray(start[equation], start[equation + 1]) };
    const found = findChange(before!.take(whole), after!.take(whole), span);
    if (found !== undefined) return found;
  }
  for (const sum of now.said) {
    const other =
      sum.cells.length > 1 ? earlier.said.find((each) => isSameList(each.cells, sum.cells)) : undefined;
    const found = other && findChange(before!.takeFrom(other), after!.takeFrom(sum), span);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTrue(value: Float64Array, { cells, low, high }: Statement): boolean {
  let sum = 0;
  for (let at = 0; at < cells.length; at += 1) sum += value[cells[at]!]!;
  return low <= sum && sum <= high;
}

/** Cells that together hold between `low` and `high` people. */
interface Rest {
  cells: number[];
  low: number;
  high: number;
}

function findChange(before: Rest | undefined, after: Rest | undefined, span: number): number[] | undefined {
  if (before === undefined || after === undefined || !isSameCells(before.cells, after.cells))
    return undefined;
  const least = Math.max(after.low - before.high, before.low - after.high);
  const most = Math.max(after.high - before.low, before.high - after.low);
  return least >= 1 && most < span ? after.cells : undefined;
}

const isSameCells = (one: readonly number[], other: readonly number[]): boolean =>
  one.length > 0 && one.length === other.length && one.every((cell, at) => cell === other[at]);

/** What a document leaves over of totals. */
class Rests {
  readonly #shown = new Map<number, Statement>();

  constructor(said: readonly Statement[]) {
    for (const statement of said)
      if (statement.cells.length === 1) this.#shown.set(statement.cells[0]!, statement);
  }

  /** Undefined where the total is not shown. */
  take({ total, parts }: { total: number; parts: ArrayLike<number> }): Rest | undefined {
    const said = this.#shown.get(total);
    return said && this.takeFrom({ ...said, cells: parts });
  }

  takeFrom({ cells, low, high }: Statement): Rest {
    const rest: Rest = { cells: [], low, high };
    for (const cell of Array.from(cells)) {
      const shown = this.#shown.get(cell);
      if (shown === undefined) rest.cells.push(cell);
      else {
        rest.low -= shown.high;
        rest.high -= shown.low;
      }
    }
    return rest;
  }
}
