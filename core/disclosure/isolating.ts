import { boundAsShown, type CountBounds } from './natural-bounds.ts';
import { OtherTables } from './other-tables.ts';
import { leewayOf, type Pattern } from './pattern.ts';
import { prove } from './prove.ts';
import { readBesides, SaidSums, type Said } from './said-sums.ts';
import type { WorkHooks } from './suppress.ts';
import type { ProtectedCells } from './with-sums.ts';

/** Cells that an earlier document, by its place, and a new one isolate together. */
export interface Isolated {
  earlier: number;
  group: readonly number[];
  /** False: it was given up to work out whether they are protected. */
  isWorkedOut: boolean;
}

interface Sums {
  /** As long as no sums are known. */
  pattern: Pattern;
  said: readonly Said[];
  earlier: readonly (readonly Said[])[];
  mostSearches: number;
}

/**
 * The first earlier document with which the sums of a new one leave a cell less room than `leewayOf` asks, less than the earlier one leaves
 * for certain alone. First the tables that protect each cell as long as no sums are known are laid beside them (`OtherTables`);
 * only for cells that these do not protect any more others are looked for, with the sums in the table.
 */
export function findIsolating(
  cells: ProtectedCells,
  { pattern, said, earlier, mostSearches }: Sums,
  hooks: WorkHooks,
): Isolated | undefined {
  const open = listOpen(pattern, { said, earlier }, hooks);
  if (open.length === 0) return undefined;
  const sums = new SaidSums(cells, [said, ...open.map(({ news }) => news)]);
  let searches = 0;
  for (const [at, { unproven, place, news }] of open.entries()) {
    const both = [0, at + 1];
    sums.know(...both);
    let boundsOf: ((cell: number) => CountBounds) | undefined;
    let apart: Pattern | undefined;
    for (const cell of unproven) {
      hooks.keepGoing?.();
      searches += 1;
      if (searches <= mostSearches && prove(sums.pattern, cell).isMet) continue;
      boundsOf ??= boundAlone(sums, at + 1);
      sums.know(...both);
      if (isNarrow(sums.pattern, cell, boundsOf(cell))) continue;
      // What a search finds hangs a little on what else stands in the table; the answer does not.
      apart ??= openBoth(cells, said, news);
      if (searches <= mostSearches && prove(apart, cell).isMet) continue;
      return { earlier: place, group: sums.listAlike(cell, both), isWorkedOut: searches <= mostSearches };
    }
  }
  return undefined;
}

/** A pattern with nothing in it but the sums of the new document and an earlier one. */
function openBoth(cells: ProtectedCells, said: readonly Said[], news: readonly Said[]): Pattern {
  const sums = new SaidSums(cells, [said, news]);
  sums.know(0, 1);
  return sums.pattern;
}

/** An earlier document of which it is not seen at once that every cell is protected. */
interface Open {
  place: number;
  /** Sums that say something the new one does not. */
  news: readonly Said[];
  /** The cells of which it is not seen. */
  unproven: readonly number[];
}

function listOpen(
  pattern: Pattern,
  { said, earlier }: Pick<Sums, 'said' | 'earlier'>,
  hooks: WorkHooks,
): Open[] {
  const documents = earlier.map((document) => document.filter((one) => !said.includes(one)));
  if (documents.every((news) => news.length === 0)) return [];
  const tables = new OtherTables(pattern, hooks);
  const sumOf = makeSum(pattern);
  return documents.flatMap((news, place) => {
    hooks.keepGoing?.();
    if (news.length === 0) return [];
    const known = [...said, ...news].map((one) => readBesides(one, sumOf(one)));
    const unproven = tables.listUnproven(known);
    return unproven.length === 0 ? [] : [{ place, news, unproven }];
  });
}

/** The true sums; of one that many documents say, once. */
function makeSum({ table: { truth } }: Pattern): (said: Said) => number {
  const known = new Map<Said, number>();
  return (said) => {
    const sum = known.get(said) ?? said.cells.reduce((total, cell) => total + truth[cell]!, 0);
    known.set(said, sum);
    return sum;
  };
}

/** What the earlier document tells for certain by itself. */
function boundAlone(sums: SaidSums, document: number): (cell: number) => CountBounds {
  sums.know(document);
  return boundAsShown(sums.pattern.table);
}

/** Whether bounds leave a cell less than is wanted for it. */
function isNarrow(pattern: Pattern, cell: number, [low, high]: CountBounds): boolean {
  const { up, down, width } = leewayOf(pattern, cell)!;
  const truth = pattern.table.truth[cell]!;
  return width > 0 ? high - low < width : high < truth + up || low > truth - down;
}
