import { disclosurePolicies, type DisclosureRule, type NamedPolicy } from '#contract';

/** The rules of the named policies, by their ids. */
export const namedRules = Object.fromEntries(
  Object.entries(disclosurePolicies).map(([id, { rule }]) => [id, rule]),
) as Record<NamedPolicy, DisclosureRule>;

/** A rule that hides and rounds nothing but what is said. */
export function aRule(parts: Partial<DisclosureRule>): DisclosureRule {
  return { ...namedRules.none, ...parts };
}
