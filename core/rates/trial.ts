import { flagByte, type RateSample, type RateTrial } from '#contract';
import { readValues, type AreaTable, type IndicatorEntry } from '#core/targeting';
import type { RatePair } from './pair.ts';

/** The numbers of a trial: what a rate would be in every area. */
export type RateNumbers = Pick<
  RateTrial,
  'geography' | 'period' | 'denominatorPeriod' | 'areas' | 'pooled' | 'highest' | 'middle' | 'above'
>;

/** More than this share of the areas above 100 % are not a few. */
const fewShare = 0.1;
const shown = 3;

/**
 * What 100 × numerator ÷ denominator would be in the areas of a table, of the newest period: the pooled rate, the highest and the
 * middle area, and those whose count is above its denominator. Nothing is kept. Both must be counts that the table knows.
 */
export function tryRate(table: AreaTable, pair: RatePair): RateNumbers {
  const column = readValues(withRate(table, pair), { indicator: trialId, cohort: 'all', period: null });
  const { numerator, denominator, values, flags } = column;
  const samples: RateSample[] = [];
  for (const [area, rate] of values.entries()) {
    if (Number.isNaN(rate)) continue;
    const [count, base] = [numerator![area]!, denominator![area]!];
    samples.push({ code: table.codes[area]!, name: table.names[area]!, count, base, rate });
  }
  const ranked = samples.toSorted((a, b) => b.rate - a.rate || (a.code < b.code ? -1 : 1));
  const above = ranked.filter(({ count, base }) => count > base);
  const suppressed = flags.reduce((sum, flag) => sum + (flag === flagByte.suppressed ? 1 : 0), 0);
  return {
    geography: table.geography,
    period: column.period,
    denominatorPeriod: column.denominatorPeriod,
    areas: {
      all: values.length,
      known: ranked.length,
      suppressed,
      missing: values.length - ranked.length - suppressed,
      above: above.length,
    },
    pooled: poolOf(samples),
    highest: ranked[0] ?? null,
    middle: ranked[Math.floor(ranked.length / 2)] ?? null,
    above: above.slice(0, shown),
  };
}

/** No indicator can be called so. */
const trialId = '%';

function withRate(table: AreaTable, { numerator, denominator }: RatePair): AreaTable {
  const count = table.vocabulary.indicators.get(numerator)!;
  const entry: IndicatorEntry = { ...count, id: trialId, kind: 'rate', numerator, of: denominator };
  const indicators = new Map([...table.vocabulary.indicators, [trialId, entry]]);
  return { ...table, vocabulary: { ...table.vocabulary, indicators } };
}

function poolOf(samples: readonly RateSample[]): number | null {
  const base = samples.reduce((sum, sample) => sum + sample.base, 0);
  const count = samples.reduce((sum, sample) => sum + sample.count, 0);
  return base > 0 ? (100 * count) / base : null;
}

/** Why a rate must not be defined, in a sentence; null where it may: all areas together, or more than a few of them, are above 100 %. */
export function findRateProblem(
  { pooled, areas }: RateNumbers,
  { numerator, denominator }: RatePair,
): string | null {
  const isFew = areas.above <= Math.max(1, fewShare * areas.known);
  if (pooled === null || (pooled <= 100 && isFew)) return null;
  const rate = pooled.toLocaleString('en-GB', { maximumFractionDigits: pooled < 1000 ? 1 : 0 });
  return `${numerator} ÷ ${denominator} comes out at ${rate} % over all areas, and above 100 % in ${number(areas.above)} of ${number(areas.known)}: ${numerator} is no part of ${denominator}.`;
}

/** What is to be known of a rate that may be defined: areas above 100 %, with examples. */
export function warnOfRate({ areas, above }: RateNumbers, { numerator, denominator }: RatePair): string[] {
  if (areas.above === 0) return [];
  const examples = above
    .map(({ code, count, base }) => `${code} ${number(count)} of ${number(base)}`)
    .join(', ');
  return [
    `In ${number(areas.above)} of ${number(areas.known)} areas ${numerator} is above ${denominator}, so the rate is above 100 % there and has no interval: ${examples}${areas.above > above.length ? ' …' : ''}.`,
  ];
}

const number = (value: number): string => value.toLocaleString('en-GB');
