import type { DisclosureRule } from '#contract';

/** Whether a count is one that the rule hides of itself. `denominator` NaN = there is none, or it is not known. */
export function isSensitive(rule: DisclosureRule, count: number, denominator: number): boolean {
  if (denominator < rule.leastDenominator) return true;
  return count < rule.threshold && (count > 0 || !rule.keepsZeros);
}

/** A count as a rule shows it, and what that tells: the least and the greatest count that would be shown so. */
export interface ShownCount {
  shown: number;
  low: number;
  high: number;
}

/**
 * A count that is shown, as the rule treats it. An attacker knows the rule: 10 under `10-5` is 10 to 12, because 8 and 9 would
 * be hidden, and 0 under `7-5` is 0. `most` is what the count cannot exceed anyway.
 */
export function showCount(rule: DisclosureRule, count: number, most = Infinity): ShownCount {
  const { base, threshold, keepsZeros } = rule;
  if (base <= 1) return { shown: count, low: count, high: count };
  const shown = roundTo(count, base);
  const low = Math.max(0, shown - Math.floor(base / 2));
  const high = Math.min(most, shown + Math.ceil(base / 2) - 1);
  if (low === 0 && keepsZeros) return { shown, low, high: high < threshold ? 0 : high };
  return { shown, low: Math.max(low, threshold), high };
}

/** To the nearest multiple, halves up. */
function roundTo(count: number, base: number): number {
  return Math.floor(count / base + 0.5) * base;
}

/** How far apart the least and the greatest count lie at least that may be thought of a hidden one; 1 where the rule sets nothing. */
export function promisedWidth({ threshold, base }: DisclosureRule): number {
  return Math.max(threshold, base - 1, 1);
}

/** Half of what rounding may hide, as it is printed: 2 for base 5, 0 where counts are shown as they are. */
export function halfWidthOf({ base }: DisclosureRule): number {
  return base <= 1 ? 0 : Math.floor(base / 2);
}
