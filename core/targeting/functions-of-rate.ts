import { wilsonLower, wilsonUpper } from '#core/statistics';
import { getIndicatorNode, getText } from './arguments.ts';
import { ruleError } from './errors.ts';
import type { NumberFunction } from './functions.ts';
import type { NumberWords } from './number-words.ts';
import { labelPeriod } from './periods.ts';
import { constant, type Quantity } from './quantity.ts';
import { boundsOfProportion } from './read-limits.ts';
import type { Scope } from './scope.ts';
import type { Speaker } from './speaker.ts';
import type { CallNode } from './syntax.ts';

/**
 * The value of an indicator for a comparator, the same in every area: of the period that is named, whether or not the
 * indicator itself has values of it; else of the period that the indicator takes in this rule. NaN, with a note, where
 * none is stored.
 */
export const benchmark: NumberFunction = {
  name: 'benchmark',
  gives: 'number',
  parameters: [
    { name: 'indicator', kind: 'benchmarked' },
    { name: 'comparator', kind: 'comparator' },
  ],
  summary: "The comparator's value for the same period.",
  check: (call) => {
    const node = getIndicatorNode(call, 0);
    if (node.cohortAt !== null && node.cohort !== 'all')
      throw ruleError('Benchmarks are held for all together, not for a cohort', node.cohortAt, {
        found: node.cohort,
        hint: `Write ${node.name} without the brackets.`,
      });
  },
  words: (call, say) => {
    const { text, ...rest } = say.number(getIndicatorNode(call, 0));
    return { ...rest, text: `the ${getText(call, 1)} ${text}` };
  },
  evaluate: (call, scope) => {
    const value = findBenchmark(call, scope);
    if (value === undefined) scope.note(`There is ${missingBenchmark(call, scope)}.`);
    return constant(value ?? NaN, scope.table.codes.length);
  },
  whyUnknown: (call, _area, scope) =>
    findBenchmark(call, scope) === undefined ? missingBenchmark(call, scope) : null,
};

function findBenchmark(call: CallNode, scope: Scope): number | undefined {
  const { name, period } = readBenchmarked(call, scope);
  return period === null ? undefined : scope.table.findBenchmark(name, getText(call, 1), period);
}

function readBenchmarked(call: CallNode, scope: Scope): { name: string; period: string | null } {
  const node = getIndicatorNode(call, 0);
  return { name: node.name, period: node.period ?? scope.read(node).period };
}

function missingBenchmark(call: CallNode, scope: Scope): string {
  const { name, period } = readBenchmarked(call, scope);
  const when = period === null ? '' : ` for ${labelPeriod(scope.table.vocabulary, period)}`;
  return `no ${getText(call, 1)} value of ${name}${when}`;
}

/**
 * The lower 95 % Wilson limit of a rate, in per cent, from its counts as they stand. NaN where either count is unknown.
 */
export const lower: NumberFunction = {
  name: 'lower',
  gives: 'number',
  parameters: [{ name: 'rate', kind: 'rate' }],
  summary: 'The lower 95 % Wilson limit of a rate.',
  words: (call, say) => sayLimit('lower', call, say),
  evaluate: (call, scope) => limitOfRate(call, scope, wilsonLower),
};

/**
 * The upper 95 % Wilson limit of a rate, in per cent, from its counts as they stand. NaN where either count is unknown.
 */
export const upper: NumberFunction = {
  name: 'upper',
  gives: 'number',
  parameters: [{ name: 'rate', kind: 'rate' }],
  summary: 'The upper 95 % Wilson limit of a rate.',
  words: (call, say) => sayLimit('upper', call, say),
  evaluate: (call, scope) => limitOfRate(call, scope, wilsonUpper),
};

function sayLimit(which: 'lower' | 'upper', call: CallNode, say: Speaker): NumberWords {
  const { text, unit } = say.number(getIndicatorNode(call, 0));
  return { text: `the ${which} 95 % limit of ${text}`, unit, joinedBy: 'words' };
}

/** Both limits rise with the count and fall with the base, so the ends of what is rounded bound them. */
function limitOfRate(call: CallNode, scope: Scope, limit: (count: number, base: number) => number): Quantity {
  const reading = scope.read(getIndicatorNode(call, 0));
  const { numerator, denominator, values } = reading;
  if (numerator === null || denominator === null) return constant(NaN, values.length);
  return {
    values: values.map((_, area) => limit(numerator[area]!, denominator[area]!)),
    limits: null,
    bounds: boundsOfProportion({ ...reading, numerator, denominator }, limit),
  };
}
