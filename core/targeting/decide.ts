import { confidences as confidenceWords, outcomeByte } from '#contract';
import type { Logic } from './leaves.ts';

/** How the leaves stand in one area: a byte of `outcomes` and one of `confidences` for each. */
export interface Standing {
  outcomes: ArrayLike<number>;
  confidences: ArrayLike<number>;
}

export interface Decision {
  outcome: number;
  /** That of the least sure deciding leaf; the first of them where several are as unsure. */
  confidence: number;
  /**
   * The smallest set of leaves that fixes the outcome: whatever the others were, it would be the same. Ascending. Of
   * several smallest sets the surest one, then the one written first.
   */
  deciding: number[];
}

/**
 * The outcome in one area, as a byte of `outcomes`, from those of the rule's leaves. With Kleene's three values:
 * unknown and false is false, unknown or true is true, anything else with an unknown part is unknown.
 */
export function resolve(logic: Logic, outcomes: ArrayLike<number>): number {
  if (logic.kind === 'leaf') return outcomes[logic.leaf]!;
  if (logic.kind === 'not') return negated(resolve(logic.part, outcomes));
  const decisive = logic.kind === 'and' ? outcomeByte.out : outcomeByte.in;
  let result: number = negated(decisive);
  for (const part of logic.parts) {
    const outcome = resolve(part, outcomes);
    if (outcome === decisive) return decisive;
    if (outcome === outcomeByte.unknown) result = outcome;
  }
  return result;
}

function negated(outcome: number): number {
  if (outcome === outcomeByte.unknown) return outcome;
  return outcome === outcomeByte.in ? outcomeByte.out : outcomeByte.in;
}

/**
 * The outcome in one area and the evidence that decides it. A set of leaves is exactly the smallest where no
 * comparison stands twice in the rule, and for in and out also where one does (up to a bound on the candidates kept).
 */
export function decide(logic: Logic, standing: Standing): Decision {
  const outcome = resolve(logic, standing.outcomes);
  const claim: Claim = outcome === outcomeByte.in ? 'in' : outcome === outcomeByte.out ? 'out' : 'unknown';
  const kept = hasRepetition(logic) ? 32 : 1;
  const [best] = prove(logic, claim, { ...standing, kept });
  const deciding = best?.leaves ?? [];
  return { outcome, deciding, confidence: weakest(deciding, standing) };
}

/** What can be shown of a part of the rule: that it is true, false or unknown, or that it is not true or not false. */
type Claim = 'in' | 'out' | 'unknown' | 'not in' | 'not out';

const opposite: Record<Claim, Claim> = {
  in: 'out',
  out: 'in',
  unknown: 'unknown',
  'not in': 'not out',
  'not out': 'not in',
};

/** A set of leaves that shows a claim. */
interface Proof {
  leaves: number[];
  /** Of the least sure of them. */
  sureness: number;
}

interface Search extends Standing {
  /** How many of the best proofs of a part are kept. One is enough where no leaf stands twice. */
  kept: number;
}

/** The best proofs of a claim, best first; none where it does not hold. */
function prove(logic: Logic, claim: Claim, search: Search): Proof[] {
  if (logic.kind === 'not') return prove(logic.part, opposite[claim], search);
  if (logic.kind === 'leaf') return proveLeaf(logic.leaf, claim, search);
  // `and` is `or` with true and false exchanged.
  const asOr = logic.kind === 'or' ? claim : opposite[claim];
  const own = (claimOfOr: Claim): Claim => (logic.kind === 'or' ? claimOfOr : opposite[claimOfOr]);
  const proofsOf = (claimOfOr: Claim): Proof[][] =>
    logic.parts.map((part) => prove(part, own(claimOfOr), search));
  if (asOr === 'in' || asOr === 'not out') return pick(proofsOf(asOr).flat(), search.kept);
  if (asOr === 'out' || asOr === 'not in') return joinAll(proofsOf(asOr), search.kept);
  return proveUnknown(proofsOf('not in'), proofsOf('unknown'), search.kept);
}

function proveLeaf(leaf: number, claim: Claim, { outcomes, confidences }: Search): Proof[] {
  const outcome = outcomes[leaf];
  const isShown =
    claim === 'unknown'
      ? outcome === outcomeByte.unknown
      : claim === 'in' || claim === 'not out'
        ? outcome === outcomeByte.in || (claim === 'not out' && outcome === outcomeByte.unknown)
        : outcome === outcomeByte.out || (claim === 'not in' && outcome === outcomeByte.unknown);
  return isShown ? [{ leaves: [leaf], sureness: sureness(confidences[leaf]!) }] : [];
}

/** A group is unknown where no part is true and one of them is unknown. */
function proveUnknown(notIn: Proof[][], unknown: Proof[][], kept: number): Proof[] {
  const candidates = unknown.flatMap((proofs, chosen) =>
    joinAll(
      notIn.map((others, part) => (part === chosen ? proofs : others)),
      kept,
    ),
  );
  return pick(candidates, kept);
}

/** Proofs that take one proof of every part. */
function joinAll(parts: Proof[][], kept: number): Proof[] {
  let joined: Proof[] = [{ leaves: [], sureness: Infinity }];
  for (const proofs of parts) {
    const candidates = joined.flatMap((left) => proofs.map((right) => joinTwo(left, right)));
    joined = pick(candidates, kept);
  }
  return joined;
}

function joinTwo(a: Proof, b: Proof): Proof {
  const leaves = [...new Set([...a.leaves, ...b.leaves])].toSorted((x, y) => x - y);
  return { leaves, sureness: Math.min(a.sureness, b.sureness) };
}

function pick(proofs: Proof[], kept: number): Proof[] {
  if (proofs.length < 2) return proofs;
  const ordered = proofs.toSorted(
    (a, b) =>
      a.leaves.length - b.leaves.length || b.sureness - a.sureness || compareLeaves(a.leaves, b.leaves),
  );
  if (kept === 1) return ordered.slice(0, 1);
  const least: Proof[] = [];
  for (const proof of ordered) {
    const isNeedless = least.some(({ leaves }) => leaves.every((leaf) => proof.leaves.includes(leaf)));
    if (!isNeedless) least.push(proof);
    if (least.length === kept) break;
  }
  return least;
}

function compareLeaves(a: number[], b: number[]): number {
  const first = a.findIndex((leaf, position) => leaf !== b[position]);
  return first < 0 ? 0 : a[first]! - b[first]!;
}

/** Bytes of `confidences` as degrees of sureness, whichever side of the threshold they are on. */
const surenessOf: number[] = confidenceWords.map((word) => {
  if (word === 'certain') return 3;
  if (word.startsWith('clearly')) return 2;
  return word.startsWith('borderline') ? 1 : 0;
});

/**
 * How sure a confidence is, whichever side of the threshold it is on: 0 unknown, 1 borderline, 2 clear, 3 certain. The
 * confidence is a byte of `confidences`.
 */
export function sureness(confidence: number): number {
  return surenessOf[confidence] ?? 0;
}

function weakest(deciding: number[], { confidences }: Standing): number {
  let result = deciding.length === 0 ? 0 : confidences[deciding[0]!]!;
  for (const leaf of deciding) {
    const confidence = confidences[leaf]!;
    if (sureness(confidence) < sureness(result)) result = confidence;
  }
  return result;
}

function hasRepetition(logic: Logic): boolean {
  const seen = new Set<number>();
  const visit = (part: Logic): boolean => {
    if (part.kind === 'leaf') return seen.has(part.leaf) || !seen.add(part.leaf);
    return part.kind === 'not' ? visit(part.part) : part.parts.some(visit);
  };
  return visit(logic);
}
