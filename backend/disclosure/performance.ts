import type { DisclosurePolicy, DisclosureRule, PerformanceMeasure } from '#contract';
import type { ExportStatement, PerformanceRow } from '#data/workspace';

/** Measures that count people; a payment is hidden with the people that it was paid for. */
const people = ['starts', 'outcomes', 'sustained'] as const satisfies PerformanceMeasure[];

/** A restricted row, as it is stored and as it may leave. */
export interface TreatedRow {
  stored: PerformanceRow;
  treated: PerformanceRow;
}

interface Treating {
  isRestricted: (row: PerformanceRow) => boolean;
  rule: DisclosureRule & { checkTreated: (what: string) => void };
}

/** What of a measure of restricted rows leaves, and what does not. */
export interface MeasureLoss {
  measure: (typeof people)[number];
  /** Rows that have a value. */
  rows: number;
  hidden: number;
  rounded: number;
  people: number;
  peopleHidden: number;
}

/** What a policy did to rows of performance, measure by measure; one that no row has is left out. */
export function describeTreated(rows: readonly TreatedRow[]): MeasureLoss[] {
  return people
    .map((measure) => {
      const known = rows.filter(({ stored }) => stored[measure] !== null);
      const hidden = known.filter(({ treated }) => treated[measure] === null);
      const isUntouched = ({ stored, treated }: TreatedRow): boolean => stored[measure] === treated[measure];
      return {
        measure,
        rows: known.length,
        hidden: hidden.length,
        rounded: known.length - hidden.length - known.filter(isUntouched).length,
        people: sumOf(known, measure),
        peopleHidden: sumOf(hidden, measure),
      };
    })
    .filter(({ rows: count }) => count > 0);
}

function sumOf(rows: readonly TreatedRow[], measure: MeasureLoss['measure']): number {
  return rows.reduce((sum, { stored }) => sum + (stored[measure] ?? 0), 0);
}

/**
 * Rows of performance as a policy lets them leave: counts of people hidden or rounded, hidden ones marked as suppressed, and with
 * them what was paid. Sums over rows are made of these, so that nothing can be subtracted from them. Throws `disclosure` where the
 * policy would leave restricted rows as they are.
 */
export function treatPerformance(rows: PerformanceRow[], { isRestricted, rule }: Treating): PerformanceRow[] {
  return rows.map((row) => {
    if (!isRestricted(row)) return row;
    rule.checkTreated('Performance');
    const hidden = people.filter((measure) => isHidden(row[measure], rule));
    const treated = Object.fromEntries(
      people.map((measure) => [measure, hidden.includes(measure) ? null : roundTo(row[measure], rule.base)]),
    );
    const cost = hidden.length > 0 ? null : row.cost;
    const suppressed: PerformanceMeasure[] = [
      ...hidden,
      ...(hidden.length > 0 && row.cost !== null ? (['cost'] as const) : []),
    ];
    return { ...row, ...treated, cost, suppressed: [...new Set([...row.suppressed, ...suppressed])] };
  });
}

function isHidden(count: number | null, { threshold, keepsZeros }: DisclosureRule): boolean {
  if (count === null) return false;
  return count === 0 ? !keepsZeros : count < threshold;
}

function roundTo(count: number | null, base: number): number | null {
  return count === null || base <= 1 ? count : Math.round(count / base) * base;
}

/** No indicator is called so. */
const ofPerformance = 'performance:';

/** What a measure of performance is called where it stands in the place of an indicator. */
export function nameMeasure(measure: MeasureLoss['measure']): string {
  return `${ofPerformance}${measure}`;
}

/** Whether a statement is of rows of performance. */
export function isOfPerformance({ indicator }: ExportStatement): boolean {
  return indicator.startsWith(ofPerformance);
}

/** What rows that were treated show of people: a statement for each measure, each row in the place of an area. */
export function listShownRows(rows: readonly PerformanceRow[], policy: DisclosurePolicy): ExportStatement[] {
  const alike = Map.groupBy(rows, ({ geography, period }) => `${geography} ${period}`);
  return [...alike.values()].flatMap((some) =>
    people.flatMap((measure) => {
      const known = some.filter((row) => row[measure] !== null || row.suppressed.includes(measure));
      if (known.length === 0) return [];
      const { geography, period } = some[0]!;
      const codes = known.map(({ area, provider, programme }) => `${area} ${provider} ${programme}`);
      const figures = Float64Array.from(known, (row) => row[measure] ?? NaN);
      return [
        {
          indicator: nameMeasure(measure),
          cohort: 'all',
          period,
          geography,
          policy,
          codes,
          figures,
          sums: [],
        },
      ];
    }),
  );
}
