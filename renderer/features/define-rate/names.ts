import type { WorkspaceDescription } from '#contract';

type Indicator = Pick<WorkspaceDescription['indicators'][number], 'id' | 'kind' | 'numerator' | 'of'>;

/** The two counts of a rate; null while one is not chosen. */
export interface ChosenPair {
  numerator: string | null;
  denominator: string | null;
}

/** `jsa_claimants` without the word for what is counted: `jsa`. A name that is only such a word stays. */
function stemOf(count: string): string {
  return count.replace(/(?<=.)_(claimants?|count|number|people|residents|total)$/, '');
}

/**
 * An id for the rate of two counts: `jsa_rate` of `jsa_claimants`. Where that is another rate already, the denominator tells them
 * apart: `jsa_per_residents`; only then a number. Empty without a numerator.
 */
export function proposeId({ numerator, denominator }: ChosenPair, taken: ReadonlySet<string>): string {
  if (numerator === null) return '';
  const stem = stemOf(numerator);
  const told = denominator === null ? [] : [`${stem}_per_${denominator}`, `${numerator}_per_${denominator}`];
  const free = [`${stem}_rate`, ...told].find((id) => !taken.has(id));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${stem}_rate_${number}`)) number += 1;
  return `${stem}_rate_${number}`;
}

/** The id of the rate that these two counts make already; undefined where they make none. */
export function findRateOf(
  { numerator, denominator }: ChosenPair,
  indicators: readonly Indicator[],
): string | undefined {
  return indicators.find(
    (rate) =>
      rate.kind === 'rate' &&
      rate.numerator !== null &&
      rate.numerator === numerator &&
      rate.of === denominator,
  )?.id;
}
