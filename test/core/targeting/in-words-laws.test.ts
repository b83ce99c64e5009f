import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from './some-names.ts';

/** Everything that a rule may be made of with those names, so that it can be said to its end. */
const { number, condition } = fc.letrec<{ number: string; condition: string }>((tie) => {
  const indicator = fc
    .tuple(
      fc.constantFrom('jsa_rate', 'ib_rate', 'jsa_claimants', 'working_age', 'imd_score', 'ruc'),
      fc.constantFrom('', '[age=18-24]', '[age_group=50+,sex=female]'),
      fc.constantFrom('', '@2008-07', '@2006-07..2007-06'),
    )
    .map((parts) => parts.join(''));
  const selector = fc.constantFrom(
    '*',
    'stage:pre_employment',
    'funding:ESF stage:job_entry',
    'provider:p1 eligible:age=18-24',
    'kind:employment',
    'site:s1 | stage:in_work',
  );
  const call = fc.oneof(
    fc
      .tuple(fc.constantFrom('rank', 'percentile'), tie('number'))
      .map(([name, inner]) => `${name}(${inner})`),
    fc.tuple(fc.constantFrom('lower', 'upper'), indicator).map(([name, inner]) => `${name}(${inner})`),
    indicator.map((inner) => `benchmark(${inner}, 'North West')`),
    indicator.map((inner) => `change(${inner}, '2007-05')`),
    indicator.map((inner) => `mean(${inner}, '2007-05', '2008-07')`),
    fc
      .tuple(selector, fc.constantFrom('distance', 'walk', 'cycle', 'transit'))
      .map(([what, mode]) => `minutes('${what}', '${mode}')`),
    selector.map((what) => `sites('${what}')`),
  );
  return {
    number: fc.oneof(
      { maxDepth: 3 },
      indicator,
      fc.oneof(fc.nat(2000), fc.double({ min: 0, max: 1000, noNaN: true })).map(String),
      call,
      tie('number').map((inner) => `-(${inner})`),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
        .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      fc
        .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
        .map((parts) => parts.join(' ')),
      fc
        .tuple(tie('number'), tie('number'), tie('number'))
        .map(([value, low, high]) => `${value} between ${low} and ${high}`),
      fc.constantFrom("designated('daf')", "in_area('E08000012')"),
      selector.map((what) => `covered('${what}')`),
      tie('condition').map((inner) => `not (${inner})`),
      fc
        .array(tie('condition'), { minLength: 2, maxLength: 4 })
        .chain((clauses) =>
          fc.constantFrom(' and ', ' or ').map((word) => clauses.map((clause) => `(${clause})`).join(word)),
        ),
    ),
  };
});

describe('any rule in words', () => {
  it('has nothing left of how it was written', () => {
    fc.assert(
      fc.property(condition, (rule) => {
        const words = say(rule);
        expect(words).not.toBe(rule);
        expect(words).not.toMatch(/_|['"“”[\]@<>=!*]|undefined|NaN|null|\bnot not\b|it is not true/);
        expect(words).not.toMatch(/\b(stage|funding|provider|kind|eligible):/);
        expect(words.match(/\(/g)?.length).toBe(words.match(/\)/g)?.length);
        expect(words).toBe(words.trim());
        expect(words).not.toContain('  ');
      }),
      { numRuns: 500 },
    );
  });

  it('says a number alike wherever it stands between numbers', () => {
    fc.assert(
      fc.property(number, (text) => {
        const whole = say(`rank(${text}) = 1`);
        expect(say(`percentile(${text}) = 1`)).toBe(
          whole.replace('the rank from the top by', 'the percentile of'),
        );
      }),
    );
  });
});

/** A text and what it means, worked out beside it by this test alone. */
interface Meant<Value> {
  text: string;
  value: Value;
}

interface Ways<Value> {
  /** What may stand before a part, and what it makes of it. */
  before: Record<string, (part: Value) => Value>;
  between: Record<string, (left: Value, right: Value) => Value>;
}

/** All ways to join parts in this order, two at a time. */
function groupings<Value>(parts: Meant<Value>[], ways: Ways<Value>): Meant<Value>[] {
  const joined = parts.slice(1).flatMap((_, cut) =>
    groupings(parts.slice(0, cut + 1), ways).flatMap((left) =>
      groupings(parts.slice(cut + 1), ways).flatMap((right) =>
        Object.entries(ways.between).map(([word, join]) => ({
          text: `(${left.text} ${word} ${right.text})`,
          value: join(left.value, right.value),
        })),
      ),
    ),
  );
  const whole = parts.length === 1 ? [...parts, ...joined] : joined;
  return whole.flatMap(({ text, value }) =>
    Object.entries(ways.before).map(([word, make]) => ({ text: `${word}${text}`, value: make(value) })),
  );
}

/** Sayings that stand for texts which do not mean the same. */
function listMixed<Value>(meant: Meant<Value>[], sayIt: (text: string) => string): string[] {
  return [...Map.groupBy(meant, ({ text }) => sayIt(text))].flatMap(([words, alike]) =>
    new Set(alike.map(({ value }) => value)).size > 1 ? words : [],
  );
}

describe('what is grouped otherwise', () => {
  it('is said otherwise where it answers otherwise', () => {
    // One bit for each way in which four clauses can stand.
    const rules = groupings(
      [
        { text: "designated('daf')", value: 0xff_00 },
        { text: "in_area('E08000012')", value: 0xf0_f0 },
        { text: 'jsa_rate > 10', value: 0xcc_cc },
        { text: "covered('*')", value: 0xaa_aa },
      ],
      {
        before: { '': (part) => part, 'not ': (part) => ~part & 0xff_ff },
        between: { and: (left, right) => left & right, or: (left, right) => left | right },
      },
    );
    expect(rules.length).toBe(5120);
    expect(listMixed(rules, say)).toEqual([]);
  });

  it('is said otherwise where it reckons otherwise', () => {
    const sums = groupings(
      [
        { text: 'jsa_rate', value: 7 },
        { text: 'rank(ib_rate)', value: 3 },
        { text: 'imd_score', value: 11 },
      ],
      {
        before: { '': (part) => part, '-': (part) => -part },
        between: {
          '+': (left, right) => left + right,
          '-': (left, right) => left - right,
          '*': (left, right) => left * right,
          '/': (left, right) => left / right,
        },
      },
    ).map(({ text, value }) => ({ text, value: value.toPrecision(9) }));
    expect(sums.length).toBe(1024);
    expect(listMixed(sums, (sum) => say(`${sum} > ruc`))).toEqual([]);
  });
});
