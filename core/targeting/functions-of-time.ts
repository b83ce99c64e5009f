import { getIndicatorNode, getText } from './arguments.ts';
import { ruleError } from './errors.ts';
import type { NumberFunction } from './functions.ts';
import { percent, percentagePoints } from './number-words.ts';
import { isLater, labelPeriod, periodsBetween, suggestPeriod } from './periods.ts';
import { calculate, constant, type Quantity } from './quantity.ts';
import type { Scope } from './scope.ts';
import type { CallNode, IndicatorNode } from './syntax.ts';
import type { Vocabulary } from './table.ts';

/**
 * An indicator now (its own period in this rule) minus its value in an earlier or other period. NaN where either value
 * is unknown.
 */
export const change: NumberFunction = {
  name: 'change',
  gives: 'number',
  parameters: [
    { name: 'x', kind: 'indicator' },
    { name: 'then', kind: 'period' },
  ],
  summary: 'x now minus x then.',
  words: (call, say) => {
    const node = getIndicatorNode(call, 0);
    const { text, unit } = say.number({ ...node, period: null });
    const then = say.period(getText(call, 1));
    const when = node.period === null ? `since ${then}` : `from ${then} to ${say.period(node.period)}`;
    return {
      text: `the change in ${text} ${when}`,
      unit: unit === percent ? percentagePoints : unit,
      joinedBy: 'words',
    };
  },
  check: (call, vocabulary) => {
    const node = getIndicatorNode(call, 0);
    const then = getText(call, 1);
    const known = vocabulary.indicators.get(node.name)?.periods ?? [];
    if (!known.includes(then))
      throw ruleError(
        `${node.name} has no values for ${labelPeriod(vocabulary, then)}`,
        call.arguments[1]!.at,
        {
          found: then,
          hint: suggestPeriod(vocabulary, then, known),
        },
      );
  },
  evaluate: (call, scope) => {
    const node = getIndicatorNode(call, 0);
    return calculate('-', scope.quantity(node), scope.quantity(at(node, getText(call, 1))));
  },
  whyUnknown: (call, area, scope) =>
    whyPeriodUnknown([at(getIndicatorNode(call, 0), getText(call, 1))], area, scope),
};

/**
 * The mean of an indicator over its periods between two ends, both included; NaN where it has no value in any one of
 * them.
 */
export const mean: NumberFunction = {
  name: 'mean',
  gives: 'number',
  parameters: [
    { name: 'x', kind: 'indicator' },
    { name: 'from', kind: 'period' },
    { name: 'to', kind: 'period' },
  ],
  summary: 'The mean of x over the periods from one to the other.',
  words: (call, say) => {
    const { text, unit } = say.number(getIndicatorNode(call, 0));
    const [from, to] = [getText(call, 1), getText(call, 2)].map((id) => say.period(id));
    return { text: `the mean of ${text} from ${from} to ${to}`, unit, joinedBy: 'words' };
  },
  check: checkMean,
  evaluate: (call, scope) => {
    const parts = listPeriodNodes(call, scope.table.vocabulary).map((node) => scope.quantity(node));
    const count = scope.table.codes.length;
    const sum = parts.reduce((total: Quantity, part) => calculate('+', total, part), constant(0, count));
    return calculate('/', sum, constant(parts.length, count));
  },
  whyUnknown: (call, area, scope) =>
    whyPeriodUnknown(listPeriodNodes(call, scope.table.vocabulary), area, scope),
};

function checkMean(call: CallNode, vocabulary: Vocabulary): void {
  const node = getIndicatorNode(call, 0);
  const from = getText(call, 1);
  const to = getText(call, 2);
  if (node.period !== null)
    throw ruleError('mean takes its periods from its second and third argument', node.periodAt ?? node.at, {
      found: `@${node.period}`,
      hint: `Write ${node.name} without @${node.period}.`,
    });
  if (isLater(vocabulary, from, to))
    throw ruleError(
      `${labelPeriod(vocabulary, from)} is later than ${labelPeriod(vocabulary, to)}`,
      call.at,
      {
        found: from,
        hint: `Write mean(${node.name}, '${to}', '${from}').`,
      },
    );
  if (listPeriodNodes(call, vocabulary).length === 0)
    throw ruleError(
      `${node.name} has no values from ${labelPeriod(vocabulary, from)} to ${labelPeriod(vocabulary, to)}`,
      call.at,
      {
        found: `${from} to ${to}`,
      },
    );
}

function listPeriodNodes(call: CallNode, vocabulary: Vocabulary): IndicatorNode[] {
  const node = getIndicatorNode(call, 0);
  const available = vocabulary.indicators.get(node.name)?.periods ?? [];
  return periodsBetween(vocabulary, available, [getText(call, 1), getText(call, 2)]).map((period) =>
    at(node, period),
  );
}

function at(node: IndicatorNode, period: string): IndicatorNode {
  return { ...node, period };
}

function whyPeriodUnknown(nodes: IndicatorNode[], area: number, scope: Scope): string | null {
  for (const node of nodes) {
    const why = scope.whyReadingUnknown(node, area);
    if (why !== null) return `${why} in ${labelPeriod(scope.table.vocabulary, node.period!)}`;
  }
  return null;
}
