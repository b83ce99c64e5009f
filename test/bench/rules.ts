import { flagByte } from '#contract';
import { periodFromId } from '#core/periods';
import { classify } from '#core/statistics';
import {
  evaluateRule,
  makeExplainer,
  type AreaTable,
  type IndicatorEntry,
  type StoredColumn,
} from '#core/targeting';
import type { BenchRow } from './row.ts';

const fiveClauses =
  "(jsa_rate > 6 or lower(ib_rate) > 10 or designated('daf')) and not percentile(imd_score) < 40 and jsa_rate >= 2 * benchmark(jsa_rate, 'UK')";

/** Evaluation of rules with reasons over a national table, and a threshold drag over a city region. */
export async function benchRules(): Promise<BenchRow[]> {
  const national = makeTable(35_000);
  const region = makeTable(1000);
  const question = { rule: fiveClauses, geography: 'lsoa:2011', period: null, need: null, order: null };
  const whole = medianMs(21, () => evaluateRule(question, national));
  const drag = medianMs(61, (turn) =>
    evaluateRule({ ...question, rule: fiveClauses.replace('> 6', `> ${5 + turn / 20}`) }, region),
  );
  const worded = medianMs(5, () => explainAll(national, question));
  const rates = evaluateRule({ ...question, rule: 'jsa_rate > 6' }, national).leaves[0]!.values;
  const classes = medianMs(5, () => classify(rates, { method: 'jenks', classes: 6, threshold: 6 }));
  return [
    row('evaluate a five-clause rule with reasons over 35,000 areas', whole, 50),
    row('the same and write out the reasons of every area that is in', worded, null),
    row('re-evaluate the rule for one step of a threshold drag over 1,000 areas', drag, 16),
    row('natural breaks of 35,000 rates', classes, 100),
  ];
}

function explainAll(table: AreaTable, question: Parameters<typeof evaluateRule>[0]): number {
  const explainer = makeExplainer(question, table);
  const chosen = explainer.result.order.subarray(0, explainer.result.counts.in);
  return chosen.reduce((length, area) => length + explainer.explain(area).sentence.length, 0);
}

function row(work: string, measuredMs: number, budgetMs: number | null): BenchRow {
  return {
    work,
    budget: budgetMs === null ? '' : `${budgetMs} ms`,
    measured: `${measuredMs.toFixed(1)} ms`,
    peer: '',
    ok: budgetMs === null ? null : measuredMs <= budgetMs,
  };
}

/** Median of several turns, after two that do not count. */
function medianMs(turns: number, work: (turn: number) => unknown): number {
  const times: number[] = [];
  for (let turn = -2; turn < turns; turn += 1) {
    const start = performance.now();
    work(Math.max(turn, 0));
    if (turn >= 0) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(turns / 2)]!;
}

/** Columns of the shape of real ones: skewed rates, a few suppressed counts, a score without order. */
function makeTable(count: number): AreaTable {
  const random = mulberry32(20080704);
  const base = Float64Array.from({ length: count }, () => Math.round(700 + 600 * random()));
  const share = (typical: number) =>
    base.map((people) => (random() < 0.003 ? NaN : Math.round(people * typical * random() ** 2)));
  const stored = new Map([
    ['working_age', base],
    ['jsa_claimants', share(0.15)],
    ['ib_claimants', share(0.25)],
    ['imd_score', base.map(() => 80 * random())],
  ]);
  const columns = new Map([...stored].map(([id, values]) => [id, storedColumn(values)]));
  const membership = Uint8Array.from(base, () => (random() < 0.2 ? 1 : 0));
  const entries = [
    entry('working_age', null),
    entry('jsa_claimants', null),
    entry('ib_claimants', null),
    entry('imd_score', null),
    entry('jsa_rate', 'jsa_claimants'),
    entry('ib_rate', 'ib_claimants'),
  ];
  return {
    geography: 'lsoa:2011',
    codes: Array.from({ length: count }, (_, index) => `E01${String(index).padStart(6, '0')}`),
    names: Array.from({ length: count }, (_, index) => `Area ${index}`),
    vocabulary: {
      indicators: new Map(entries.map((item) => [item.id, item])),
      periods: new Map([['2008-07', periodFromId('2008-07')!]]),
      designations: new Set(['daf']),
      hasArea: () => true,
      comparators: () => ['UK'],
      benchmarkPeriods: () => ['2008-07'],
    },
    findColumn: (indicator) => columns.get(indicator),
    designated: () => ({ geography: 'ward:2003', membership }),
    inArea: () => membership,
    findBenchmark: () => 2.3,
  };
}

function storedColumn(values: Float64Array): StoredColumn {
  const flags = Uint8Array.from(values, (value) =>
    Number.isNaN(value) ? flagByte.suppressed : flagByte.rounded,
  );
  return { period: '2008-07', values, flags, rounding: 2, pooledFrom: null, releases: [1] };
}

function entry(id: string, numerator: string | null): IndicatorEntry {
  const of = numerator === null ? null : 'working_age';
  return {
    id,
    name: id,
    kind: numerator === null ? 'count' : 'rate',
    numerator,
    of,
    periods: ['2008-07'],
    cohorts: [],
    highIsWorse: true,
  };
}

/** A small seeded generator of numbers from 0 to 1 (Tommy Ettinger's mulberry32), so that every run measures the same. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
