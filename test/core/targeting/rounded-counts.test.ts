import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidences, outcomes, type Confidence } from '#contract';
import { evaluateRule, explainRule, type AreaTable } from '#core/targeting';
import { aTable, ask, type Cell } from './a-table.ts';
import { casesOf } from '../../trial-length.ts';

interface Counts {
  claimants: Cell[];
  before: Cell[];
  others: Cell[];
  people: Cell[];
}

type Rounding = Record<keyof Counts, 0 | 2 | 5>;

const exact: Rounding = { claimants: 0, before: 0, others: 0, people: 0 };

function tableOf({ claimants, before, others, people }: Counts, rounding: Rounding = exact): AreaTable {
  return aTable()
    .withCount('claimants', '2007', before, { rounding: rounding.before })
    .withCount('claimants', '2008', claimants, { rounding: rounding.claimants })
    .withCount('others', '2008', others, { rounding: rounding.others })
    .withCount('people', '2008', people, { rounding: rounding.people })
    .withRate('rate', 'claimants', 'people')
    .withBenchmark('rate', 'GB', '2008', 5)
    .build();
}

function wordsOf(rule: string, table: AreaTable): string[] {
  const { confidences: bytes, outcomes: results } = evaluateRule(ask(rule), table);
  return Array.from(bytes, (byte, area) => `${outcomes[results[area]!]}, ${confidences[byte]}`);
}

const claimantsOnly = (cells: Cell[], rounding: 0 | 2 | 5): AreaTable =>
  tableOf(
    {
      claimants: cells,
      before: cells.map(() => 10),
      others: cells.map(() => 10),
      people: cells.map(() => 900),
    },
    { ...exact, claimants: rounding },
  );

describe('a rounded count', () => {
  it('is certain only where its rounding cannot turn the comparison', () => {
    const table = claimantsOnly([297, 298, 300, 302, 303], 2);
    expect(wordsOf('claimants >= 300', table)).toEqual([
      'out, certain',
      'out, borderline below',
      'in, borderline above',
      'in, certain',
      'in, certain',
    ]);
    expect(wordsOf('claimants > 300', table)[3]).toBe('in, borderline above');
    expect(wordsOf('claimants = 300', table)).toEqual([
      'out, certain',
      'out, borderline below',
      'in, borderline above',
      'out, borderline above',
      'out, certain',
    ]);
    expect(wordsOf('claimants between 295 and 301', table)[0]).toBe('in, certain');
    expect(wordsOf('claimants between 295 and 301', table)[2]).toBe('in, borderline below');
  });

  it('stays certain where nobody rounded it', () => {
    expect(wordsOf('claimants >= 300', claimantsOnly([300, 299], 0))).toEqual([
      'in, certain',
      'out, certain',
    ]);
  });

  it('is never below nothing', () => {
    expect(wordsOf('claimants >= 0', claimantsOnly([0], 5))).toEqual(['in, certain']);
  });

  it('leaves nothing certain of a rate that may have no base, even times 0', () => {
    const given = { claimants: [1, 1], before: [1, 1], others: [1, 1], people: [3, 300] };
    const words = wordsOf('lower(rate) * 0 = 0', tableOf(given, { ...exact, people: 5 }));
    expect(words).toEqual(['in, borderline above', 'in, certain']);
  });

  it('gives the words of the rate where the rate is written out', () => {
    const counts = [60, 72, 85, 90, 95, 108, 110, 113, 150];
    for (const rounding of [0, 2, 5] as const) {
      const table = claimantsOnly(counts, rounding);
      const words = wordsOf('rate > 10', table);
      for (const rule of [
        '100 * claimants / people > 10',
        'claimants / people * 100 > 10',
        '100 * (claimants / people) > 10',
        'claimants / people > 0.1',
        '10 < claimants * 100 / people',
      ])
        expect([rule, ...wordsOf(rule, table)]).toEqual([rule, ...words]);
      expect(new Set(words).size).toBeGreaterThan(3);
    }
  });

  it('among others has a rank between bounds', () => {
    const table = claimantsOnly([30, 20, 18, 10], 2);
    expect(wordsOf('rank(claimants) <= 2', table)).toEqual([
      'in, certain',
      'in, borderline below',
      'out, borderline above',
      'out, certain',
    ]);
    expect(wordsOf('percentile(claimants) >= 100', table)[0]).toBe('in, certain');
  });

  it('an explanation says what the value may be', () => {
    const table = claimantsOnly([300], 2);
    const [reason] = explainRule(ask('claimants + 10 >= 310'), table.codes[0]!, table).deciding;
    expect(reason).toMatchObject({ bounds: [308, 312], interval: null, confidence: 'borderline above' });
  });

  it('that only ranks or counts need is not said to be in the confidence', () => {
    const table = claimantsOnly([300], 2);
    const said = (rule: string, need: string | null): string[] =>
      evaluateRule(ask(rule, { need }), table).notes.filter((note) => note.includes('rounded'));
    expect(said('rate > 10', null)).toContain(
      'The counts behind rate are rounded: each may be off by up to 2, which the confidence allows for.',
    );
    expect(said('people > 10', 'claimants')).toEqual([
      'The counts behind claimants are rounded: each may be off by up to 2.',
    ]);
  });
});

it('an estimate is never certain', () => {
  const table = aTable().withCount('c', '2008', [500, 'suppressed'], { isEstimated: true }).build();
  expect(wordsOf('c > 10', table)).toEqual(['in, unknown', 'unknown, unknown']);
});

describe('whatever the true counts were within their rounding', () => {
  const areas = 4;
  const cells = (most: number): fc.Arbitrary<Cell[]> =>
    fc.array(
      fc.oneof(
        { weight: 12, arbitrary: fc.nat(most) },
        { weight: 1, arbitrary: fc.constant('suppressed' as const) },
      ),
      { minLength: areas, maxLength: areas },
    );
  const counts = fc.record({
    claimants: cells(40),
    before: cells(40),
    others: cells(40),
    people: cells(120),
  });
  const width = fc.constantFrom(0 as const, 2 as const, 5 as const);
  const rounding = fc.record({ claimants: width, before: width, others: width, people: width });

  const number = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom(
        'claimants',
        'others',
        'people',
        'rate',
        "change(claimants, '2007')",
        'lower(rate)',
        'upper(rate)',
        "mean(claimants, '2007', '2008')",
        "change(rate, '2007')",
        "benchmark(rate, 'GB')",
      ),
      fc.nat(20).map(String),
      fc
        .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/'), tie('expression'))
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('expression').map((inner) => `rank(${inner})`),
      tie('expression').map((inner) => `percentile(${inner})`),
      tie('expression').map((inner) => `-(${inner})`),
    ),
  })).expression;
  const threshold = fc.oneof(fc.integer({ min: -5, max: 120 }).map(String), number);
  const comparison = fc.oneof(
    fc
      .tuple(number, fc.constantFrom('<', '<=', '>', '>=', '=', '!='), threshold)
      .map((parts) => parts.join(' ')),
    fc.tuple(number, threshold, threshold).map(([value, low, high]) => `${value} between ${low} and ${high}`),
  );
  const rule = fc.oneof(
    comparison,
    fc.tuple(comparison, fc.constantFrom('and', 'or'), comparison).map((parts) => parts.join(' ')),
    comparison.map((inner) => `not (${inner})`),
  );
  const sure: readonly Confidence[] = ['certain', 'clearly above', 'clearly below'];

  /** Moves each known count by something that its rounding may hide. */
  function disturb(given: Counts, widths: Rounding, next: () => number): Counts {
    const move = (key: keyof Counts): Cell[] =>
      given[key].map((cell) => {
        if (typeof cell !== 'number') return cell;
        // The ends are tried as often as what lies between.
        const step = [-1, 1, 0, (next() % 201) / 100 - 1][next() % 4]!;
        return Math.max(0, cell + Math.round(step * widths[key]));
      });
    return {
      claimants: move('claimants'),
      before: move('before'),
      others: move('others'),
      people: move('people'),
    };
  }

  it('what is clear or certain holds', () => {
    fc.assert(
      fc.property(counts, rounding, rule, fc.infiniteStream(fc.nat()), (given, widths, text, random) => {
        const answer = evaluateRule(ask(text), tableOf(given, widths));
        const isSure = Array.from(answer.confidences, (byte) => sure.includes(confidences[byte]!));
        if (!isSure.includes(true)) return;
        for (let trial = 0; trial < 6; trial += 1) {
          const truth = disturb(given, widths, () => random.next().value);
          const { outcomes: trueOutcomes } = evaluateRule(ask(text), tableOf(truth));
          isSure.forEach((isAreaSure, area) => {
            if (isAreaSure)
              expect([text, area, trueOutcomes[area]]).toEqual([text, area, answer.outcomes[area]]);
          });
        }
      }),
      { numRuns: casesOf(60, 3000) },
    );
  });
});
