import { getArgument } from './arguments.ts';
import type { NumberFunction } from './functions.ts';
import type { Quantity } from './quantity.ts';
import { sortPositions } from './sorting.ts';

/** Position among the areas that have a value, 1 = highest; areas with equal values share the mean of their ranks. */
export const rank: NumberFunction = {
  name: 'rank',
  gives: 'number',
  parameters: [{ name: 'x', kind: 'number' }],
  summary: 'Position among the areas with a value: 1 is the highest; ties share the mean rank.',
  evaluate: (call, scope) => ({
    values: rankAreas(scope.quantity(getArgument(call, 0))).ranks,
    limits: null,
  }),
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
  evaluate: (call, scope) => {
    const { ranks, ranked } = rankAreas(scope.quantity(getArgument(call, 0)));
    const values = ranks.map((position) =>
      ranked > 1 ? (100 * (ranked - position)) / (ranked - 1) : position * 100,
    );
    return { values, limits: null };
  },
};

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
