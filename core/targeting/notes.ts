import { flagByte } from '#contract';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';

const fullCount =
  'The counts are full counts: the confidence says how stable the underlying rate is, not how well it was sampled.';

/** Adds what holds of everything that was read: pooling, estimates, rounding, counts above their base, and how confidence is to be read. */
export function noteReadings(scope: Scope, hasLimits: boolean): void {
  for (const reading of scope.readings()) {
    for (const sentence of describe(reading)) scope.note(sentence);
  }
  if (hasLimits) scope.note(fullCount);
}

function describe({ indicator, cohort, ...reading }: Reading): string[] {
  const name = cohort === 'all' ? indicator : `${indicator}[${cohort}]`;
  const sentences: string[] = [];
  if (reading.pooledFrom !== null)
    sentences.push(`${name} is made from counts added up from ${reading.pooledFrom}.`);
  const estimated = reading.flags.reduce((count, flag) => count + (flag === flagByte.estimated ? 1 : 0), 0);
  if (estimated > 0) sentences.push(`${name}: ${estimated} of ${reading.flags.length} areas are estimated.`);
  const halfWidth =
    typeof reading.rounding === 'number' ? reading.rounding : Math.max(0, ...new Set(reading.rounding));
  if (halfWidth > 0 && reading.period !== null)
    sentences.push(
      `The counts behind ${name} are rounded: each may be off by up to ${halfWidth}, which the confidence allows for.`,
    );
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
