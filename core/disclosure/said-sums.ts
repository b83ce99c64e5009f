import type { KnownBesides } from './other-tables.ts';
import type { Pattern } from './pattern.ts';
import { openWithSums, type ProtectedCells } from './with-sums.ts';

/** What a document said of a sum over cells: it lies between these, both included. Equal where it was shown as it is. */
export interface Statement {
  cells: ArrayLike<number>;
  low: number;
  high: number;
}

/** A statement with its cells as a set. */
export interface Said {
  /** In rising order, each once. */
  cells: Int32Array;
  /** For each cell of the system: 1 = it is in the sum. */
  isIn: Uint8Array;
  low: number;
  high: number;
}

/** Reads statements on a system of so many cells. Equal ones are one object, so that they can be told by that. */
export function makeReader(cells: number): (statement: Statement) => Said {
  const known = new Map<string, Said[]>();
  return (statement) => {
    const said = read(statement, cells);
    const key = `${said.low} ${said.high} ${said.cells.length} ${said.cells[0]}`;
    const alike = known.get(key) ?? [];
    const same = alike.find((other) => isPartOf(said, other));
    if (same === undefined) known.set(key, [...alike, said]);
    return same ?? said;
  };
}

function read({ cells, low, high }: Statement, count: number): Said {
  const isIn = new Uint8Array(count);
  for (let at = 0; at < cells.length; at += 1) isIn[cells[at]!] = 1;
  const each = new Int32Array(isIn.reduce((sum, one) => sum + one, 0));
  let next = 0;
  isIn.forEach((one, cell) => {
    if (one === 1) each[next++] = cell;
  });
  return { cells: each, isIn, low, high };
}

/** Whether all cells of one sum are in the other. */
export function isPartOf(inner: Said, outer: Said): boolean {
  return inner.cells.every((cell) => outer.isIn[cell] === 1);
}

/** A pattern with the sums that several documents say, of which those of some are taken to be known at a time. */
export class SaidSums {
  readonly pattern: Pattern;
  readonly #documents: readonly (readonly Said[])[];
  /** The place of each document's first sum among all. */
  readonly #first: readonly number[];
  readonly #cells: number;
  readonly #equations: number;

  constructor(cells: ProtectedCells, documents: readonly (readonly Said[])[]) {
    this.#documents = documents;
    this.#cells = cells.system.value.length;
    this.#equations = cells.system.equations.total.length;
    let next = 0;
    this.#first = documents.map((said) => (next += said.length) - said.length);
    const sums = documents.flatMap((said) => said.map((each) => each.cells));
    this.pattern = openWithSums(cells, sums);
    this.know();
  }

  /** Only the sums of these documents are known now: places in the list of documents. */
  know(...known: readonly number[]): void {
    for (const [document, said] of this.#documents.entries())
      for (const [at, each] of said.entries())
        if (known.includes(document)) this.#takeUp(this.#first[document]! + at, each);
        else this.#putAside(this.#first[document]! + at);
  }

  /** The cells that are not known and stand in the same sums of these documents as one. */
  listAlike(cell: number, documents: readonly number[]): number[] {
    const sums = documents.flatMap((document) => this.#documents[document]!);
    const holding = sums.find(({ isIn }) => isIn[cell] === 1);
    if (holding === undefined) return [cell];
    return [...holding.cells].filter(
      (other) => this.pattern.table.isFree(other) && sums.every(({ isIn }) => isIn[other] === isIn[cell]),
    );
  }

  #putAside(sum: number): void {
    const { table } = this.pattern;
    const total = this.#cells + sum;
    table.setInForce(this.#equations + sum, false);
    table.setBounds(total, table.least[total]!, table.most[total]!);
  }

  #takeUp(sum: number, said: Said): void {
    const { table } = this.pattern;
    const total = this.#cells + sum;
    const { least, most } = readBesides(said, table.truth[total]!);
    table.setInForce(this.#equations + sum, true);
    table.setBounds(total, table.truth[total]! + least, table.truth[total]! + most);
  }
}

/** What a statement says beside the true sum. Where counts were corrected since, what holds now is taken to be as well known. */
export function readBesides({ isIn, low, high }: Said, sum: number): KnownBesides {
  const isTrue = low <= sum && sum <= high;
  return { isIn, least: isTrue ? low - sum : 0, most: isTrue ? high - sum : high - low };
}
