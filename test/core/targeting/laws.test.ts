import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeByte } from '#contract';
import { evaluateRule, makeExplainer, parseRule, printRule, walk, type AreaTable } from '#core/targeting';
import { aTable, ask, claimantTable, type Cell } from './a-table.ts';
import { casesOf } from '../../trial-length.ts';

const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
  fc.constant('suppressed' as const),
  fc.constant('missing' as const),
);

/** Five scores a to e, of so many areas. */
const scores = fc
  .array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 6 })
  .map((rows) => {
    const table = aTable();
    for (const [position, id] of ['a', 'b', 'c', 'd', 'e'].entries())
      table.withScore(
        id,
        '2008',
        rows.map((row) => row[position]!),
      );
    return table.build();
  });

const clause = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.constantFrom('>', '<=', '=', '!='),
    fc.integer({ min: 0, max: 20 }),
  )
  .map((parts) => parts.join(' '));

/** Rules of and, or and not over clauses. */
const { rule } = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    clause,
    fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' and ')})`),
    fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' or ')})`),
    tie('rule').map((part) => `not (${part})`),
  ),
}));

const outcomesOf = (text: string, table: AreaTable): number[] => [...evaluateRule(ask(text), table).outcomes];

describe('laws of three-valued rules', () => {
  it.each<[string, (a: string, b: string) => [string, string]]>([
    ['De Morgan for and', (a, b) => [`not ((${a}) and (${b}))`, `not (${a}) or not (${b})`]],
    ['De Morgan for or', (a, b) => [`not ((${a}) or (${b}))`, `not (${a}) and not (${b})`]],
    ['double negation', (a) => [`not (not (${a}))`, a]],
    ['order of clauses', (a, b) => [`(${a}) and (${b})`, `(${b}) and (${a})`]],
    ['absorption', (a, b) => [`(${a}) or ((${a}) and (${b}))`, a]],
  ])('%s', (_, makePair) => {
    fc.assert(
      fc.property(rule, rule, scores, (a, b, table) => {
        const [first, second] = makePair(a, b);
        expect(outcomesOf(first, table)).toEqual(outcomesOf(second, table));
      }),
    );
  });

  it('learning a value never turns in into out or out into in', () => {
    fc.assert(
      fc.property(rule, scores, fc.integer({ min: 0, max: 20 }), (text, table, learnt) => {
        const known: AreaTable = {
          ...table,
          findColumn: (...request) => {
            const column = table.findColumn(...request);
            return (
              column && {
                ...column,
                values: column.values.map((value) => (Number.isNaN(value) ? learnt : value)),
              }
            );
          },
        };
        const before = outcomesOf(text, table);
        const after = outcomesOf(text, known);
        for (const [area, outcome] of before.entries()) {
          if (outcome !== outcomeByte.unknown) expect(after[area]).toBe(outcome);
          expect(after[area]).not.toBe(outcomeByte.unknown);
        }
      }),
    );
  });

  it('the printed rule says the same as the rule', () => {
    fc.assert(
      fc.property(rule, scores, (text, table) => {
        expect(outcomesOf(printRule(parseRule(text)), table)).toEqual(outcomesOf(text, table));
      }),
    );
  });

  it('raising a threshold never brings an area in', () => {
    const counts = fc.array(cell, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        counts,
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cells, threshold, rise) => {
          const table = claimantTable(cells).build();
          const before = outcomesOf(`jsa_rate > ${threshold}`, table);
          const after = outcomesOf(`jsa_rate > ${threshold + rise}`, table);
          for (const [area, outcome] of after.entries())
            if (outcome === outcomeByte.in) expect(before[area]).toBe(outcomeByte.in);
        },
      ),
    );
  });

  it('ranks, shares and counts hang together', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (cells, threshold) => {
          const result = evaluateRule(ask(`jsa_rate >= ${threshold}`), claimantTable(cells).build());
          const { counts, need, cumulativeShare, bestShare, order, ranks } = result;
          expect(counts.in + counts.out + counts.unknown).toBe(cells.length);
          expect(counts.clearlyIn + counts.borderline).toBe(counts.in);
          expect([...order].toSorted((a, b) => a - b)).toEqual(cells.map((_, area) => area));
          expect([...ranks].filter((rank) => rank > 0).toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: counts.in }, (_, rank) => rank + 1),
          );
          expect(cumulativeShare).toHaveLength(counts.in);
          expect(bestShare).toHaveLength(cells.length);
          if (need!.share !== null) {
            expect(need!.share).toBeGreaterThanOrEqual(0);
            expect(need!.share).toBeLessThanOrEqual(1);
          }
          for (const [position, share] of cumulativeShare.entries()) {
            expect(share).toBeGreaterThanOrEqual(position === 0 ? 0 : cumulativeShare[position - 1]!);
            expect(share).toBeLessThanOrEqual(bestShare[position]! + 1e-12);
          }
        },
      ),
    );
  });
});

/** Kleene's outcome of a rule when its clauses stand so: 0 out, 1 in, 2 unknown. Written apart from the evaluator. */
function kleene(node: ReturnType<typeof parseRule>, standing: Map<string, number>): number {
  const order = [0, 2, 1];
  const degree = (outcome: number): number => order.indexOf(outcome);
  if (node.kind === 'not') return order[2 - degree(kleene(node.operand, standing))]!;
  if (node.kind !== 'and' && node.kind !== 'or') return standing.get(printRule(node))!;
  const degrees = node.clauses.map((part) => degree(kleene(part, standing)));
  return order[node.kind === 'and' ? Math.min(...degrees) : Math.max(...degrees)]!;
}

/** Whether the outcome stays the same however all the other clauses stand. */
function fixes(text: string, given: Map<string, number>, clauses: string[]): boolean {
  const tree = parseRule(text);
  const free = clauses.filter((name) => !given.has(name));
  const outcomes = new Set<number>();
  for (let turn = 0; turn < 3 ** free.length; turn += 1) {
    const standing = new Map(given);
    for (const [position, name] of free.entries()) standing.set(name, Math.floor(turn / 3 ** position) % 3);
    outcomes.add(kleene(tree, standing));
  }
  return outcomes.size === 1;
}

function* subsets(names: string[]): Generator<string[]> {
  for (let bits = 0; bits < 2 ** names.length; bits += 1)
    yield names.filter((_, position) => (bits >> position) % 2 === 1);
}

describe('the reasons of an area', () => {
  /** Rules of up to five clauses, none of them twice. */
  const readOnce = rule.filter((text) => {
    const clauses = [...walk(parseRule(text))].filter((node) => node.kind === 'comparison').map(printRule);
    return clauses.length <= 5 && new Set(clauses).size === clauses.length;
  });

  it('fix its outcome, and no smaller set does (every set and every completion tried)', () => {
    fc.assert(
      fc.property(readOnce, scores, (text, table) => {
        const explainer = makeExplainer(ask(text), table);
        for (let area = 0; area < table.codes.length; area += 1) {
          const { deciding, others } = explainer.explain(area);
          const all = [...deciding, ...others];
          const standing = new Map(all.map(({ clause, outcome }) => [clause, outcomeByte[outcome]]));
          const names = [...standing.keys()];
          const pick = (chosen: string[]): Map<string, number> =>
            new Map(chosen.map((name) => [name, standing.get(name)!]));
          expect(fixes(text, pick(deciding.map(({ clause }) => clause)), names)).toBe(true);
          const least = Math.min(
            ...[...subsets(names)]
              .filter((chosen) => fixes(text, pick(chosen), names))
              .map((chosen) => chosen.length),
          );
          expect(deciding).toHaveLength(least);
        }
      }),
      { numRuns: casesOf(50, 150) },
    );
  });

  it('fix its outcome also where a clause stands twice', () => {
    fc.assert(
      fc.property(rule, rule, scores, (a, b, table) => {
        const text = `(${a}) and (${b}) or (${a})`;
        const explainer = makeExplainer(ask(text), table);
        const { deciding, others } = explainer.explain(0);
        const names = [...deciding, ...others].map(({ clause }) => clause);
        fc.pre(names.length <= 6);
        expect(
          fixes(text, new Map(deciding.map(({ clause, outcome }) => [clause, outcomeByte[outcome]])), names),
        ).toBe(true);
      }),
      { numRuns: casesOf(50, 150) },
    );
  });
});
