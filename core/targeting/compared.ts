import type { RuleResult } from '#contract';
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

/** The indicators that the leaves compare with something, in the order in which they are written; benchmarks are what they are compared with. */
export function listCompared(leaves: Leaf[]): IndicatorNode[] {
  return leaves.flatMap(({ subject }) => (subject === null ? [] : listValued(subject)));
}

/** The indicators whose own values an expression takes; one of which only a benchmark is wanted is not. */
export function listValued(node: Expression): IndicatorNode[] {
  if (node.kind === 'indicator') return [node];
  if (node.kind === 'call' && node.name === 'benchmark') return [];
  return childrenOf(node).flatMap(listValued);
}

/** The first compared indicator that is a rate made from counts. */
export function findComparedRate(leaves: Leaf[], vocabulary: Vocabulary): IndicatorNode | undefined {
  return listCompared(leaves).find(({ name }) => {
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
