import { getArgument } from './arguments.ts';
import type { NumberFunction } from './functions.ts';
import type { Limits } from './intervals.ts';
import { enclosed } from './number-words.ts';
import { exactly, type Quantity } from './quantity.ts';
import { sortPositions } from './sorting.ts';

/**
 * Position of an area among those that have a value, 1 = highest; areas with equal values share the mean of their
 * ranks. NaN where the area has no value.
 */
export const rank: NumberFunction = {
  name: 'rank',
  gives: 'number',
  parameters: [{ name: 'x', kind: 'number' }],
  summary: 'Position among the areas with a value: 1 is the highest; ties share the mean rank.',
  words: (call, say) => ({
    text: `the rank from the top by ${enclosed(say.number(getArgument(call, 0)))}`,
    joinedBy: 'words',
  }),
  evaluate: (call, scope) => rankQuantity(scope.quantity(getArgument(call, 0)), (position) => position),
};

/**
 * Share of the other areas with a value that lie below an area, ties counted half: 100 = highest, 0 = lowest,
 * `100 × (N − rank) ÷ (N − 1)`. A single area has 100. NaN where the area has no value.
 */
export const percentile: NumberFunction = {
  name: 'percentile',
  gives: 'number',
  parameters: [{ name: 'x', kind: 'number' }],
  summary: 'Percentile among the areas with a value: 100 is the highest. percentile(x) >= 95 is the top 5 %.',
  words: (call, say) => ({
    text: `the percentile of ${enclosed(say.number(getArgument(call, 0)))}`,
    joinedBy: 'words',
  }),
  evaluate: (call, scope) =>
    rankQuantity(scope.quantity(getArgument(call, 0)), (position, ranked) =>
      ranked > 1 ? (100 * (ranked - position)) / (ranked - 1) : position * 100,
    ),
};

/** A number made of the rank of each area, bounded by the first and the last rank that rounding allows it. */
function rankQuantity(quantity: Quantity, make: (position: number, ranked: number) => number): Quantity {
  const ranking = rankAreas(quantity);
  const { ranks, ranked } = ranking;
  const values = ranks.map((position) => make(position, ranked));
  if (quantity.bounds === null) return exactly(values);
  const { low: first, high: last } = boundRanks(quantity.values, quantity.bounds, ranking);
  const [atFirst, atLast] = [first, last].map((column) => column.map((position) => make(position, ranked)));
  return {
    values,
    limits: null,
    bounds: {
      low: atFirst!.map((value, area) => Math.min(value, atLast![area]!)),
      high: atFirst!.map((value, area) => Math.max(value, atLast![area]!)),
    },
  };
}

/**
 * The first rank of an area is that with itself as high and all others as low as can be: 1, plus the areas that are surely
 * above it, plus half of those that then are level; the last rank the other way round. A value of which nobody knows between
 * what it lies may be anything. NaN where the area has no value.
 */
function boundRanks(values: Float64Array, bounds: Limits, ranking: Ranking): Limits {
  // Where a value may be anything it may also be none, and then there are more or fewer to be ranked.
  if (bounds.low.includes(-Infinity) || bounds.high.includes(Infinity))
    return { low: values.map(() => -Infinity), high: values.map(() => Infinity) };
  const { areas, order } = ranking;
  const [low, high] = [new Float64Array(areas.length), new Float64Array(areas.length)];
  for (let at = 0; at < areas.length; at += 1) {
    const [least, most] = [bounds.low[areas[at]!]!, bounds.high[areas[at]!]!];
    low[at] = Number.isNaN(least) ? -Infinity : least;
    high[at] = Number.isNaN(most) ? Infinity : most;
  }
  const first = countOthers({ numbers: high, others: low, usual: order });
  const last = countOthers({ numbers: low, others: high, usual: order });
  const ranks = {
    low: new Float64Array(values.length).fill(NaN),
    high: new Float64Array(values.length).fill(NaN),
  };
  for (let at = 0; at < areas.length; at += 1) {
    // The area is level with itself; its own highest value is above its lowest, and is not another area.
    const isExact = low[at] === high[at];
    const [above, level] = [areas.length - first.upTo[at]!, first.upTo[at]! - first.below[at]!];
    ranks.low[areas[at]!] = 1 + above + (level - (isExact ? 1 : 0)) / 2;
    const [over, beside] = [areas.length - last.upTo[at]!, last.upTo[at]! - last.below[at]!];
    ranks.high[areas[at]!] = isExact ? 1 + over + (beside - 1) / 2 : over + beside / 2;
  }
  return ranks;
}

interface Others {
  numbers: Float64Array;
  others: Float64Array;
  /** Positions in an order that may well be theirs: rounding seldom changes it. */
  usual: Int32Array;
}

/** How many of the others are below each number, and how many are at most that. Neither column holds NaN. */
function countOthers({ numbers, others, usual }: Others): { below: Int32Array; upTo: Int32Array } {
  const ascending = (column: Float64Array): Int32Array =>
    isAscending(column, usual) ? usual : sortPositions(column);
  const [order, sorted] = [ascending(numbers), ascending(others)];
  const counts = { below: new Int32Array(numbers.length), upTo: new Int32Array(numbers.length) };
  let [below, upTo] = [0, 0];
  for (const position of order) {
    const value = numbers[position]!;
    while (below < sorted.length && others[sorted[below]!]! < value) below += 1;
    while (upTo < sorted.length && others[sorted[upTo]!]! <= value) upTo += 1;
    counts.below[position] = below;
    counts.upTo[position] = upTo;
  }
  return counts;
}

function isAscending(column: Float64Array, order: Int32Array): boolean {
  for (let at = 1; at < order.length; at += 1)
    if (column[order[at - 1]!]! > column[order[at]!]!) return false;
  return true;
}

interface Ranking {
  /** Of each area; NaN where it has no value. */
  ranks: Float64Array;
  ranked: number;
  /** The areas with a value, and their positions in ascending order of it. */
  areas: Int32Array;
  order: Int32Array;
}

function rankAreas({ values }: Quantity): Ranking {
  const known = listKnown(values);
  const order = sortPositions(known.values);
  const sorted = known.values.map((_, position) => known.values[order[position]!]!);
  const ranks = new Float64Array(values.length).fill(NaN);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && sorted[end] === sorted[start]) end += 1;
    // Ranks count from the highest, positions from the lowest; the ranks of equal values are averaged.
    const mean = order.length - (start + end - 1) / 2;
    for (let position = start; position < end; position += 1) ranks[known.areas[order[position]!]!] = mean;
    start = end;
  }
  return { ranks, ranked: order.length, areas: known.areas, order };
}

/** The areas with a value, and their values. */
function listKnown(values: Float64Array): { areas: Int32Array; values: Float64Array } {
  const areas = new Int32Array(values.length);
  const known = new Float64Array(values.length);
  let count = 0;
  for (let area = 0; area < values.length; area += 1) {
    if (Number.isNaN(values[area]!)) continue;
    areas[count] = area;
    known[count] = values[area]!;
    count += 1;
  }
  return { areas: areas.subarray(0, count), values: known.subarray(0, count) };
}
