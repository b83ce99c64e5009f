import { getArgument } from './arguments.ts';
import type { NumberFunction } from './functions.ts';
import type { Quantity } from './quantity.ts';

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
  const order = sortKnown(values);
  const ranks = new Float64Array(values.length).fill(NaN);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let position = start; position < end; position += 1) ranks[order[position]!] = (start + 1 + end) / 2;
    start = end;
  }
  return { ranks, ranked: order.length };
}

/** Indexes of the areas with a value, the highest first. */
function sortKnown(values: Float64Array): Int32Array {
  const known = new Int32Array(values.length);
  let count = 0;
  for (let area = 0; area < values.length; area += 1) if (!Number.isNaN(values[area]!)) known[count++] = area;
  return known.subarray(0, count).toSorted((a, b) => values[b]! - values[a]!);
}
