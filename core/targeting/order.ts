import { outcomeByte } from '#contract';
import { checkNumber } from './check.ts';
import { listCompared } from './compared.ts';
import type { Leaf } from './leaves.ts';
import { parsePart } from './question.ts';
import { printRule } from './print.ts';
import type { Scope } from './scope.ts';
import { sortPositions } from './sorting.ts';
import type { Expression, IndicatorNode } from './syntax.ts';

/** What areas are sorted by. */
export interface Order {
  /** NaN where unknown: such areas come last. Null = by code. */
  values: Float64Array | null;
  isDescending: boolean;
  /** In words: `jsa_rate desc`. */
  text: string;
}

export interface OrderWish {
  /** An expression, with or without `asc` or `desc`. */
  text: string | null;
  leaves: Leaf[];
  need: IndicatorNode | null;
}

/**
 * What the areas of a result are sorted by: the order asked for, else the first compared indicator, worst first, else
 * the need count, highest first, else the codes. Throws `invalid_rule` for an order that is not a number expression.
 */
export function readOrder({ text, leaves, need }: OrderWish, scope: Scope): Order {
  if (text !== null) return readWish(text, scope);
  const first = listCompared(leaves, scope.functions)[0] ?? need;
  return first === null
    ? { values: null, isDescending: false, text: 'code' }
    : orderBy(first, isWorstHigh(first, scope), scope);
}

function readWish(text: string, scope: Scope): Order {
  const { body, direction } = splitOrder(text);
  const node = parsePart('order', body, (part) => checkNumber(part, scope.table.vocabulary));
  return orderBy(node, direction === null ? isWorstHigh(node, scope) : direction === 'desc', scope);
}

/** The text of an order without its last word where that is `asc` or `desc`, in any case; null: it says no direction. */
export function splitOrder(text: string): { body: string; direction: 'asc' | 'desc' | null } {
  const [, body = text, word] = /^(.*?)\s+(asc|desc)\s*$/is.exec(text) ?? [];
  if (word === undefined) return { body, direction: null };
  return { body, direction: word.toLowerCase() === 'desc' ? 'desc' : 'asc' };
}

function orderBy(node: Expression, isDescending: boolean, scope: Scope): Order {
  const text = `${printRule(node)} ${isDescending ? 'desc' : 'asc'}`;
  return { values: scope.quantity(node).values, isDescending, text };
}

function isWorstHigh(node: Expression, scope: Scope): boolean {
  return node.kind !== 'indicator' || scope.table.vocabulary.indicators.get(node.name)?.highIsWorse !== false;
}

/**
 * The positions of all areas in rank order: first those that are in, then unknown, then out; in each group by the
 * order's values, unknown values last and ties by code. `outcomes` are bytes of `outcomes`.
 */
export function sortAreas(outcomes: Uint8Array, { values, isDescending }: Order): Int32Array<ArrayBuffer> {
  const sorted = new Int32Array(outcomes.length);
  let start = 0;
  for (const outcome of [outcomeByte.in, outcomeByte.unknown, outcomeByte.out]) {
    let end = start;
    for (let area = 0; area < outcomes.length; area += 1)
      if (outcomes[area] === outcome) sorted[end++] = area;
    if (values !== null) sortByValue(sorted.subarray(start, end), values, isDescending ? -1 : 1);
    start = end;
  }
  return sorted;
}

/**
 * The rank of each area among those that are in, 1 = first; 0 for the others. Areas that the order knows no value of, because it
 * is hidden or missing, stand after all that it knows and share one rank: nothing tells which of them is before another.
 */
export function rankAreas(
  sorted: Int32Array,
  outcomes: Uint8Array,
  { values }: Order,
): Int32Array<ArrayBuffer> {
  const ranks = new Int32Array(sorted.length);
  let shared = 0;
  for (const [position, area] of sorted.entries()) {
    if (outcomes[area] !== outcomeByte.in) continue;
    const isUnknown = values !== null && Number.isNaN(values[area]!);
    if (isUnknown && shared === 0) shared = position + 1;
    ranks[area] = isUnknown ? shared : position + 1;
  }
  return ranks;
}

function sortByValue(areas: Int32Array, values: Float64Array, sign: number): void {
  const known = areas.filter((area) => !Number.isNaN(values[area]!));
  const unknown = areas.filter((area) => Number.isNaN(values[area]!));
  const sorted = sortPositions(Float64Array.from(known, (area) => sign * values[area]!));
  areas.set(sorted.map((position) => known[position]!));
  areas.set(unknown, known.length);
}
