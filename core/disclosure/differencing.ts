import { boundAsShown, type CountBounds } from './natural-bounds.ts';
import { leewayOf, type Pattern } from './pattern.ts';
import { ProofUsers } from './proof-users.ts';
import { prove, type Proof } from './prove.ts';
import { isSensitive } from './rule.ts';
import { readCertificate, type WorkHooks } from './suppress.ts';
import { openWithSums, type ProtectedCells } from './with-sums.ts';

/** What a document said of a sum over cells: it lies between these, both included. Equal where it was shown as it is. */
export interface Statement {
  cells: ArrayLike<number>;
  low: number;
  high: number;
}

/** The statements of documents: of those that have left, and of one that is to leave. */
export interface Documents {
  earlier: readonly (readonly Statement[])[];
  now: readonly Statement[];
}

/** What two documents together give away. */
export interface Differencing {
  /** Which earlier document: its place in the list. */
  earlier: number;
  /** Cells that are isolated: their sum, or one of them, would be known to within the threshold. */
  group: Int32Array;
  /** How many people are in the group. */
  people: number;
}

/**
 * The first earlier document that together with a new one isolates a group of 1 to t − 1 people or narrows a protected cell,
 * which it does not for certain alone; undefined where there is none. Two ways are looked for: one sum less another that lies within it
 * (also where the counts were corrected in between: what was said is what counts), and any other way in which all sums of both,
 * with everything that is shown, leave a cell less room than `leewayOf` asks (by `prove`).
 */
export function findDifferencing(
  cells: ProtectedCells,
  { earlier, now }: Documents,
  { keepGoing }: WorkHooks = {},
): Differencing | undefined {
  const [said, ...before] = [now, ...earlier].map((document) => document.map(readStatement));
  const ledger = new Ledger(cells, said!, before);
  for (const [index, document] of before.entries()) {
    keepGoing?.();
    const group = findDifference(ledger.pattern, said!, document) ?? ledger.findIsolated(index);
    if (group === undefined) continue;
    const people = group.reduce((sum, cell) => sum + ledger.pattern.table.truth[cell]!, 0);
    return { earlier: index, group: Int32Array.from(group), people };
  }
  return undefined;
}

/** A statement with its cells as a set. */
interface Said {
  cells: ReadonlySet<number>;
  low: number;
  high: number;
}

function readStatement({ cells, low, high }: Statement): Said {
  return { cells: new Set(Array.from(cells)), low, high };
}

/** One sum less another inside it: what remains is a group that is known to within the threshold. */
function findDifference(
  pattern: Pattern,
  now: readonly Said[],
  document: readonly Said[],
): number[] | undefined {
  for (const one of now) {
    for (const other of document) {
      const [outer, inner] = one.cells.size >= other.cells.size ? [one, other] : [other, one];
      if (!isWithin(inner.cells, outer.cells)) continue;
      const group =
        inner.cells.size === outer.cells.size
          ? correct(pattern, outer, inner)
          : isolate(pattern, outer, inner);
      if (group !== undefined) return group;
    }
  }
  return undefined;
}

/** The same cells twice, as of a corrected issue: who came or went is known to be 1 to t − 1 people. */
function correct({ rule, table }: Pattern, one: Said, other: Said): number[] | undefined {
  const least = Math.max(one.low - other.high, other.low - one.high);
  const most = Math.max(one.high - other.low, other.high - one.low);
  if (least < 1 || most >= rule.threshold) return undefined;
  const unknown = [...one.cells].filter((cell) => table.isFree(cell));
  return unknown.length === 0 ? [...one.cells] : unknown;
}

/** The cells of the outer sum that are not in the inner one and not known, where they are too few people known too well. */
function isolate({ rule, table }: Pattern, outer: Said, inner: Said): number[] | undefined {
  let [low, high] = [outer.low - inner.high, outer.high - inner.low];
  const group: number[] = [];
  for (const cell of outer.cells) {
    if (inner.cells.has(cell)) continue;
    if (table.isFree(cell)) group.push(cell);
    else {
      low -= table.truth[cell]!;
      high -= table.truth[cell]!;
    }
  }
  low = Math.max(low, 0);
  if (group.length === 0 || high - low >= Math.max(1, rule.threshold)) return undefined;
  const people = group.reduce((sum, cell) => sum + table.truth[cell]!, 0);
  // Where counts were corrected in between, what was said is taken for what is.
  const isCorrected = people < low || people > high;
  return isSensitive(rule, isCorrected ? low : people, Number.NaN) ? group : undefined;
}

/** What is proven with the sums of some documents put in. */
class Ledger {
  readonly pattern: Pattern;
  readonly #said: readonly Said[];
  /** Places in `said`: of the new document, and of each earlier one those that say something the new one does not. */
  readonly #now: readonly number[];
  readonly #earlier: readonly (readonly number[])[];
  readonly #users: ProofUsers;
  readonly #first: number;

  constructor(cells: ProtectedCells, now: readonly Said[], before: readonly (readonly Said[])[]) {
    const said = [...now];
    this.#now = [...now.keys()];
    this.#earlier = before.map((document) =>
      document.filter((one) => !now.some((other) => isSame(one, other))).map((one) => said.push(one) - 1),
    );
    this.#said = said;
    this.#first = cells.system.value.length;
    this.pattern = openWithSums(
      cells,
      said.map((one) => [...one.cells]),
    );
    this.#users = new ProofUsers(readCertificate(cells.suppression.certificate));
    for (const [cell, { used }] of this.#proveAnew(this.#now, this.#now)) this.#users.set(cell, used);
  }

  /** The cells that are isolated by an earlier document and the new one, and not for certain by the earlier one alone. */
  findIsolated(index: number): number[] | undefined {
    const places = this.#earlier[index]!;
    const both = [...this.#now, ...places];
    const unmet = listUnmet(this.#proveAnew(both, places));
    if (unmet.length === 0) return undefined;
    const boundsOf = this.#with(places, () => boundAsShown(this.pattern.table));
    const isolated = unmet.find((cell) => !this.#isNarrow(cell, boundsOf(cell)));
    return isolated === undefined ? undefined : this.#listAlike(isolated, both);
  }

  /** Whether bounds leave a cell less than is wanted for it. */
  #isNarrow(cell: number, [low, high]: CountBounds): boolean {
    const { up, down, width } = leewayOf(this.pattern, cell)!;
    const truth = this.pattern.table.truth[cell]!;
    return width > 0 ? high - low < width : high < truth + up || low > truth - down;
  }

  /** Proves again, while these sums are known, what was proven by moving cells of some of them. */
  #proveAnew(known: readonly number[], touched: readonly number[]): Map<number, Proof> {
    const cells = new Set(touched.flatMap((place) => [...this.#said[place]!.cells]));
    const users = [...this.#users.listUsers(cells)];
    return this.#with(known, () => new Map(users.map((cell) => [cell, prove(this.pattern, cell)])));
  }

  /** Does something while these sums are known. */
  #with<Answer>(places: readonly number[], act: () => Answer): Answer {
    const { table } = this.pattern;
    for (const place of places) {
      const total = this.#first + place;
      const { low, high } = this.#said[place]!;
      const truth = table.truth[total]!;
      // Where counts were corrected since, what holds now is taken to be as well known.
      const isTrue = low <= truth && truth <= high;
      table.setBounds(total, isTrue ? low : truth, isTrue ? high : truth + high - low);
    }
    const answer = act();
    for (const place of places) {
      const total = this.#first + place;
      table.setBounds(total, table.least[total]!, table.most[total]!);
    }
    return answer;
  }

  /** The cells that are not known and stand in the same of these sums as one. */
  #listAlike(cell: number, places: readonly number[]): number[] {
    const sums = places.map((place) => this.#said[place]!.cells);
    const holding = sums.filter((sum) => sum.has(cell));
    if (holding.length === 0) return [cell];
    return [...holding[0]!].filter(
      (other) => this.pattern.table.isFree(other) && sums.every((sum) => sum.has(other) === sum.has(cell)),
    );
  }
}

function listUnmet(proofs: ReadonlyMap<number, Proof>): number[] {
  return [...proofs].flatMap(([cell, { isMet }]) => (isMet ? [] : [cell]));
}

function isWithin(inner: ReadonlySet<number>, outer: ReadonlySet<number>): boolean {
  for (const cell of inner) if (!outer.has(cell)) return false;
  return true;
}

function isSame(one: Said, other: Said): boolean {
  return (
    one.low === other.low &&
    one.high === other.high &&
    one.cells.size === other.cells.size &&
    isWithin(one.cells, other.cells)
  );
}
