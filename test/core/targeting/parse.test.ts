import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { parseExpression, parseRule, printRule, type Expression } from '#core/targeting';
import { anyNumber, anyRule } from './any-rule.ts';

function errorOf(text: string): PinpointError {
  try {
    parseRule(text);
  } catch (error) {
    if (error instanceof PinpointError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

/** A tree without the places in the text. */
function bare(node: Expression): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (/^(at|.*At)$/.test(key) ? undefined : value)),
  );
}

const reprint = (text: string): string => printRule(parseRule(text));

describe('the rule language', () => {
  it('prints every tree as text that parses to the same tree', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(bare(parseRule(printRule(rule)))).toEqual(bare(rule));
      }),
      { numRuns: 1000 },
    );
  });

  it('prints number expressions as text that parses to the same tree', () => {
    fc.assert(
      fc.property(anyNumber, (expression) => {
        expect(bare(parseExpression(printRule(expression)))).toEqual(bare(expression));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['jsa_rate>10 OR Designated_x ( )', 'jsa_rate > 10 or Designated_x()'],
    ['((jsa_rate > 10))', 'jsa_rate > 10'],
    ['(a > 1 and b > 2) or c > 3', 'a > 1 and b > 2 or c > 3'],
    ['a > 1 and (b > 2 or c > 3)', 'a > 1 and (b > 2 or c > 3)'],
    ['a > 1 or (b > 2 or c > 3)', 'a > 1 or b > 2 or c > 3'],
    ['not (a > 1)', 'not a > 1'],
    ['NOT (a > 1 AND b > 2)', 'not (a > 1 and b > 2)'],
    ['(a - b) - c > 0', 'a - b - c > 0'],
    ['a - (b - c) > 0', 'a - (b - c) > 0'],
    ['(a * b) + c > 0', 'a * b + c > 0'],
    ['a * (b + c) > 0', 'a * (b + c) > 0'],
    ['a / (b * c) > -(2)', 'a / (b * c) > -2'],
    ['-(a + b) > 0', '-(a + b) > 0'],
    ['a BETWEEN 1 AND 2 and b > 3', 'a between 1 and 2 and b > 3'],
    ['a[sex=female, age = 18-24]@2008-q3 > 1', 'a[age=18-24,sex=female]@2008-Q3 > 1'],
    ['a[all] > 1', 'a > 1'],
    ['a@2006-07..2007-06 > a@2007/08', 'a@2006-07..2007-06 > a@2007/08'],
    ['a@2008-10 > 1', 'a@2008-10 > 1'],
    ['a@2008 - 10 > 1', 'a@2008 - 10 > 1'],
    ['a > .5', 'a > 0.5'],
    ['a > 1e21', 'a > 1e+21'],
    [`in_area("it's")`, `in_area('it''s')`],
  ])('prints %s as %s', (text, printed) => {
    expect(reprint(text)).toBe(printed);
  });

  it('keeps the place of every node in the text', () => {
    const text = "not (jsa_rate[age=18-24]@2008-07 >= 3 * benchmark(jsa_rate, 'UK'))";
    const rule = parseRule(text);
    const slice = ({ at }: Expression): string => text.slice(at.from, at.to);
    if (rule.kind !== 'not' || rule.operand.kind !== 'comparison') throw new Error('another tree');
    const { left, right } = rule.operand;
    expect(slice(left)).toBe('jsa_rate[age=18-24]@2008-07');
    expect(slice(right)).toBe("3 * benchmark(jsa_rate, 'UK')");
    if (left.kind !== 'indicator') throw new Error('another tree');
    expect(text.slice(left.periodAt!.from, left.periodAt!.to)).toBe('2008-07');
    expect(text.slice(left.cohortAt!.from, left.cohortAt!.to)).toBe('[age=18-24]');
  });
});

describe('a wrong rule is refused with the place and what to do', () => {
  it.each(['', '   ', '\n'])('an empty rule (%j) is an error', (text) => {
    expect(errorOf(text)).toMatchObject({ code: 'invalid_rule', message: expect.stringContaining('empty') });
  });

  it.each<[string, string, number, string]>([
    ['jsa_rate >', '', 10, 'ends where'],
    ['jsa_rate > > 10', '>', 11, 'should stand'],
    ['jsa_rate == 10', '==', 9, 'Write ='],
    ['jsa_rate <> 10', '<>', 9, 'Write !='],
    ['jsa_rate ≥ 10', '≥', 9, 'Write >='],
    ['jsa_rate > 10%', '%', 13, 'per cent already'],
    ['jsa_rate > 10 && b > 1', '&&', 14, 'Write and'],
    ['jsa_rate > 1,000', ',', 12, 'end of the rule'],
    ['1 < jsa_rate < 10', '<', 13, 'between'],
    ["designated('daf", "'daf", 11, 'closing quote'],
    ['designated(‘daf’)', '‘', 11, 'straight quotes'],
    ["jsa_rate = 'high'", "'high'", 11, 'Only functions'],
    ['(jsa_rate > 10', '', 14, 'closing parenthesis'],
    ['jsa_rate > 10)', ')', 13, 'end of the rule'],
    ['not not a > 1', 'not', 4, 'not (not'],
    ['jsa_rate@2008-1 > 10', '2008-1', 9, '2008-07'],
    ['jsa_rate@July > 10', 'July', 9, '2008-07'],
    ['jsa_rate[] > 10', '[]', 8, 'no cohort'],
    ['jsa_rate[young] > 10', 'young', 9, 'age=18-24'],
    ['jsa_rate[age=1,age=2] > 10', 'age=2', 15, 'twice'],
    ['a between 1 or 2', 'or', 12, 'upper limit'],
    ['a > 1e999', '1e999', 4, 'too large'],
  ])('%s', (text, found, from, advice) => {
    const error = errorOf(text);
    expect(error.code).toBe('invalid_rule');
    expect(error.details.position?.from).toBe(from);
    expect(error.details.found).toBe(found);
    expect(`${error.message} ${error.details.expected}`).toContain(advice);
  });

  it('deep nesting is an error of the rule, not of the machine', () => {
    const deep = 100_000;
    for (const text of [
      `${'('.repeat(deep)}a > 1${')'.repeat(deep)}`,
      `${'-'.repeat(deep)}a > 1`,
      `${'rank('.repeat(deep)}a${')'.repeat(deep)} > 1`,
      `a ${'+ 1 '.repeat(deep)} > 1`,
      `${'not ('.repeat(deep)}a > 1${')'.repeat(deep)}`,
    ]) {
      expect(errorOf(text)).toMatchObject({ code: 'invalid_rule', details: { position: expect.anything() } });
    }
  });

  it('takes a long rule that is not deep', () => {
    const text = Array.from({ length: 5000 }, (_, index) => `a > ${index}`).join(' or ');
    expect(reprint(text)).toBe(text);
  });

  it('never fails in any other way, whatever the text', () => {
    const words = fc.constantFrom(
      'a',
      '10',
      '(',
      ')',
      '[',
      ']',
      '@',
      '2008',
      "'",
      'and',
      'not',
      'between',
      '>',
      '-',
      ',',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(words).map((parts) => parts.join('')),
        (text) => {
          try {
            parseRule(text);
          } catch (error) {
            expect(error).toBeInstanceOf(PinpointError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
