import { outcomeByte, type RuleResult } from '#contract';
import { checkNumber } from './check.ts';
import { findComparedRate, listCompared } from './compared.ts';
import { ruleError } from './errors.ts';
import type { Leaf } from './leaves.ts';
import { printRule } from './print.ts';
import { parsePart } from './question.ts';
import type { Scope } from './scope.ts';
import { sortPositions } from './sorting.ts';
import type { Expression, IndicatorNode } from './syntax.ts';

/**
 * The count whose coverage is reported: the one asked for, else the numerator of the first compared rate (of the same
 * cohort and period), else the first compared count, else none. Throws `invalid_rule` for a need that is not a count.
 */
export function findNeed(text: string | null, leaves: Leaf[], scope: Scope): IndicatorNode | null {
  const { vocabulary } = scope.table;
  if (text !== null) return parsePart<IndicatorNode>('need', text, (node) => checkCount(node, scope));
  const rate = findComparedRate(leaves, vocabulary);
  const numerator = rate && vocabulary.indicators.get(rate.name)?.numerator;
  if (rate !== undefined && numerator) return { ...rate, name: numerator };
  const counted = listCompared(leaves, scope.functions).find(
    ({ name }) => vocabulary.indicators.get(name)?.kind === 'count',
  );
  return counted ?? null;
}

function checkCount(node: Expression, scope: Scope): asserts node is IndicatorNode {
  checkNumber(node, scope.table.vocabulary);
  const isCount =
    node.kind === 'indicator' && scope.table.vocabulary.indicators.get(node.name)?.kind === 'count';
  if (!isCount)
    throw ruleError(`${printRule(node)} is not a count`, node.at, {
      found: printRule(node),
      expected: 'a count',
    });
}

export interface NeedInside {
  need: RuleResult['need'];
  cumulativeShare: Float64Array<ArrayBuffer>;
  bestShare: Float64Array<ArrayBuffer>;
}

/**
 * How much of the need lies in the areas that are in: as a count and share of the whole, as a running share along the
 * rank order, and as the most that any choice of as many areas could hold. `outcomes` are bytes of `outcomes`; shares
 * are from 0 to 1. Unknown counts add nothing and are counted, with a note. Without a need both curves are empty; where
 * the total is 0 the share is null and they are flat at 0. Where the table knows a sum with what is hidden (`findSum`), need and
 * total are that; the curves are always made of the counts of single areas.
 */
export function measureNeedInside(
  need: IndicatorNode | null,
  outcomes: Uint8Array,
  { order, scope }: Ranking,
): NeedInside {
  if (need === null)
    return { need: null, cumulativeShare: new Float64Array(0), bestShare: new Float64Array(0) };
  const { values } = scope.quantity(need);
  const counts = values.map((value) => (Number.isNaN(value) ? 0 : value));
  const chosen = order.subarray(0, countIn(outcomes));
  const chosenCounts = new Float64Array(chosen.length);
  for (const [position, area] of chosen.entries()) chosenCounts[position] = counts[area]!;
  const needUnknownIn = countUnknown(Float64Array.from(chosen, (area) => values[area]!));
  const needUnknownAll = countUnknown(values);
  const sums = addUp(need, { counts, chosen, chosenCounts }, scope);
  const isInWhole = needUnknownIn === 0 || sums.isInKnown;
  const isTotalWhole = needUnknownAll === 0 || sums.isTotalKnown;
  const { inside, total } = sums;
  noteUnknown(need, { needUnknownIn, needUnknownAll, isInWhole, isTotalWhole }, scope);
  return {
    need: {
      indicator: printRule(need),
      in: inside,
      inUnknown: sum(counts.filter((_, area) => outcomes[area] === outcomeByte.unknown)),
      total,
      isInWhole,
      isTotalWhole,
      share: total > 0 ? Math.min(inside / total, 1) : null,
      needUnknownIn,
      needUnknownAll,
      unknownAreas: needUnknownIn,
    },
    cumulativeShare: runningShares(chosenCounts, total),
    bestShare: runningShares(sortDescending(counts), total),
  };
}

export interface Ranking {
  /** Areas that are in stand first. */
  order: Int32Array;
  scope: Scope;
}

function sortDescending(counts: Float64Array): Float64Array {
  const ascending = sortPositions(counts);
  return counts.map((_, position) => counts[ascending[counts.length - 1 - position]!]!);
}

function countIn(outcomes: Uint8Array): number {
  let count = 0;
  for (const outcome of outcomes) if (outcome === outcomeByte.in) count += 1;
  return count;
}

interface Added {
  /** Of all areas; 0 where unknown. */
  counts: Float64Array;
  chosen: Int32Array;
  chosenCounts: Float64Array;
}

/**
 * The need in the chosen areas and in all: as it is known with what is hidden, where that is, else the sum of the counts that are
 * known. A total that is not known is what is known of the chosen areas and the counts of the others.
 */
function addUp(need: IndicatorNode, { counts, chosen, chosenCounts }: Added, scope: Scope) {
  const knownIn = findSum(need, [...chosen], scope);
  const knownAll = findSum(need, [...counts.keys()], scope);
  const known = sum(counts);
  return {
    inside: knownIn ?? sum(chosenCounts),
    total: knownAll ?? (knownIn === undefined ? known : known - sum(chosenCounts) + knownIn),
    isInKnown: knownIn !== undefined,
    isTotalKnown: knownAll !== undefined,
  };
}

function findSum(need: IndicatorNode, areas: readonly number[], scope: Scope): number | undefined {
  const { period } = scope.read(need);
  const { name: indicator, cohort } = need;
  return period === null ? undefined : scope.table.findSum?.({ indicator, cohort, period }, areas);
}

type Known = Pick<
  NonNullable<RuleResult['need']>,
  'needUnknownIn' | 'needUnknownAll' | 'isInWhole' | 'isTotalWhole'
>;

/** Says what areas without a count are to the sums. */
function noteUnknown(need: IndicatorNode, known: Known, scope: Scope): void {
  const { needUnknownIn, needUnknownAll, isInWhole, isTotalWhole } = known;
  if (needUnknownAll === 0) return;
  const have = needUnknownAll === 1 ? '1 area has' : `${needUnknownAll} areas have`;
  const add = needUnknownAll === 1 ? 'adds' : 'add';
  if (!isTotalWhole) {
    scope.note(`${have} no count of ${printRule(need)} and ${add} nothing to the totals.`);
    return;
  }
  const inside =
    needUnknownIn === 0 || isInWhole
      ? ''
      : `; the sum over the areas that are in is of the counts that are shown, and leaves out ${needUnknownIn} of them`;
  scope.note(`${have} a hidden count of ${printRule(need)}, which the total takes in${inside}.`);
}

function countUnknown(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
}

function runningShares(counts: Float64Array, total: number): Float64Array<ArrayBuffer> {
  const shares = new Float64Array(counts.length);
  let running = 0;
  for (let position = 0; position < counts.length; position += 1) {
    running += counts[position]!;
    // A share above 1 could only come of adding in another order.
    shares[position] = total > 0 ? Math.min(running / total, 1) : 0;
  }
  return shares;
}

function sum(values: Float64Array): number {
  let result = 0;
  for (const value of values) result += value;
  return result;
}

/**
 * The first compared rate over all areas that are in, and over all, in per cent: sum of numerators over sum of
 * denominators, never a mean of rates. Areas where either count is unknown are left out of both. Null where no rate is
 * compared; a rate is null where no denominator is left.
 */
export function poolRate(leaves: Leaf[], outcomes: Uint8Array, scope: Scope): RuleResult['pooled'] {
  const node = findComparedRate(leaves, scope.table.vocabulary);
  if (node === undefined) return null;
  const { numerator, denominator } = scope.read(node);
  const pool = (isTaken: (area: number) => boolean): number | null => {
    if (numerator === null || denominator === null) return null;
    let counted = 0;
    let base = 0;
    for (let area = 0; area < numerator.length; area += 1) {
      const isKnown = !Number.isNaN(numerator[area]) && !Number.isNaN(denominator[area]);
      if (!isKnown || !isTaken(area)) continue;
      counted += numerator[area]!;
      base += denominator[area]!;
    }
    return base > 0 ? (100 * counted) / base : null;
  };
  return {
    indicator: node.name,
    in: pool((area) => outcomes[area] === outcomeByte.in),
    all: pool(() => true),
  };
}
