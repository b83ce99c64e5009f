import { PinpointError, type RuleQuestion } from '#contract';
import { checkRule } from './check.ts';
import { parseExpression, parseRule } from './parse.ts';
import { suggestPeriod } from './periods.ts';
import type { Expression, Rule } from './syntax.ts';
import type { AreaTable } from './table.ts';

/**
 * The rule of a question, parsed and checked against a table. Throws `invalid_rule` for a wrong rule, `not_found` for a
 * period that nothing in the workspace has, `usage` where the table is of another geography.
 */
export function readQuestion({ rule, geography, period }: RuleQuestion, table: AreaTable): Rule {
  if (geography !== table.geography)
    throw new PinpointError('usage', `The rule asks for ${geography} but was given ${table.geography}.`, {
      found: table.geography,
      expected: geography,
    });
  const parsed = parseRule(rule);
  checkRule(parsed, table.vocabulary);
  if (period !== null && !table.vocabulary.periods.has(period)) {
    const hint = suggestPeriod(table.vocabulary, period, table.vocabulary.periods.keys());
    throw new PinpointError(
      'not_found',
      `Nothing in the workspace is of the period ${period}.${hint === undefined ? '' : ` ${hint}`}`,
      {
        found: period,
        hint,
      },
    );
  }
  return parsed;
}

/**
 * Parses and checks the order or the need of a question. Its errors say which of the two is wrong; they carry no
 * position, which would point into the rule.
 */
export function parsePart<Node extends Expression>(
  name: 'order' | 'need',
  text: string,
  check: (node: Expression) => asserts node is Node,
): Node;
export function parsePart(
  name: 'order' | 'need',
  text: string,
  check: (node: Expression) => void,
): Expression;
export function parsePart(
  name: 'order' | 'need',
  text: string,
  check: (node: Expression) => void,
): Expression {
  try {
    const node = parseExpression(text);
    check(node);
    return node;
  } catch (error) {
    if (!(error instanceof PinpointError)) throw error;
    const { position: _, ...details } = error.details;
    throw new PinpointError(error.code, `The ${name} “${text}” is wrong: ${error.message}`, details, {
      cause: error,
    });
  }
}
