import { isSameSystem, type CellSystem, type Suppression, type WholeTotal } from '#core/disclosure';
import type { DisclosurePolicy } from '#contract';

/** What a policy makes of cells. */
export interface ProtectedPattern {
  system: CellSystem;
  suppression: Suppression;
  wholes: WholeTotal[];
}

interface Kept extends ProtectedPattern {
  policy: DisclosurePolicy;
}

/** Of so many indicators and periods what was worked out last is kept in a thread. */
const mostKept = 4;
let kept: Kept[] = [];

/** Keeps what was worked out in this thread, or in another one, for the next who asks about the same cells here. */
export function keepPattern(
  policy: DisclosurePolicy,
  { system, suppression, wholes }: ProtectedPattern,
): void {
  const others = kept.filter((one) => one.policy !== policy || !isSameSystem(one.system, system));
  kept = [{ policy, system, suppression, wholes }, ...others].slice(0, mostKept);
}

/**
 * What was worked out of the very same cells under the same policy; undefined where none is kept. Whatever a workspace holds meanwhile,
 * the same cells have the same answer: each count and each sum is compared.
 */
export function findPattern(policy: DisclosurePolicy, system: CellSystem): ProtectedPattern | undefined {
  return kept.find((one) => one.policy === policy && isSameSystem(one.system, system));
}
