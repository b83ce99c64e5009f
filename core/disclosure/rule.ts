import { PinpointError } from '#contract';

/** What a disclosure policy asks of counts. */
export interface DisclosureRule {
  /** t: counts of 1 to t − 1 are hidden, and nobody may narrow a hidden one to less than t. 0 or 1 = none are hidden. */
  threshold: number;
  /** b: counts that are shown are rounded to the nearest b, halves up. 0 = shown as they are. */
  base: number;
  /** Whether 0 is shown. If not, it is hidden like 1 to t − 1. */
  keepsZeros: boolean;
  /** Counts over a denominator below this are hidden, whatever they are. 0 = no such rule. */
  leastDenominator: number;
}

const plain: DisclosureRule = { threshold: 0, base: 0, keepsZeros: true, leastDenominator: 0 };

/**
 * The rules that have names. `10-5` says "counts under 10", and 0 is one: it is hidden too. `7-5` and `under5` name the counts
 * from 1 that they hide, and show 0.
 */
export const disclosureRules: Record<'none' | 'round5' | 'under5' | '10-5' | '7-5', DisclosureRule> = {
  none: plain,
  round5: { ...plain, base: 5 },
  under5: { ...plain, threshold: 5 },
  '10-5': { ...plain, threshold: 10, base: 5, keepsZeros: false },
  '7-5': { ...plain, threshold: 8, base: 5 },
};

/** A rule of one's own; what is left out is not asked for. Throws `usage` for numbers that are not whole or are negative. */
export function customRule(parts: Partial<DisclosureRule>): DisclosureRule {
  const rule = { ...plain, ...parts };
  for (const [name, number] of Object.entries(rule)) {
    if (typeof number === 'boolean' || (Number.isInteger(number) && number >= 0)) continue;
    throw new PinpointError(
      'usage',
      `The ${wordsOf(name)} of a disclosure rule must be a whole number from 0.`,
      {
        found: String(number),
        expected: 'a whole number such as 5, or 0 for none',
      },
    );
  }
  return rule;
}

function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

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

/** Half of what rounding may hide, as it is printed: 2 for base 5, 0 where counts are shown as they are. */
export function halfWidthOf({ base }: DisclosureRule): number {
  return base <= 1 ? 0 : Math.floor(base / 2);
}
