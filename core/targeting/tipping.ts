import { outcomeByte } from '#contract';
import { resolve } from './decide.ts';
import type { Evaluation } from './evaluate.ts';
import { formatDown, formatNumber, formatUp } from './number-text.ts';
import type { ComparisonOperator } from './syntax.ts';

/** One leaf in one area, with numbers known on both sides. */
export interface LeafInArea {
  leaf: number;
  area: number;
  decimals: number;
}

/**
 * At which threshold this comparison alone would turn, and what that would do to the area: "would leave if the
 * threshold rose to 14.2", "would enter if the threshold fell below 9.1". Numbers are rounded away from the value, so
 * the sentence holds as it stands. Where other clauses keep the outcome, it says that the clause would turn but the
 * area would stay.
 */
export function describeTipping(evaluation: Evaluation, at: LeafInArea): string {
  const { columns, leaves } = evaluation;
  const { sides } = leaves[at.leaf]!;
  const value = columns[at.leaf]!.values[at.area]!;
  const isTrue = columns[at.leaf]!.outcomes[at.area] === outcomeByte.in;
  const move =
    sides === null
      ? describeEnd(evaluation, at, isTrue)
      : describeMove(sides.operator, isTrue, { value, decimals: at.decimals });
  return `${describeEffect(evaluation, at, isTrue)} if the threshold ${move}`;
}

interface Shown {
  value: number;
  decimals: number;
}

function describeMove(operator: ComparisonOperator, isTrue: boolean, { value, decimals }: Shown): string {
  const up = formatUp(value, decimals);
  const down = formatDown(value, decimals);
  switch (operator) {
    case '>':
      return isTrue ? `rose to ${up}` : `fell below ${down}`;
    case '>=':
      return isTrue ? `rose above ${up}` : `fell to ${down}`;
    case '<':
      return isTrue ? `fell to ${down}` : `rose above ${up}`;
    case '<=':
      return isTrue ? `fell below ${down}` : `rose to ${up}`;
    case '=':
      return isTrue
        ? `were any other than ${formatNumber(value, decimals)}`
        : `were ${formatNumber(value, 10)}`;
    default:
      return isTrue
        ? `were ${formatNumber(value, 10)}`
        : `were any other than ${formatNumber(value, decimals)}`;
  }
}

/** Of `between` the nearer end is the threshold; both ends belong to the range. */
function describeEnd({ columns }: Evaluation, { leaf, area, decimals }: LeafInArea, isTrue: boolean): string {
  const { values, thresholds } = columns[leaf]!;
  const shown = { value: values[area]!, decimals };
  const isLowEnd = isTrue ? thresholds[area]! <= shown.value : thresholds[area]! > shown.value;
  return describeMove(isLowEnd ? '>=' : '<=', isTrue, shown);
}

function describeEffect({ logic, columns }: Evaluation, { leaf, area }: LeafInArea, isTrue: boolean): string {
  const now = columns.map(({ outcomes }) => outcomes[area]!);
  const turned = now.with(leaf, isTrue ? outcomeByte.out : outcomeByte.in);
  const before = resolve(logic, now);
  const after = resolve(logic, turned);
  if (before === after) {
    const state = before === outcomeByte.in ? 'in' : before === outcomeByte.out ? 'out' : 'unknown';
    return `would stay ${state}, but this clause would turn,`;
  }
  if (after === outcomeByte.in) return 'would enter';
  if (after === outcomeByte.unknown) return 'would become unknown';
  return before === outcomeByte.in ? 'would leave' : 'would be out';
}
