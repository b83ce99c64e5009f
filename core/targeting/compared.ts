import type { RuleResult } from '#contract';
import { functionsOf, type FunctionRegistry } from './functions.ts';
import { sidesOf, type Leaf } from './leaves.ts';
import { isDerivedRate } from './reading.ts';
import {
  childrenOf,
  walk,
  type Expression,
  type IndicatorNode,
  type NumberNode,
  type Rule,
} from './syntax.ts';
import type { Vocabulary } from './table.ts';

/**
 * The direct parts of a node whose values it takes, in the order in which they are written: not the indicator of which a
 * function wants nothing but a benchmark.
 */
export function valuedChildrenOf(node: Expression, functions: FunctionRegistry): Expression[] {
  const parameters = node.kind === 'call' ? functions.get(node.name)?.parameters : undefined;
  return childrenOf(node).filter((_, position) => parameters?.[position]?.kind !== 'benchmarked');
}

/** The indicators whose own values an expression takes, in the order in which they are written, repetitions included. */
export function listValued(node: Expression, functions: FunctionRegistry): IndicatorNode[] {
  if (node.kind === 'indicator') return [node];
  return valuedChildrenOf(node, functions).flatMap((child) => listValued(child, functions));
}

/**
 * The indicators that leaves compare with something, in the order in which they are written, repetitions included: those
 * whose values stand on the value side of a comparison. Empty for conditions.
 */
export function listCompared(leaves: Leaf[], functions: FunctionRegistry): IndicatorNode[] {
  return leaves.flatMap(({ subject }) => (subject === null ? [] : listValued(subject, functions)));
}

/** The first indicator that leaves compare which is a rate made from counts; undefined where there is none. */
export function findComparedRate(leaves: Leaf[], vocabulary: Vocabulary): IndicatorNode | undefined {
  return listCompared(leaves, functionsOf(vocabulary)).find(({ name }) => {
    const entry = vocabulary.indicators.get(name);
    return entry !== undefined && isDerivedRate(entry);
  });
}

type Adjustable = RuleResult['adjustable'];

/**
 * The numbers of a rule that a slider may move: those on the threshold side of comparisons, else those on the other
 * side. The indicator is named only where the number is the whole threshold of that indicator alone, so that the
 * slider can take its range from the values.
 */
export function listAdjustable(rule: Rule): Adjustable {
  return [...walk(rule)].flatMap((node): Adjustable => {
    if (node.kind === 'between') return [node.low, node.high].flatMap((end) => adjustIn(end, node.subject));
    if (node.kind !== 'comparison') return [];
    const { subject, threshold } = sidesOf(node);
    const found = adjustIn(threshold, subject);
    return found.length > 0 ? found : adjustIn(subject, threshold);
  });
}

function adjustIn(side: Expression, other: Expression): Adjustable {
  const whole = literalOf(side);
  if (whole !== null) return [{ ...whole, indicator: other.kind === 'indicator' ? other.name : null }];
  return [...walk(side)]
    .filter((node): node is NumberNode => node.kind === 'number')
    .map(({ value, at }) => ({ from: at.from, to: at.to, value, indicator: null }));
}

function literalOf(node: Expression): { from: number; to: number; value: number } | null {
  if (node.kind === 'number') return { ...node.at, value: node.value };
  if (node.kind === 'negate' && node.operand.kind === 'number')
    return { ...node.at, value: -node.operand.value };
  return null;
}
