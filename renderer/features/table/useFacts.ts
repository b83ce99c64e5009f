import { useMemo } from 'react';
import {
  findIndicator,
  useCoverageFor,
  useProvision,
  useResultFor,
  useSession,
  useShown,
  useView,
  valueColumns,
} from '../../state/index.ts';
import type { TableFacts } from './columns.ts';

/** What the table shows now; null while the areas are on their way. */
export function useTableFacts(): TableFacts | null {
  const description = useSession((state) => state.description);
  const geography = useView((state) => state.geography);
  const { shown } = useShown();
  const list = shown?.list ?? null;
  const column = shown?.column ?? null;
  const result = useResultFor(list);
  const needId = result?.need?.indicator ?? null;
  const source = result?.sources.find((item) => item.indicator === needId);
  const need = valueColumns.use(
    needId === null || geography === null
      ? null
      : { geography, indicator: needId, cohort: 'all', period: source?.period ?? result?.period ?? null },
  ).value;
  const needName = findIndicator(description, needId)?.name ?? 'Need';
  const coverage = useCoverageFor(list?.geography ?? null, list?.codes.length ?? 0);
  const travelUnit = useProvision((state) =>
    state.coverage?.request.travel.mode === 'distance' ? ('km' as const) : ('minutes' as const),
  );
  // `shown` is made anew at every look; what it is made of is not.
  return useMemo(
    () => (shown === null ? null : { shown, result, need, needName, coverage, travelUnit }),
    // eslint-disable-next-line react/exhaustive-deps
    [list, column, result, need, needName, coverage, travelUnit, shown?.indicator],
  );
}
