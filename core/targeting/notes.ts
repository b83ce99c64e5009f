import { flagByte } from '#contract';
import { widest } from './half-widths.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';

/** How the confidence of rates is to be read. */
export const fullCount =
  'The counts are full counts: the confidence says how stable the underlying rate is, not how well it was sampled.';

/**
 * Adds to a scope's notes what holds of everything that was read: pooling, estimates, rounding, counts above their
 * base. `compared` are the readings that the comparisons took: of those the confidence allows for the rounding.
 */
export function noteReadings(scope: Scope, compared: ReadonlySet<Reading>): void {
  for (const reading of scope.readings()) {
    for (const sentence of describe(reading, compared.has(reading))) scope.note(sentence);
  }
}

function describe({ indicator, cohort, ...reading }: Reading, isCompared: boolean): string[] {
  const name = cohort === 'all' ? indicator : `${indicator}[${cohort}]`;
  const sentences: string[] = [];
  if (reading.pooledFrom !== null)
    sentences.push(`${name} is made from counts added up from ${reading.pooledFrom}.`);
  const estimated = reading.flags.reduce((count, flag) => count + (flag === flagByte.estimated ? 1 : 0), 0);
  if (estimated > 0)
    sentences.push(
      `${name}: ${estimated} of ${reading.flags.length} areas are estimated.${isCompared ? ' The confidence does not know how far the estimates may be off.' : ''}`,
    );
  if (reading.period !== null) sentences.push(...describeRounding(name, reading, isCompared));
  const above = countAboveBase(reading);
  if (above > 0)
    sentences.push(
      `${name}: in ${above} of ${reading.flags.length} areas the count is above its denominator, so the rate is above 100 % and has no interval, and how sure it is cannot be said.`,
    );
  return sentences;
}

function countAboveBase({ numerator, denominator }: Pick<Reading, 'numerator' | 'denominator'>): number {
  if (numerator === null || denominator === null) return 0;
  return numerator.reduce((above, count, area) => above + (count > denominator[area]! ? 1 : 0), 0);
}

function describeRounding(
  name: string,
  { rounding, denominatorRounding }: Pick<Reading, 'rounding' | 'denominatorRounding'>,
  isCompared: boolean,
): string[] {
  const [count, base] = [widest(rounding), widest(denominatorRounding)];
  if (count === 0 && base === 0) return [];
  const denominators = base === 0 ? '' : `, its denominator by up to ${base}`;
  const allowed = isCompared ? ', which the confidence allows for' : '';
  return count === 0
    ? [`The denominators behind ${name} are rounded: each may be off by up to ${base}${allowed}.`]
    : [`The counts behind ${name} are rounded: each may be off by up to ${count}${denominators}${allowed}.`];
}
