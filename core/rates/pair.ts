import { agesOf, isNeed, isPopulation, type CountFacts } from './counts.ts';
import { isWorkingAge } from './ages.ts';

/** What a rate is made of. */
export interface RatePair {
  numerator: string;
  denominator: string;
}

/** What a person has chosen already; null = open. */
export interface AskedPair {
  numerator: string | null;
  denominator: string | null;
}

/**
 * The pair of counts that most likely makes a rate: the numerator a count of some, the denominator a population that they are a
 * part of. Undefined where no two counts fit. A population is never proposed as the numerator, nor a pair whose sum is above
 * 100 %; a pair that is a rate already comes after one that is none. What was asked for stands.
 */
export function findPair(
  counts: readonly CountFacts[],
  known: readonly RatePair[],
  asked: AskedPair = { numerator: null, denominator: null },
): RatePair | undefined {
  let best: { pair: RatePair; score: number } | undefined;
  for (const numerator of counts) {
    if (asked.numerator !== null ? numerator.id !== asked.numerator : isPopulation(numerator)) continue;
    for (const denominator of counts) {
      if (asked.denominator !== null && denominator.id !== asked.denominator) continue;
      const score = scorePair(numerator, denominator, known);
      if (score > (best?.score ?? 0))
        best = { pair: { numerator: numerator.id, denominator: denominator.id }, score };
    }
  }
  return best?.pair;
}

/** How well two counts fit, above 0 where they do. */
function scorePair(count: CountFacts, base: CountFacts, known: readonly RatePair[]): number {
  if (count.id === base.id || isPart(count, base) === false) return 0;
  const isKnown = known.some((pair) => pair.numerator === count.id && pair.denominator === base.id);
  return (
    scoreUse(count, base) +
    (isPopulation(base) ? 40 : 0) -
    (isNeed(base) ? 40 : 0) +
    (isPart(count, base) === true ? 10 : 0) +
    (isNeed(count) ? 5 : 0) +
    scoreAges(count, base) -
    (isKnown ? 8 : 0)
  );
}

/** Whether the sum of one is within the sum of the other; undefined where either is unknown. */
function isPart(count: CountFacts, base: CountFacts): boolean | undefined {
  return count.total === null || base.total === null ? undefined : count.total <= base.total;
}

function scoreUse(count: CountFacts, base: CountFacts): number {
  if (count.of === base.id) return 100;
  return count.of === null ? 0 : -15;
}

/** A population of working age fits people in need better than everybody; ages beyond those of the base fit badly. */
function scoreAges(count: CountFacts, base: CountFacts): number {
  const [counted, whole] = [agesOf(count), agesOf(base)];
  if (whole === undefined) return 0;
  if (counted === undefined) return isNeed(count) && isWorkingAge(whole) ? 10 : 0;
  return counted.from >= whole.from && counted.to <= whole.to ? 5 : -20;
}
