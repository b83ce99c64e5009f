import { PinpointError, type Span } from '#contract';
import { readCohortCuts } from './cohorts.ts';
import { Cursor } from './cursor.ts';
import { ruleError } from './errors.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression, IndicatorNode, Rule } from './syntax.ts';
import type { Token } from './tokens.ts';

const comparisonSigns: ComparisonOperator[] = ['<', '<=', '>', '>=', '=', '!='];

/**
 * The syntax tree of a rule text. Throws `invalid_rule` with the position, what was found and what to write instead;
 * an empty text is an error. Names are not checked here: see `checkRule`.
 */
export function parseRule(text: string): Rule {
  if (text.trim() === '')
    throw ruleError(
      'The rule is empty',
      { from: 0, to: text.length },
      {
        found: '',
        expected: 'a condition',
        hint: 'Write a condition such as jsa_rate > 10.',
      },
    );
  return parseWhole(text);
}

/**
 * The syntax tree of an expression alone, as in an order or a need, by the grammar of rules. Whether it is a number,
 * and whether its names exist, is for the check. Throws `invalid_rule` with the position, what was found and what to
 * write instead; an empty text is an error.
 */
export function parseExpression(text: string): Expression {
  if (text.trim() === '')
    throw new PinpointError('invalid_rule', 'The expression is empty.', {
      position: { from: 0, to: text.length },
    });
  return parseWhole(text);
}

function parseWhole(text: string): Expression {
  const cursor = new Cursor(text);
  const node = parseOr(cursor);
  const rest = cursor.peek();
  if (rest === undefined) return node;
  const isSecondComparison = node.kind === 'comparison' && comparisonSigns.some((sign) => sign === rest.text);
  const hint = isSecondComparison ? 'Comparisons do not chain: write x between a and b.' : undefined;
  throw cursor.unexpected('and, or, or the end of the rule', hint);
}

function parseOr(cursor: Cursor): Expression {
  return parseLogic(cursor, 'or', () => parseLogic(cursor, 'and', () => parseNot(cursor)));
}

function parseLogic(cursor: Cursor, word: 'and' | 'or', parseClause: () => Expression): Expression {
  const first = parseClause();
  const clauses = clausesOf(first, word);
  let last = first;
  while (cursor.take(word)) {
    last = parseClause();
    clauses.push(...clausesOf(last, word));
  }
  return last === first ? first : { kind: word, clauses, at: join(first.at, last.at) };
}

/** The clauses of a group of the same word: groups of groups say nothing more than one group. */
function clausesOf(node: Expression, word: 'and' | 'or'): Expression[] {
  return node.kind === word ? [...node.clauses] : [node];
}

function parseNot(cursor: Cursor): Expression {
  const not = cursor.take('not');
  if (not === undefined) return parseComparison(cursor);
  if (cursor.peek()?.text === 'not') throw cursor.unexpected('a condition', 'Write not (not …).');
  const operand = parseComparison(cursor);
  return { kind: 'not', operand, at: join(not, operand.at) };
}

function parseComparison(cursor: Cursor): Expression {
  const left = parseSum(cursor);
  if (cursor.take('between')) {
    const low = parseSum(cursor);
    cursor.expect('and', 'the word and with the upper limit');
    const high = parseSum(cursor);
    return { kind: 'between', subject: left, low, high, at: join(left.at, high.at) };
  }
  const sign = cursor.take(...comparisonSigns);
  if (sign === undefined) return left;
  const right = parseSum(cursor);
  return {
    kind: 'comparison',
    operator: sign.text as ComparisonOperator,
    left,
    right,
    at: join(left.at, right.at),
  };
}

function parseSum(cursor: Cursor): Expression {
  return parseChain(cursor, ['+', '-'], () => parseChain(cursor, ['*', '/'], () => parseFactor(cursor)));
}

function parseChain(cursor: Cursor, signs: string[], parsePart: () => Expression): Expression {
  let left = parsePart();
  for (;;) {
    const sign = cursor.take(...signs);
    if (sign === undefined) return left;
    cursor.countOperator(sign);
    const right = parsePart();
    left = {
      kind: 'arithmetic',
      operator: sign.text as ArithmeticOperator,
      left,
      right,
      at: join(left.at, right.at),
    };
  }
}

function parseFactor(cursor: Cursor): Expression {
  const minus = cursor.take('-');
  if (minus !== undefined) {
    const operand = cursor.nested(minus, () => parseFactor(cursor));
    return { kind: 'negate', operand, at: join(minus, operand.at) };
  }
  const open = cursor.take('(');
  if (open !== undefined) return parseGroup(cursor, open);
  const number = cursor.takeKind('number');
  if (number !== undefined) return makeNumber(number);
  const called = cursor.takeKind('function');
  if (called !== undefined) return parseCall(cursor, called);
  const name = cursor.takeKind('name');
  if (name !== undefined) return parseIndicator(cursor, name);
  if (cursor.peek()?.kind === 'text')
    throw cursor.unexpected('a name, a number or a condition', 'Only functions take quoted text.');
  throw cursor.unexpected('a name, a number or a condition');
}

/** The parentheses belong to the node from here on, so that an error about it marks the whole group. */
function parseGroup(cursor: Cursor, open: Token): Expression {
  const node = cursor.nested(open, () => parseOr(cursor));
  const close = cursor.expect(')', 'a closing parenthesis');
  return { ...node, at: join(open, close) };
}

function makeNumber(token: Token): Expression {
  const value = Number(token.text);
  if (!Number.isFinite(value))
    throw ruleError(`${token.text} is too large a number`, token, { found: token.text });
  return { kind: 'number', value, at: spanOf(token) };
}

function parseCall(cursor: Cursor, name: Token): Expression {
  cursor.expect('(');
  const parts: Expression[] = [];
  let close = cursor.take(')');
  while (close === undefined) {
    parts.push(cursor.nested(name, () => parseArgument(cursor)));
    close = cursor.take(')');
    if (close === undefined) cursor.expect(',', 'a comma or a closing parenthesis');
  }
  return { kind: 'call', name: name.text, arguments: parts, at: join(name, close), nameAt: spanOf(name) };
}

function parseArgument(cursor: Cursor): Expression {
  const text = cursor.takeKind('text');
  if (text === undefined) return parseSum(cursor);
  const quote = text.text[0]!;
  const value = text.text.slice(1, -1).replaceAll(quote + quote, quote);
  return { kind: 'text', value, at: spanOf(text) };
}

function parseIndicator(cursor: Cursor, name: Token): IndicatorNode {
  const node: IndicatorNode = {
    kind: 'indicator',
    name: name.text,
    cohort: 'all',
    period: null,
    at: spanOf(name),
    nameAt: spanOf(name),
    cohortAt: null,
    periodAt: null,
  };
  const open = cursor.take('[');
  if (open !== undefined) parseCohort(cursor, node, open);
  if (cursor.take('@') !== undefined) parsePeriodOf(cursor, node);
  return node;
}

function parseCohort(cursor: Cursor, node: IndicatorNode, open: Token): void {
  const cuts: Token[] = [];
  let close = cursor.take(']');
  while (close === undefined) {
    const cut = cursor.takeKind('cohort');
    if (cut === undefined) throw cursor.unexpected('a cohort such as age=18-24');
    cuts.push(cut);
    close = cursor.take(']');
    if (close === undefined) cursor.expect(',', 'a comma or a closing bracket');
  }
  node.cohortAt = join(open, close);
  node.cohort = readCohortCuts(cuts, node.cohortAt);
  node.at = join(node.at, close);
}

function parsePeriodOf(cursor: Cursor, node: IndicatorNode): void {
  const period = cursor.takeKind('period');
  if (period === undefined) throw cursor.unexpected('a period such as 2008-07');
  node.period = period.text.toUpperCase();
  node.periodAt = spanOf(period);
  node.at = join(node.at, period);
}

function spanOf({ from, to }: Span): Span {
  return { from, to };
}

function join(first: Span, last: Span): Span {
  return { from: first.from, to: last.to };
}
