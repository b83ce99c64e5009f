import { type IndicatorKind, largestValue } from '#contract';
import type { CellValue } from '#data/formats/text-table';

/** What a number of a file is: of an indicator of that kind, of pounds, or an amount that need not be whole (a weight, a mean of counts). */
export type ColumnMeasure = IndicatorKind | 'money' | 'amount';

/** More than anything that is counted in a small area; districts, regions and countries may have it in pounds. */
const largestCount = { small: 1e9, large: 1e12 };
/** A rate far above 100 is another measure, or a slip of the decimal point. */
const largestRate = 10_000;

/**
 * Why a number cannot be what it should be, in words for its row in the report; undefined where it can. A count is whole, not
 * negative, no percentage and not absurdly large; money and amounts are not negative and no percentages; a rate is not far above
 * 100 %; no value is beyond what can be summed exactly. `isLarge`: of a district or more, a provider or a whole comparator.
 */
export function findImplausible(
  { value, unit }: Extract<CellValue, { is: 'number' }>,
  { kind, isLarge }: { kind: ColumnMeasure; isLarge: boolean },
): string | undefined {
  if (Math.abs(value) > largestValue) return 'too large to be a value';
  if (kind === 'rate' && Math.abs(value) > largestRate)
    return 'far above 100 %: is it a count, or is the decimal point lost?';
  if (kind === 'rate' || kind === 'score' || kind === 'category') return undefined;
  const name = { count: 'a count', money: 'an amount of money', amount: 'an amount' }[kind];
  if (unit === '%') return `a percentage, not ${name}`;
  if (value < 0) return `negative, and ${name} is never below 0`;
  if (kind === 'count' && !Number.isInteger(value))
    return 'not a whole number, as counts are: where fractions are meant it is a score';
  return value > largestCount[isLarge || kind === 'money' ? 'large' : 'small']
    ? `too large to be ${name}`
    : undefined;
}
