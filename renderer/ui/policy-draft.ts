import {
  disclosurePolicies,
  getPolicy,
  writeOwnPolicy,
  type DisclosurePolicy,
  type NamedPolicy,
} from '#contract';

/** A policy of one's own while it is being written; numbers as typed. */
export interface OwnPolicyDraft {
  threshold: string;
  base: string;
  keepsZeros: boolean;
  leastDenominator: string;
}

/** A choice of policy while it is being made; `usual`: the one that stands where nobody chooses. */
export interface PolicyDraft {
  choice: 'usual' | 'own' | NamedPolicy;
  own: OwnPolicyDraft;
}

/** Every named policy, in the order of menus. */
export const namedPolicies = Object.keys(disclosurePolicies) as NamedPolicy[];

const isNamed = (id: string): id is NamedPolicy => Object.hasOwn(disclosurePolicies, id);

/** Where somebody begins to write one: hides under 10, rounds to 5. */
const firstOwn: OwnPolicyDraft = { threshold: '10', base: '5', keepsZeros: true, leastDenominator: '' };

/** The choice that a policy is; null = the usual one. */
export function draftOfPolicy(policy: DisclosurePolicy | null): PolicyDraft {
  if (policy === null) return { choice: 'usual', own: firstOwn };
  if (isNamed(policy)) return { choice: policy, own: firstOwn };
  const { threshold, base, keepsZeros, leastDenominator } = getPolicy(policy).rule;
  const own = {
    threshold: String(threshold),
    base: String(base),
    keepsZeros,
    leastDenominator: leastDenominator === 0 ? '' : String(leastDenominator),
  };
  return { choice: 'own', own };
}

const limits = {
  threshold: { most: 9999, isNeeded: true },
  base: { most: 9999, isNeeded: true },
  leastDenominator: { most: 9_999_999, isNeeded: false },
} as const;
type NumberField = keyof typeof limits;

/** What is wrong with the numbers of a policy of one's own, a sentence each; empty where it can be chosen. */
export function findOwnProblems(own: OwnPolicyDraft): Partial<Record<NumberField, string>> {
  const wrong = (Object.keys(limits) as NumberField[]).flatMap((field) => {
    const { most, isNeeded } = limits[field];
    const text = own[field].trim();
    const isRight = text === '' ? !isNeeded : /^\d+$/.test(text) && Number(text) <= most;
    return isRight
      ? []
      : [[field, `Write a whole number from 0 to ${most.toLocaleString('en-GB')}.`] as const];
  });
  return Object.fromEntries(wrong);
}

/** The policy that was chosen: null = the usual one, undefined where a number of one's own is wrong. */
export function policyOfDraft({ choice, own }: PolicyDraft): DisclosurePolicy | null | undefined {
  if (choice === 'usual') return null;
  if (choice !== 'own') return choice;
  if (Object.keys(findOwnProblems(own)).length > 0) return undefined;
  return writeOwnPolicy({
    threshold: Number(own.threshold),
    base: Number(own.base),
    keepsZeros: own.keepsZeros,
    leastDenominator: Number(own.leastDenominator),
  });
}
