import type { CohortId, PeriodId, ValueColumn } from '#contract';
import { forEachArea } from './half-widths.ts';
import { readIndicator } from './reading.ts';
import type { AreaTable } from './table.ts';

/** Which values are wanted. */
export interface ValuesRequest {
  indicator: string;
  cohort: CohortId;
  /** null = the newest. */
  period: PeriodId | null;
  /** True: no other period may stand in, and everything is missing where nothing is stored for it. */
  isExact?: boolean;
}

/**
 * One indicator for all areas, rates in per cent with their counts. Where the period asked for is not stored, the
 * nearest earlier one is taken, else the nearest later one, and the answer says which; `period` is null and all
 * values are missing where there is none at all. Throws `not_found` for an unknown indicator.
 */
export function readValues(
  table: AreaTable,
  { indicator, cohort, period, isExact = false }: ValuesRequest,
): ValueColumn {
  const reading = readIndicator(table, { indicator, cohort, period, isExact });
  const { notes: _, beyond: __, missingBecause: ___, rounding, denominatorRounding, ...column } = reading;
  const count = table.codes.length;
  // Tables hold plain columns, never ones over shared memory.
  return {
    ...column,
    rounding: forEachArea(rounding, count),
    denominatorRounding: reading.denominator === null ? null : forEachArea(denominatorRounding, count),
  } as ValueColumn;
}
