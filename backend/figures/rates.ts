import { PinpointError, type CallInput, type CallOutput, type GeographyRef, type RateTrial } from '#contract';
import {
  findPair,
  findRateProblem,
  questionDenominator,
  tryRate,
  warnOfRate,
  type CountFacts,
  type RatePair,
} from '#core/rates';
import type { AreaTable } from '#core/targeting';
import { listCountSources, type IndicatorRow, type WorkspaceReader } from '#data/workspace';

/** Where counts are looked up: the workspace, and the numbers of a geography. */
export interface RateContext {
  reader: WorkspaceReader;
  table: (geography: GeographyRef) => AreaTable;
}

/** What a rate of two counts would be; what is not said is proposed. See the call `indicator.try`. */
export function answerRateTrial(
  { geography, ...asked }: CallInput<'indicator.try'>,
  context: RateContext,
): RateTrial {
  const indicators = context.reader.listIndicators();
  for (const id of [asked.numerator, asked.denominator]) if (id !== null) context.reader.getIndicator(id);
  const place = geography ?? chooseGeography(context.reader, asked);
  const table = place === null ? null : context.table(place);
  const counts = listCounts(context.reader, table);
  const known = indicators.flatMap(({ numerator, of }) =>
    numerator === null || of === null ? [] : [{ numerator, denominator: of }],
  );
  const pair = isWhole(asked) ? asked : findPair(counts, known, asked);
  if (pair === undefined || table === null) return { ...nothing, ...asked };
  return describeTrial(pair, { counts, table });
}

function isWhole(asked: { numerator: string | null; denominator: string | null }): asked is RatePair {
  return asked.numerator !== null && asked.denominator !== null;
}

const nothing: RateTrial = {
  numerator: null,
  denominator: null,
  geography: null,
  period: null,
  denominatorPeriod: null,
  areas: { all: 0, known: 0, suppressed: 0, missing: 0, above: 0 },
  pooled: null,
  highest: null,
  middle: null,
  above: [],
  problem: null,
  warnings: [],
};

function describeTrial(
  pair: RatePair,
  { counts, table }: { counts: CountFacts[]; table: AreaTable },
): RateTrial {
  if (pair.numerator === pair.denominator)
    return { ...nothing, ...pair, problem: 'A count divided by itself is 100 % everywhere.' };
  const numbers = tryRate(table, pair);
  const [count, base] = [pair.numerator, pair.denominator].map((id) => counts.find((each) => each.id === id));
  const question = count && base ? questionDenominator(count, base) : null;
  const problem = findRateProblem(numbers, pair);
  // What cannot be defined needs no warning of what it would be like.
  if (problem !== null) return { ...pair, ...numbers, problem, warnings: [] };
  return {
    ...pair,
    ...numbers,
    problem,
    warnings: [...warnOfRate(numbers, pair), ...(question === null ? [] : [question])],
  };
}

/** The geography with most areas that has values of what was asked for, else of any count; null where there are none. */
function chooseGeography(
  reader: WorkspaceReader,
  { numerator, denominator }: Pick<CallInput<'indicator.try'>, 'numerator' | 'denominator'>,
): GeographyRef | null {
  const { indicators, geographies } = reader.describe();
  const holds = (id: string | null, place: GeographyRef): boolean =>
    id === null || indicators.some((each) => each.id === id && each.geographies.includes(place));
  const places = geographies
    .toSorted((a, b) => b.areas - a.areas)
    .map(({ geography, vintage }): GeographyRef => `${geography}:${vintage}`)
    .filter((place) =>
      indicators.some(({ kind, geographies: own }) => kind === 'count' && own.includes(place)),
    );
  return (
    places.find((place) => holds(numerator, place) && holds(denominator, place)) ??
    places.find((place) => holds(numerator, place)) ??
    places[0] ??
    null
  );
}

/** What the workspace knows of its counts: names, use, the columns added up for them, and their sums over a geography. */
export function listCounts(reader: WorkspaceReader, table: AreaTable | null): CountFacts[] {
  const indicators = reader.listIndicators();
  const sources = listCountSources(reader);
  const denominators = new Set(indicators.map(({ of }) => of));
  return indicators
    .filter(({ kind }) => kind === 'count')
    .map((count) => ({
      id: count.id,
      name: count.name,
      of: count.of,
      isDenominator: denominators.has(count.id),
      summed: sources.get(count.id)?.sumColumns ?? null,
      context: sources.get(count.id)?.context ?? '',
      total: table === null ? null : sumOf(table, count),
    }));
}

/** Sum over the areas of the newest period; null where nothing is known. */
function sumOf(table: AreaTable, { id, periods }: IndicatorRow): number | null {
  for (const period of periods.toReversed()) {
    const column = table.findColumn(id, 'all', period);
    if (column === undefined) continue;
    const known = column.values.filter((value) => !Number.isNaN(value));
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  }
  return null;
}

/**
 * Defines a derived rate, if it makes sense: `define` writes it. Throws `conflict` where it comes out above 100 % over all areas or in more than a
 * few; the warnings tell of the few, and question a denominator of other ages.
 */
export function answerRateDefinition(
  { id, numerator, denominator }: Pick<CallInput<'indicator.define'>, 'id' | 'numerator' | 'denominator'>,
  context: RateContext,
  define: () => void,
): CallOutput<'indicator.define'> {
  const isCount = (part: string): boolean =>
    context.reader.listIndicators().some((each) => each.id === part && each.kind === 'count');
  // What is no count is refused by the workspace itself.
  const trial =
    isCount(numerator) && isCount(denominator)
      ? answerRateTrial({ numerator, denominator, geography: null }, context)
      : nothing;
  if (trial.problem !== null)
    throw new PinpointError('conflict', trial.problem, {
      found: `${numerator} ÷ ${denominator}`,
      expected: 'a count divided by what it is a part of',
      hint: `Exchange the two, or divide by another count.`,
    });
  define();
  const { periods } = context.reader.getIndicator(id);
  const empty = periods.length > 0 ? [] : [`${numerator} has no values yet, so neither has the rate.`];
  return { id, periods, warnings: [...empty, ...trial.warnings] };
}
