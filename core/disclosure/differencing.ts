import { findIsolating, type Isolated } from './isolating.ts';
import type { Pattern } from './pattern.ts';
import { isSensitive } from './rule.ts';
import { isPartOf, makeReader, type Said, type Statement } from './said-sums.ts';
import type { WorkHooks } from './suppress.ts';
import { openWithSums, type ProtectedCells } from './with-sums.ts';

/** The statements of documents: of those that have left, and of one that is to leave. */
export interface Documents {
  earlier: readonly (readonly Statement[])[];
  now: readonly Statement[];
  /** So many cells at most are searched anew, before the rest is given up; a few seconds where it is left out. */
  mostSearches?: number;
}

/** What two documents together give away. */
export interface Differencing {
  /** Which earlier document: its place in the list. */
  earlier: number;
  /** Cells that are isolated: their sum, or one of them, would be known to within the threshold. */
  group: Int32Array;
  /** How many people are in the group. */
  people: number;
  /** False: there was too much to compare; that they are not isolated could not be worked out. */
  isWorkedOut: boolean;
}

/**
 * The first earlier document that together with a new one isolates a group of 1 to t − 1 people or narrows a protected cell,
 * which it does not for certain alone; undefined where there is none. Two ways are looked for: one sum less another that lies within it
 * (also where the counts were corrected in between: what was said is what counts), and any other way in which all sums of both,
 * with everything that is shown, leave a cell less room than `leewayOf` asks (by `findIsolating`). Work is bounded: where it would be too
 * much, the answer is the document at which it was given up.
 */
export function findDifferencing(
  cells: ProtectedCells,
  { earlier, now, mostSearches = 4000 }: Documents,
  hooks: WorkHooks = {},
): Differencing | undefined {
  const read = makeReader(cells.system.value.length);
  const said = now.map(read);
  const before = earlier.map((document) => document.map(read));
  const pattern = openWithSums(cells, []);
  const difference = findFirst(pattern, said, before, hooks);
  const others = before.slice(0, difference?.earlier);
  const found = findIsolating(cells, { pattern, said, earlier: others, mostSearches }, hooks) ?? difference;
  if (found === undefined) return undefined;
  const { truth } = pattern.table;
  const people = found.group.reduce((sum, cell) => sum + truth[cell]!, 0);
  return { ...found, group: Int32Array.from(found.group), people };
}

function findFirst(
  pattern: Pattern,
  now: readonly Said[],
  documents: readonly (readonly Said[])[],
  { keepGoing }: WorkHooks,
): Isolated | undefined {
  for (const [earlier, document] of documents.entries()) {
    keepGoing?.();
    const group = findDifference(pattern, now, document);
    if (group !== undefined) return { earlier, group, isWorkedOut: true };
  }
  return undefined;
}

/** One sum less another inside it: what remains is a group that is known to within the threshold. */
function findDifference(
  pattern: Pattern,
  now: readonly Said[],
  document: readonly Said[],
): number[] | undefined {
  for (const one of now) {
    for (const other of document) {
      const [outer, inner] = one.cells.length >= other.cells.length ? [one, other] : [other, one];
      if (!isPartOf(inner, outer)) continue;
      const group =
        inner.cells.length === outer.cells.length
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
    if (inner.isIn[cell] === 1) continue;
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
