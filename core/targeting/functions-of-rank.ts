import { getArgument } from './arguments.ts';
import type { NumberFunction } from './functions.ts';
import type { Limits } from './intervals.ts';
import { exactly, type Quantity } from './quantity.ts';
import { sortPositions } from './sorting.ts';

/** Position among the areas that have a value, 1 = highest; areas with equal values share the mean of their ranks. */
export const rank: NumberFunction = {
  name: 'rank',
  gives: 'number',
  parameters: [{ name: 'x', kind: 'number' }],
  summary: 'Position among the areas with a value: 1 is the highest; ties share the mean rank.',
  evaluate: (call, scope) => rankQuantity(scope.quantity(getArgument(call, 0)), (position) => position),
};

/**
 * Share of the other areas with a value that lie below, ties counted half: 100 = highest, 0 = lowest,
 * `100 × (N − rank) ÷ (N − 1)`. A single area has 100.
 */
export const percentile: NumberFunction = {
  name: 'percentile',
  gives: 'number',
  parameters: [{ name: 'x', kind: 'number' }],
  summary: 'Percentile among the areas with a value: 100 is the highest. percentile(x) >= 95 is the top 5 %.',
  evaluate: (call, scope) =>
    rankQuantity(scope.quantity(getArgument(call, 0)), (position, ranked) =>
      ranked > 1 ? (100 * (ranked - position)) / (ranked - 1) : position * 100,
    ),
};

/** A number made of the rank of each area, bounded by the first and the last rank that rounding allows it. */
function rankQuantity(quantity: Quantity, make: (position: number, ranked: number) => number): Quantity {
  const { ranks, ranked } = rankAreas(quantity);
  const values = ranks.map((position) => make(position, ranked));
  if (quantity.bounds === null) return exactly(values);
  const { low: first, high: last } = boundRanks(quantity.values, quantity.bounds);
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
function boundRanks(values: Float64Array, bounds: Limits): Limits {
  // Where a value may be anything it may also be none, and then there are more or fewer to be ranked.
  if (bounds.low.includes(-Infinity) || bounds.high.includes(Infinity))
    return { low: values.map(() => -Infinity), high: values.map(() => Infinity) };
  const low = bounds.low.map((value) => (Number.isNaN(value) ? -Infinity : value));
  const high = bounds.high.map((value) => (Number.isNaN(value) ? Infinity : value));
  const isKnown = (_: number, area: number): boolean => !Number.isNaN(values[area]!);
  const [lows, highs] = [low.filter(isKnown), high.filter(isKnown)].map((column) => column.toSorted());
  const rankIn = (sorted: Float64Array, value: number, isSelfLevel: boolean): number => {
    const above = sorted.length - countUpTo(sorted, value);
    const level = countUpTo(sorted, value) - countBelow(sorted, value) - (isSelfLevel ? 1 : 0);
    return 1 + above + level / 2;
  };
  return {
    low: values.map((value, area) =>
      Number.isNaN(value) ? NaN : rankIn(lows!, high[area]!, low[area] === high[area]),
    ),
    high: values.map((value, area) =>
      Number.isNaN(value)
        ? NaN
        : // Its own highest value is above its lowest, and is not another area.
          rankIn(highs!, low[area]!, low[area] === high[area]) - (low[area] === high[area] ? 0 : 1),
    ),
  };
}

/** How many of some sorted numbers are below a value. */
function countBelow(sorted: Float64Array, value: number): number {
  return bisect(sorted, (other) => other < value);
}

/** How many of some sorted numbers are at most a value. */
function countUpTo(sorted: Float64Array, value: number): number {
  return bisect(sorted, (other) => other <= value);
}

function bisect(sorted: Float64Array, isBefore: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(sorted[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function rankAreas({ values }: Quantity): { ranks: Float64Array; ranked: number } {
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
  return { ranks, ranked: order.length };
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
