import * as fc from 'fast-check';
import type { Expression } from '#core/targeting';

const at = { from: 0, to: 0 };
const name = fc.constantFrom('jsa_rate', 'jsa_claimants', 'imd_score', 'a', 'between_two', 'android');
const period = fc.constantFrom(null, '2008', '2008-07', '2008-Q3', '2007/08', '2006-07..2007-06');
const cohort = fc.constantFrom(
  'all',
  'age=18-24',
  'age=50+,sex=female',
  'duration=over 6 months',
  'note=a=b(c',
);

const indicator: fc.Arbitrary<Expression> = fc.record({ name, cohort, period }).map((parts) => ({
  kind: 'indicator' as const,
  ...parts,
  at,
  nameAt: at,
  cohortAt: null,
  periodAt: null,
}));

const number: fc.Arbitrary<Expression> = fc
  .oneof(fc.nat(1000), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }))
  .map((value) => ({ kind: 'number' as const, value: value === 0 ? 0 : value, at }));

const text: fc.Arbitrary<Expression> = fc.string().map((value) => ({ kind: 'text' as const, value, at }));

const trees = fc.letrec<{ number: Expression; condition: Expression; call: Expression }>((tie) => ({
  call: fc
    .record({
      name: fc.constantFrom('rank', 'benchmark', 'designated', 'x'),
      arguments: fc.array(fc.oneof(text, tie('number')), { maxLength: 3 }),
    })
    .map((parts) => ({ kind: 'call' as const, ...parts, at, nameAt: at })),
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    indicator,
    tie('call'),
    tie('number').map((operand) => ({ kind: 'negate' as const, operand, at })),
    fc
      .record({
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
        left: tie('number'),
        right: tie('number'),
      })
      .map((parts) => ({ kind: 'arithmetic' as const, ...parts, at })),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .record({
        operator: fc.constantFrom(
          '<' as const,
          '<=' as const,
          '>' as const,
          '>=' as const,
          '=' as const,
          '!=' as const,
        ),
        left: tie('number'),
        right: tie('number'),
      })
      .map((parts) => ({ kind: 'comparison' as const, ...parts, at })),
    fc
      .record({ subject: tie('number'), low: tie('number'), high: tie('number') })
      .map((parts) => ({ kind: 'between' as const, ...parts, at })),
    tie('call'),
    tie('condition').map((operand) => ({ kind: 'not' as const, operand, at })),
    group('and', tie('condition')),
    group('or', tie('condition')),
  ),
}));

/** Groups as the parser makes them: two clauses or more, none of them a group of the same word. */
function group(kind: 'and' | 'or', condition: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc
    .array(condition, { minLength: 2, maxLength: 4 })
    .map((clauses) => clauses.flatMap((clause) => (clause.kind === kind ? clause.clauses : [clause])))
    .map((clauses) => ({ kind, clauses, at }));
}

/** Any condition that the grammar can write, in the form the parser gives it. Names and types are not checked. */
export const anyRule: fc.Arbitrary<Expression> = trees.condition;

/** Any number expression that the grammar can write. */
export const anyNumber: fc.Arbitrary<Expression> = trees.number;
