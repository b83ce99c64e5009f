import { describe, expect, it } from 'vitest';
import type { GeographyRef, RuleQuestion } from '#contract';
import { evaluateRule } from '#core/targeting';
import type { AreaTable } from '#core/targeting';
import type { DemoCell } from '#data/demo';
import { TableBuilder } from '../../core/targeting/a-table.ts';
import { areasOf, demo, lsoas } from './demo.ts';

// Known answers: the Multi-Area Agreement papers of the Liverpool City Region, 2008: "over 30 LSOAs" (here exactly 33) and 13 of 62 DAF wards.

/** The demonstration as a table for rules; `place` turns a column of LSOAs into one of the geography. */
function tableOf(
  geography: GeographyRef,
  place: (cells: DemoCell[]) => DemoCell[],
  funded: number[],
): AreaTable {
  const builder = new TableBuilder(geography);
  for (const { indicator, cohort, period, cells } of demo.columns) {
    // Counts can be added up to wards, scores cannot.
    if (!indicator.startsWith('imd_')) builder.withCount(indicator, period, place(cells), { cohort });
    else if (geography === 'lsoa:2001') builder.withScore(indicator, period, cells);
  }
  for (const { id, numerator, denominator } of demo.rates) builder.withRate(id, numerator, denominator);
  for (const { indicator, comparator, period, value } of demo.benchmarks) {
    builder.withBenchmark(indicator, comparator, period, value);
  }
  return builder.withDesignation('daf', 'ward:2003', funded).build();
}

const wards = areasOf('ward');
const wardOf = lsoas.map(({ parent }) => wards.findIndex(({ code }) => code === parent));
const fundedWards = wards.map(({ code }) => (demo.fundedWards.includes(code) ? 1 : 0));

function pooled(cells: DemoCell[]): DemoCell[] {
  const sums: DemoCell[] = wards.map(() => 0);
  for (const [i, cell] of cells.entries()) {
    const ward = wardOf[i]!;
    const sum = sums[ward]!;
    sums[ward] = typeof sum === 'number' && typeof cell === 'number' ? sum + cell : 'missing';
  }
  return sums;
}

const lsoaTable = tableOf(
  'lsoa:2001',
  (cells) => cells,
  wardOf.map((ward) => fundedWards[ward]!),
);
const wardTable = tableOf('ward:2003', pooled, fundedWards);

function evaluate(rule: string, table: AreaTable, question: Partial<RuleQuestion> = {}) {
  const { geography } = table;
  return evaluateRule({ rule, geography, period: '2008-07', need: null, order: null, ...question }, table);
}

describe('Rules on the demonstration', () => {
  it('jsa_rate > 10 finds 33 of 984 LSOAs, 27 clearly and 6 only just, none unknown', () => {
    const { counts, need, pooled } = evaluate('jsa_rate > 10', lsoaTable, { need: 'jsa_claimants' });
    expect(counts).toMatchObject({ in: 33, out: 951, unknown: 0, clearlyAbove: 27, borderline: 6 });
    expect(need).toMatchObject({ in: 4912, total: 36_920, unknownAreas: 0 });
    expect(pooled!.all!.toFixed(1)).toBe('4.1');
  });

  it('designated wards at three times the national JSA rate are 13 of 62', () => {
    const rule = "designated('daf') and jsa_rate >= 3 * benchmark(jsa_rate, 'UK')";
    expect(evaluate(rule, wardTable).counts).toMatchObject({ in: 13, out: 119, unknown: 0 });
    expect(evaluate("designated('daf')", wardTable).counts).toMatchObject({ in: 62, out: 70 });
  });

  it('every LSOA of a designated ward is designated', () => {
    const { counts } = evaluate("designated('daf')", lsoaTable);
    expect(counts.in).toBe(lsoas.filter(({ parent }) => demo.fundedWards.includes(parent!)).length);
  });

  it('designated wards have 28.1 per cent out of work in May 2007', () => {
    const { pooled } = evaluate("designated('daf') and worklessness_rate >= 0", wardTable, {
      period: '2007-05',
    });
    expect([pooled!.in!.toFixed(1), pooled!.all!.toFixed(1)]).toEqual(['28.1', '19.4']);
  });

  it('the worst 5 per cent of the national deprivation order has 241 LSOAs', () => {
    expect(evaluate('imd_rank <= 1624', lsoaTable, { period: null }).counts).toMatchObject({
      in: 241,
      unknown: 0,
    });
  });

  it('withheld values leave areas unknown, never out', () => {
    expect(evaluate('jsa_claimants[age=18-24] > 10', lsoaTable).counts.unknown).toBe(6);
    const frozen = "mean(worklessness_rate, '2006-05', '2007-02') >= 25";
    expect(evaluate(frozen, lsoaTable, { period: null }).counts.unknown).toBe(3);
  });
});
