import type { CohortId, PeriodId, Span } from '#contract';

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '=' | '!=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';

export interface NumberNode {
  kind: 'number';
  /** Never negative: a minus sign is a node of its own. */
  value: number;
  at: Span;
}

/** A quoted text; only ever an argument of a function. */
export interface TextNode {
  kind: 'text';
  value: string;
  at: Span;
}

export interface IndicatorNode {
  kind: 'indicator';
  name: string;
  cohort: CohortId;
  /** null = the period of the question. */
  period: PeriodId | null;
  at: Span;
  nameAt: Span;
  /** What stands between the brackets; null without brackets. */
  cohortAt: Span | null;
  periodAt: Span | null;
}

export interface CallNode {
  kind: 'call';
  name: string;
  arguments: Expression[];
  at: Span;
  nameAt: Span;
}

export interface NegateNode {
  kind: 'negate';
  operand: Expression;
  at: Span;
}

export interface ArithmeticNode {
  kind: 'arithmetic';
  operator: ArithmeticOperator;
  left: Expression;
  right: Expression;
  at: Span;
}

export interface ComparisonNode {
  kind: 'comparison';
  operator: ComparisonOperator;
  left: Expression;
  right: Expression;
  at: Span;
}

export interface BetweenNode {
  kind: 'between';
  subject: Expression;
  low: Expression;
  high: Expression;
  at: Span;
}

/** Two or more clauses. The parser joins nested groups of the same word: `a or (b or c)` has three clauses. */
export interface LogicNode {
  kind: 'and' | 'or';
  clauses: Expression[];
  at: Span;
}

export interface NotNode {
  kind: 'not';
  operand: Expression;
  at: Span;
}

export type Expression =
  | NumberNode
  | TextNode
  | IndicatorNode
  | CallNode
  | NegateNode
  | ArithmeticNode
  | ComparisonNode
  | BetweenNode
  | LogicNode
  | NotNode;

/** The syntax tree of a rule. Conditions and numbers share one type; `checkRule` tells them apart. */
export type Rule = Expression;

/** The direct parts of a node, in the order in which they are written; empty for numbers, texts and indicators. */
export function childrenOf(node: Expression): Expression[] {
  switch (node.kind) {
    case 'call':
      return node.arguments;
    case 'negate':
    case 'not':
      return [node.operand];
    case 'arithmetic':
    case 'comparison':
      return [node.left, node.right];
    case 'between':
      return [node.subject, node.low, node.high];
    case 'and':
    case 'or':
      return node.clauses;
    default:
      return [];
  }
}

/** Every node of a tree, parents before their parts, in the order in which they are written. */
export function* walk(node: Expression): Generator<Expression> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** The indicators that an expression names, in the order in which they are written, repetitions included. */
export function listIndicatorNodes(node: Expression): IndicatorNode[] {
  return [...walk(node)].filter((part) => part.kind === 'indicator');
}

/** The cuts of a cohort, `dimension=value` each; empty for `all`. */
export function cutsOf(cohort: CohortId): string[] {
  return cohort === 'all' ? [] : cohort.split(',');
}
