import { largestValue } from '#contract';

/**
 * SQL for the number in a column as it may be reckoned with: null where another program, or an import of an older Pinpoint, has put
 * there what is no number or is beyond what any can be. Sums of what is left never overflow.
 */
export function plausible(column: string): string {
  return `CASE WHEN ${column} BETWEEN -${largestValue} AND ${largestValue} THEN ${column} END`;
}

/** Whether something that was read is a number that can be reckoned with: within the largest value that Pinpoint takes. */
export function isPlausible(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= largestValue;
}
