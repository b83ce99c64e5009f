import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '#contract';
import { additionWords, columns, sortRows, sumShown } from '../../../../renderer/features/ledger/columns.ts';
import { answerRows, answerWords } from '../../../../renderer/features/ledger/questions.ts';

const row = (code: string, facts: Partial<LedgerRow> = {}): LedgerRow => ({
  code,
  name: `Area ${code}`,
  stage: null,
  areas: 1,
  unknownAreas: 0,
  need: 100,
  coveredNeed: 0,
  gap: 100,
  coverage: 0,
  duplicatedNeed: 0,
  triplicatedNeed: 0,
  duplication: 0,
  places: 0,
  placesPer100: 0,
  sites: 0,
  programmes: 0,
  fundingStreams: [],
  withoutPlaces: 0,
  ...facts,
});

const codes = (rows: readonly LedgerRow[]): (string | null)[] => rows.map(({ code }) => code);

describe('the order of rows', () => {
  const rows = [row('b', { coverage: 0.5 }), row('a', { coverage: null }), row('c', { coverage: 0.9 })];

  it('is that of the ledger until a column is chosen', () => {
    expect(codes(sortRows(rows, null))).toEqual(['b', 'a', 'c']);
  });

  it('puts what has no value last, up or down', () => {
    expect(codes(sortRows(rows, { column: 'coverage', isDown: true }))).toEqual(['c', 'b', 'a']);
    expect(codes(sortRows(rows, { column: 'coverage', isDown: false }))).toEqual(['b', 'c', 'a']);
  });

  it('goes by name under the first column', () => {
    expect(codes(sortRows(rows, { column: 'name', isDown: false }))).toEqual(['a', 'b', 'c']);
  });
});

describe('totals of the rows in sight', () => {
  it('are sums for every column that is said to add up, and share those sums where it is not', () => {
    const count = fc.integer({ min: 0, max: 1000 });
    const anyRow = fc
      .record({ need: count, coveredNeed: count, gap: count, places: count, areas: count })
      .map((facts) => row('x', facts));
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 8 }), (rows) => {
        const total = sumShown(rows, null);
        for (const { id, apart } of columns) {
          if (apart !== undefined || id === 'stage') continue;
          const key = id as 'need';
          expect(total[key]).toBe(rows.reduce((sum, one) => sum + one[key], 0));
        }
        const { need, coveredNeed, coverage, sites } = total;
        expect(coverage).toBe(need === 0 ? null : coveredNeed! / need!);
        // Which sites two rows share is not in them.
        expect(sites).toBeNull();
      }),
    );
  });

  it('say which columns do not add up, and why', () => {
    const words = additionWords(false);
    for (const { title, apart } of columns) if (apart !== undefined) expect(words).toContain(title);
    expect(words).not.toContain('stages');
    expect(additionWords(true)).toContain('each stage has the same need');
  });
});

describe('the two questions', () => {
  const rows = [
    row('a', { sites: 0, need: 40 }),
    row('b', { sites: 2, triplicatedNeed: 30, coverage: 0.5 }),
    row('c', { sites: 0, need: 60 }),
    row('d', { sites: 1, triplicatedNeed: 70, coverage: 0.4 }),
    row('e', { sites: 0, need: 0, unknownAreas: 1 }),
  ];
  const facts = {
    rows,
    things: 'target LSOAs',
    service: 'advice and guidance',
    counted: 'programmes',
    within: 'within 30 minutes by public transport',
    need: 'claimants',
  };

  it('areas without service are those that no site reaches, also where the need is unknown', () => {
    const answer = answerRows('unserved', rows);
    expect(codes(answer)).toEqual(['a', 'c', 'e']);
    expect(answerWords('unserved', { ...facts, answer })).toBe(
      '3 of 5 target LSOAs have no advice and guidance within 30 minutes by public transport, where 100 claimants live: Area c, Area a, Area e. The need of 1 area of them is unknown. In 1 more, fewer than half of them are reached.',
    );
  });

  it('three contracts serve the same people where need is reached by three or more', () => {
    const answer = answerRows('threefold', rows);
    expect(codes(answer)).toEqual(['b', 'd']);
    expect(answerWords('threefold', { ...facts, answer })).toBe(
      'In 2 of 5 target LSOAs three or more programmes serve the same people within 30 minutes by public transport: 100 of 300 claimants, most in Area d, Area b.',
    );
  });

  it('an empty answer says so', () => {
    expect(answerWords('unserved', { ...facts, answer: [] })).toMatch(/^None of the 5 target LSOAs/);
    expect(answerWords('threefold', { ...facts, answer: [] })).toMatch(/^In none of the 5 target LSOAs/);
  });
});
