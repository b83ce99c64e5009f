import type { Performance, PerformanceMeasure } from '#contract';

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
