import { z } from 'zod';

/** How counts of people are treated before they leave. */
export interface DisclosureRule {
  /** Counts from 1 to below this are hidden; 0 = none is. Nobody may narrow a hidden count to within it. */
  threshold: number;
  /** What is shown is rounded to the nearest multiple of this; 0 = it is not rounded. */
  base: number;
  /** Whether a count of nobody is shown; hidden like a small one where not. */
  keepsZeros: boolean;
  /** Areas with fewer people than this in the denominator show neither count nor rate; 0 = no such limit. */
  leastDenominator: number;
}

/** What is said of a disclosure policy, and how it treats counts. */
export interface DisclosurePolicyRecord {
  /** For people who choose. */
  name: string;
  /** What it is for, or does, after its id: "none: for published, already-treated data". */
  sentence: string;
  rule: DisclosureRule;
}

const untouched: DisclosureRule = { threshold: 0, base: 0, keepsZeros: true, leastDenominator: 0 };

/**
 * Every named policy that outputs may be made under, in the order of menus. One more is a record here. `10-5` says "counts under
 * 10", and 0 is one: it is hidden too. `7-5` and `under5` name the counts from 1 that they hide, and show 0.
 */
export const disclosurePolicies = {
  none: { name: 'None', sentence: 'for published, already-treated data', rule: untouched },
  round5: {
    name: 'Rounded to 5',
    sentence: 'all restricted counts to the nearest 5',
    rule: { ...untouched, base: 5 },
  },
  under5: {
    name: 'Under 5 hidden',
    sentence:
      'restricted counts from 1 to 4 are hidden, and as few others as keep them from being worked out',
    rule: { ...untouched, threshold: 5 },
  },
  '10-5': {
    name: 'Under 10 hidden, others rounded to 5',
    sentence: 'restricted counts under 10 are hidden, others to the nearest 5',
    rule: { ...untouched, threshold: 10, base: 5, keepsZeros: false },
  },
  '7-5': {
    name: '1 to 7 hidden, others rounded to 5',
    sentence: 'restricted counts from 1 to 7 are hidden, others to the nearest 5; zero is kept',
    rule: { ...untouched, threshold: 8, base: 5 },
  },
} as const satisfies Record<string, DisclosurePolicyRecord>;

export type NamedPolicy = keyof typeof disclosurePolicies;

/** The id of a policy: a named one, or one of a person's own, `custom:10,5,no-zeros,of-50`. */
export type DisclosurePolicy = NamedPolicy | `custom:${string}`;

/** The policy of a workspace that holds nothing restricted, and the one where something is, as long as nobody chose another. */
export const usualPolicies = { published: 'none', restricted: 'under5' } as const satisfies Record<
  string,
  NamedPolicy
>;

/** How a policy of one's own is written. */
export const customPolicyForm =
  'custom:THRESHOLD,BASE, then where wanted no-zeros and of-N: custom:10,5,no-zeros,of-50';

const custom = /^custom:(\d{1,4}),(\d{1,4})(,no-zeros)?(?:,of-(\d{1,7}))?$/;

const isNamed = (id: string): id is NamedPolicy => Object.hasOwn(disclosurePolicies, id);

function readCustom(id: string): DisclosureRule | undefined {
  const found = custom.exec(id);
  if (found === null) return undefined;
  const [, threshold, base, hidesZeros, minimum] = found;
  return {
    threshold: Number(threshold),
    base: Number(base),
    keepsZeros: hidesZeros === undefined,
    leastDenominator: Number(minimum ?? 0),
  };
}

/**
 * The id of a policy of one's own.
 *
 * @example writeOwnPolicy({ threshold: 10, base: 5, keepsZeros: false, leastDenominator: 50 }) // 'custom:10,5,no-zeros,of-50'
 */
export function writeOwnPolicy({
  threshold,
  base,
  keepsZeros,
  leastDenominator,
}: DisclosureRule): DisclosurePolicy {
  const zeros = keepsZeros ? '' : ',no-zeros';
  const least = leastDenominator > 0 ? `,of-${leastDenominator}` : '';
  return `custom:${threshold},${base}${zeros}${least}`;
}

/** What is said of a policy of one's own, from its parts: "counts from 1 to 9 are hidden, others to the nearest 5". */
function describeCustom({ threshold, base, keepsZeros, leastDenominator }: DisclosureRule): string {
  const hidden = keepsZeros
    ? `restricted counts from 1 to ${threshold - 1} are hidden`
    : `restricted counts under ${threshold} are hidden`;
  const rounded = base > 1 ? [`others to the nearest ${base}`] : [];
  const small = leastDenominator > 0 ? [`nothing of areas with fewer than ${leastDenominator} people`] : [];
  return (
    [...(threshold > 1 || !keepsZeros ? [hidden] : []), ...rounded, ...small].join('; ') || untouchedText
  );
}

const untouchedText = 'nothing is changed';

/** What a policy is called, what it does and how; undefined for what is no policy's id. */
export function findPolicy(id: string): DisclosurePolicyRecord | undefined {
  if (isNamed(id)) return disclosurePolicies[id];
  const rule = readCustom(id);
  return rule && { name: 'Own policy', sentence: describeCustom(rule), rule };
}

/** What a policy is called, what it does and how. */
export function getPolicy(id: DisclosurePolicy): DisclosurePolicyRecord {
  const found = findPolicy(id);
  if (found === undefined) throw new Error(`${id} is no disclosure policy.`);
  return found;
}

/** Whether a policy changes any count at all. */
export function treatsCounts({ threshold, base, keepsZeros, leastDenominator }: DisclosureRule): boolean {
  return threshold > 1 || base > 1 || !keepsZeros || leastDenominator > 0;
}

/** A group of fewer people than this is protected from being told apart by two documents; 0 = none is. */
export function disclosureSpan({ threshold, base }: DisclosureRule): number {
  return Math.max(threshold, base) > 1 ? Math.max(threshold, base) : 0;
}

export const disclosurePolicy = z.custom<DisclosurePolicy>(
  (id) => typeof id === 'string' && findPolicy(id) !== undefined,
  { error: `A disclosure policy is ${Object.keys(disclosurePolicies).join(', ')} or ${customPolicyForm}` },
);

/** Who lets restricted figures leave beyond what the policy allows, and why. It is written into the log of what left. */
export const disclosureOverride = z.object({
  reason: z.string().trim().min(1),
  by: z.string().trim().min(1),
});
export type DisclosureOverride = z.infer<typeof disclosureOverride>;

/** Under which policy something leaves, in every request for what leaves. null = the workspace's own; nobody's leave beyond it. */
export const leavingTerms = {
  policy: disclosurePolicy.nullable().default(null),
  override: disclosureOverride.nullable().default(null),
};
