import { confidences as confidenceWords, outcomeByte, PinpointError } from '#contract';
import { compareBetween, compareQuantities } from './compare.ts';
import { printRule } from './print.ts';
import type { Quantity } from './quantity.ts';
import type { Scope } from './scope.ts';
import {
  listIndicatorNodes,
  type BetweenNode,
  type CallNode,
  type ComparisonNode,
  type ComparisonOperator,
  type Expression,
  type Rule,
} from './syntax.ts';

/** One comparison or condition of a rule. The same text twice in a rule is one leaf. */
export interface Leaf {
  text: string;
  node: ComparisonNode | BetweenNode | CallNode;
  /** Of a comparison, not of `between` or a condition. */
  sides: Sides | null;
  /** The value side; null for a condition. */
  subject: Expression | null;
}

/** The rule with its leaves as numbers, ready to be worked out area by area. */
export type Logic =
  | { kind: 'leaf'; leaf: number }
  | { kind: 'not'; part: Logic }
  | { kind: 'and' | 'or'; parts: Logic[] };

/** Takes a checked rule apart into its leaves, in the order in which they are written, and the logic that joins them. */
export function takeApart(rule: Rule): { logic: Logic; leaves: Leaf[] } {
  const leaves = new Map<string, Leaf>();
  const build = (node: Expression): Logic => {
    switch (node.kind) {
      case 'and':
      case 'or':
        return { kind: node.kind, parts: node.clauses.map(build) };
      case 'not':
        return { kind: 'not', part: build(node.operand) };
      case 'comparison':
      case 'between':
      case 'call': {
        const text = printRule(node);
        if (!leaves.has(text)) leaves.set(text, makeLeaf(text, node));
        return { kind: 'leaf', leaf: [...leaves.keys()].indexOf(text) };
      }
      default:
        throw new PinpointError('internal', `${printRule(node)} is not a condition.`);
    }
  };
  const logic = build(rule);
  return { logic, leaves: [...leaves.values()] };
}

/** A comparison read from the side that varies: `10 < rate` is `rate > 10`. */
export interface Sides {
  operator: ComparisonOperator;
  subject: Expression;
  threshold: Expression;
}

const mirrored: Record<ComparisonOperator, ComparisonOperator> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '!=': '!=',
};

/** A comparison read from its right side: `10 < rate` as `rate > 10`. */
export function mirror({ operator, left, right }: ComparisonNode): Sides {
  return { operator: mirrored[operator], subject: right, threshold: left };
}

/**
 * Which side of a comparison is the value and which the threshold: the left is the value unless only the right names an
 * indicator.
 */
export function sidesOf(node: ComparisonNode): Sides {
  const { operator, left, right } = node;
  const isMirrored = listIndicatorNodes(left).length === 0 && listIndicatorNodes(right).length > 0;
  return isMirrored ? mirror(node) : { operator, subject: left, threshold: right };
}

function makeLeaf(text: string, node: Leaf['node']): Leaf {
  const sides = node.kind === 'comparison' ? sidesOf(node) : null;
  const subject = node.kind === 'between' ? node.subject : (sides?.subject ?? null);
  return { text, node, sides, subject };
}

/** A leaf worked out for all areas. */
export interface LeafColumns {
  values: Float64Array;
  thresholds: Float64Array;
  outcomes: Uint8Array;
  confidences: Uint8Array;
  /** The value with its limits; null for a condition. */
  subject: Quantity | null;
}

/**
 * One leaf of a checked rule worked out for all areas: values, thresholds, outcomes and confidences. Unknown numbers
 * leave the outcome unknown. Throws `internal` for a call that is no condition.
 */
export function evaluateLeaf({ node, sides }: Leaf, scope: Scope): LeafColumns {
  if (node.kind === 'call') return evaluateCondition(node, scope);
  if (node.kind === 'between') {
    const subject = scope.quantity(node.subject);
    const verdict = compareBetween(subject, scope.quantity(node.low), scope.quantity(node.high));
    return { ...verdict, values: subject.values, subject };
  }
  const { operator, subject: side, threshold } = sides ?? sidesOf(node);
  const subject = scope.quantity(side);
  const verdict = compareQuantities(operator, subject, scope.quantity(threshold));
  return { ...verdict, values: subject.values, subject };
}

function evaluateCondition(node: CallNode, scope: Scope): LeafColumns {
  const definition = scope.functions.get(node.name);
  if (definition?.gives !== 'condition')
    throw new PinpointError('internal', `${printRule(node)} is not a condition.`);
  const outcomes = definition.evaluate(node, scope);
  const values = new Float64Array(outcomes);
  for (let area = 0; area < values.length; area += 1) {
    if (outcomes[area] === outcomeByte.unknown) values[area] = NaN;
  }
  const sure = confidenceWords.indexOf('certain');
  const unsure = confidenceWords.indexOf('unknown');
  return {
    values,
    thresholds: new Float64Array(outcomes.length).fill(NaN),
    outcomes,
    confidences: outcomes.map((outcome) => (outcome === outcomeByte.unknown ? unsure : sure)),
    subject: null,
  };
}
