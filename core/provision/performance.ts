import type { GeographyRef, Performance, PerformanceMeasure } from '#contract';

/** Two measures added up over the rows that have both, so that their ratio is of the same people. */
export interface PairedSum {
  of: number;
  per: number;
  rows: number;
  /** Rows that lack one of the two, missing or suppressed. */
  unknownRows: number;
}

/** Adds up two measures over the rows with both. No rows at all: everything 0. */
export function sumPair(
  rows: readonly Performance[],
  of: PerformanceMeasure,
  per: PerformanceMeasure,
): PairedSum {
  const sum: PairedSum = { of: 0, per: 0, rows: rows.length, unknownRows: 0 };
  for (const row of rows) {
    const [a, b] = [row[of], row[per]];
    if (a === null || b === null) sum.unknownRows += 1;
    else {
      sum.of += a;
      sum.per += b;
    }
  }
  return sum;
}

/** Outcomes (or sustained outcomes) per 100 starts over the rows with both; null where nobody began. */
export function successRate(rows: readonly Performance[], success: 'outcomes' | 'sustained'): number | null {
  return ratio(sumPair(rows, success, 'starts'), 100);
}

/** Pounds an outcome over the rows with both; null where there is no outcome. */
export function costPerOutcome(
  rows: readonly Performance[],
  success: 'outcomes' | 'sustained' = 'outcomes',
): number | null {
  return ratio(sumPair(rows, 'cost', success), 1);
}

/** 100 × job outcomes ÷ target over the rows with both; null where there is no target. */
export function percentOfTarget(rows: readonly Performance[]): number | null {
  return ratio(sumPair(rows, 'outcomes', 'target'), 100);
}

function ratio({ of, per }: PairedSum, times: number): number | null {
  return per > 0 ? (times * of) / per : null;
}

export interface StartsQuestion {
  rows: readonly Performance[];
  geography: GeographyRef;
  /** Areas, in their order, and their need count; NaN where missing or suppressed. */
  codes: readonly string[];
  need: Float64Array;
  /** What it means that an area has no row: nothing is known, or nobody began (as where rows were added up from records). */
  absent: 'unknown' | 'zero';
}

/**
 * Reach: starts per 100 in need of each area, over all rows of its geography; choose the rows of a provider, programme or
 * period first. NaN where a start or the need is unknown, or the need is 0.
 */
export function startsPer100(question: StartsQuestion): Float64Array<ArrayBuffer> {
  const starts = sumStarts(question);
  return starts.map((count, area) => {
    const need = question.need[area]!;
    return need > 0 ? (100 * count) / need : NaN;
  });
}

/**
 * The same pooled over groups of areas (wards, districts): sum of starts over sum of need of the areas that have both,
 * never a mean of rates. NaN for groups without such an area or need.
 */
export function pooledStartsPer100(
  question: StartsQuestion,
  groupOf: Int32Array,
  groupCount: number,
): Float64Array<ArrayBuffer> {
  const starts = new Float64Array(groupCount);
  const needs = new Float64Array(groupCount);
  sumStarts(question).forEach((count, area) => {
    const group = groupOf[area]!;
    const need = question.need[area]!;
    if (group < 0 || Number.isNaN(count) || Number.isNaN(need)) return;
    starts[group]! += count;
    needs[group]! += need;
  });
  return starts.map((count, group) => (needs[group]! > 0 ? (100 * count) / needs[group]! : NaN));
}

function sumStarts({ rows, geography, codes, absent }: StartsQuestion): Float64Array<ArrayBuffer> {
  const positions = new Map(codes.map((code, area) => [code, area]));
  const sums = new Float64Array(codes.length).fill(absent === 'zero' ? 0 : NaN);
  const seen = new Uint8Array(codes.length);
  for (const row of rows) {
    const area = row.geography === geography ? positions.get(row.area) : undefined;
    if (area === undefined) continue;
    sums[area] = (seen[area] === 1 ? sums[area]! : 0) + (row.starts ?? NaN);
    seen[area] = 1;
  }
  return sums;
}
