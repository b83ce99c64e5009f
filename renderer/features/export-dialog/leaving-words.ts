import { cohortWords, formatPlural, getPolicy, type LeavingPreview, type RuleResult } from '#contract';
import { formatWhole } from '../../ui/index.ts';

type Column = LeavingPreview['columns'][number];

/** What is hidden and rounded of all restricted columns of a document together. */
export interface LeavingTotals {
  values: number;
  small: number;
  protecting: number;
  rounded: number;
  people: number;
  peopleHidden: number;
}

const zero: LeavingTotals = { values: 0, small: 0, protecting: 0, rounded: 0, people: 0, peopleHidden: 0 };

/** The sums over all columns. */
export function sumColumns(columns: readonly Column[]): LeavingTotals {
  return columns.reduce(
    (sum, { areas, small, protecting, rounded, people, peopleHidden }) => ({
      values: sum.values + areas,
      small: sum.small + small,
      protecting: sum.protecting + protecting,
      rounded: sum.rounded + rounded,
      people: sum.people + people,
      peopleHidden: sum.peopleHidden + peopleHidden,
    }),
    zero,
  );
}

function reasonWords({ small, protecting }: LeavingTotals): string {
  const reasons = [
    ...(small === 0 ? [] : [`${formatWhole(small)} because ${small === 1 ? 'it is' : 'they are'} small`]),
    ...(protecting === 0 ? [] : [`${formatWhole(protecting)} so that a small one cannot be worked out`]),
  ];
  return reasons.join(', ');
}

/**
 * What the policy does to a document, in a sentence or two: "3 of 42 areas are hidden: 2 because they are small, 1 so that a small
 * one cannot be worked out."
 */
export function leavingSentence({ policy, columns }: Pick<LeavingPreview, 'policy' | 'columns'>): string {
  if (columns.length === 0) return 'Nothing in it is restricted: everything leaves as it is.';
  const totals = sumColumns(columns);
  const { values, small, protecting, rounded } = totals;
  const hidden = small + protecting;
  const noun =
    columns.length === 1
      ? formatPlural(values, 'area')
      : `${formatPlural(values, 'value')} in ${columns.length} columns`;
  const { base } = getPolicy(policy).rule;
  const rounds =
    rounded === 0
      ? ''
      : ` ${formatPlural(rounded, 'value is', 'values are')} rounded to the nearest ${base}.`;
  if (hidden === 0) return `None of ${noun} is hidden.${rounds}`;
  return `${formatWhole(hidden)} of ${noun} ${hidden === 1 ? 'is' : 'are'} hidden: ${reasonWords(totals)}.${rounds}`;
}

/**
 * How the rule's answer changes when it is worked out from what leaves; null where it does not. `desk`: areas that are in by what
 * is stored.
 */
export function changedSentence(
  desk: number,
  leaving: Pick<RuleResult['counts'], 'in' | 'unknown'>,
): string | null {
  if (desk === leaving.in) return null;
  return `In the workspace ${formatPlural(desk, 'area is', 'areas are')} in. By what leaves ${formatWhole(leaving.in)} ${leaving.in === 1 ? 'is' : 'are'}, and of ${formatWhole(leaving.unknown)} it is not known.`;
}

/** Whose numbers they are, beyond the name of the indicator: "sex female, 2008-07, lsoa:2011". */
export function columnDetail(
  { cohort, period, geography }: Column,
  words: { period: string; geography: string },
): string {
  return [cohort === 'all' ? '' : cohortWords(cohort), words.period || period, words.geography || geography]
    .filter((text) => text !== '')
    .join(', ');
}
