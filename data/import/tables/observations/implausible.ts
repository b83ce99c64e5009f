import type { GeographyKind, IndicatorKind } from '#contract';
import type { CellValue } from '../values.ts';

/** No indicator of areas has larger numbers, and sums of so many stay exact. */
const largest = 1e15;
/** More than anything that is counted in a small area; districts and regions may have it in pounds. */
const largestCount = { small: 1e9, large: 1e12 };
/** A rate far above 100 is another measure, or a slip of the decimal point. */
const largestRate = 10_000;

/**
 * Why a number cannot be what its indicator is, in words for its row in the report; undefined where it can. A count is whole, not
 * negative, no percentage and not absurdly large; a rate is not far above 100 %; no value is beyond what can be summed exactly.
 */
export function findImplausible(
  { value, unit }: Extract<CellValue, { is: 'number' }>,
  { kind, geography }: { kind: IndicatorKind; geography: GeographyKind },
): string | undefined {
  if (Math.abs(value) > largest) return 'too large to be a value of an area';
  if (kind === 'rate' && Math.abs(value) > largestRate)
    return 'far above 100 %: is it a count, or is the decimal point lost?';
  if (kind !== 'count') return undefined;
  if (unit === '%') return 'a percentage, and the indicator is a count: import it as a rate';
  if (value < 0) return 'negative, and the indicator is a count';
  if (!Number.isInteger(value))
    return 'not a whole number, and the indicator is a count: import it as a score where fractions are meant';
  const isLarge = geography === 'district' || geography === 'region';
  return value > largestCount[isLarge ? 'large' : 'small'] ? 'too large to be a count of an area' : undefined;
}
