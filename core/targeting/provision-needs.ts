import { PinpointError, type RuleQuestion } from '#contract';
import { checkNumber, checkRule } from './check.ts';
import { functionsOf, type FunctionRegistry } from './functions.ts';
import { splitOrder } from './order.ts';
import { parseExpression, parseRule } from './parse.ts';
import { chooseProvisionDay } from './provision-day.ts';
import { walk, type Expression, type Rule } from './syntax.ts';
import type { AccessRequest, AreaTable, ProvisionNeed, Vocabulary } from './table.ts';

/**
 * What a rule and the order of its areas ask of provision on the day that the question's period means, each request once,
 * in the order in which they are written. Empty where neither asks anything, and where either is wrong: that is for
 * `evaluateRule` to tell.
 */
export function listProvisionNeeds(
  question: Pick<RuleQuestion, 'rule' | 'order' | 'period'>,
  table: AreaTable,
): AccessRequest[] {
  const { vocabulary } = table;
  return unlessWrong([], () => {
    const { rule, order } = parseParts(question);
    const parts = [rule, ...(order === null ? [] : [order])];
    const functions = functionsOf(vocabulary);
    if (!parts.some((part) => asks(part, functions))) return [];
    checkRule(rule, vocabulary);
    if (order !== null) checkNumber(order, vocabulary);
    const day = chooseProvisionDay(rule, question.period, table);
    const needs = parts.flatMap((part) => listNeeds(part, functions));
    const distinct = new Map(needs.map((need) => [JSON.stringify([need.selector, need.mode]), need]));
    return [...distinct.values()].map((need) => ({ ...need, day }));
  });
}

/**
 * Whether a rule or the order of its areas calls a function that asks something of provision. Most do not, and need not wait for
 * travel times. False where either cannot be parsed. Names are not looked at.
 */
export function asksOfProvision(
  question: Pick<RuleQuestion, 'rule' | 'order'>,
  vocabulary: Pick<Vocabulary, 'functions'> = {},
): boolean {
  return unlessWrong(false, () => {
    const { rule, order } = parseParts(question);
    const functions = functionsOf(vocabulary);
    return asks(rule, functions) || (order !== null && asks(order, functions));
  });
}

function parseParts({ rule, order }: Pick<RuleQuestion, 'rule' | 'order'>): {
  rule: Rule;
  order: Expression | null;
} {
  return {
    rule: parseRule(rule),
    order: order === null ? null : parseExpression(splitOrder(order).body),
  };
}

function asks(part: Expression, functions: FunctionRegistry): boolean {
  return [...walk(part)].some(
    (node) => node.kind === 'call' && functions.get(node.name)?.needs !== undefined,
  );
}

function listNeeds(part: Expression, functions: FunctionRegistry): ProvisionNeed[] {
  return [...walk(part)].flatMap((node) =>
    node.kind === 'call' ? (functions.get(node.name)?.needs?.(node) ?? []) : [],
  );
}

/** What is answered, or else the other answer where the question is wrong. */
function unlessWrong<Answer>(otherwise: Answer, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof PinpointError) return otherwise;
    throw error;
  }
}
