import { useMemo } from 'react';
import {
  findIndicator,
  useAreaMeasures,
  useBesideShown,
  useCoverageFor,
  useLeaving,
  useProvisionFacts,
  useReachFor,
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
  const measures = useAreaMeasures(list);
  const reach = useReachFor(list?.geography ?? null, list?.codes.length ?? 0);
  const beside = useBesideShown();
  const leavings = useLeaving(list?.geography ?? null, [column, need, ...beside.map((item) => item.column)]);
  const sources = useLeaving(list?.geography ?? null, result?.sources ?? []);
  const leaving = useMemo(() => {
    const [ofShown = null, ofNeed = null, ...others] = leavings;
    return { shown: ofShown, need: ofNeed, sources, beside: others };
  }, [leavings, sources]);
  const indicators = useMemo(
    () => description?.indicators.filter(({ periods }) => periods.length > 0) ?? [],
    [description],
  );
  const sites = useProvisionFacts()?.provision.sites ?? null;
  const siteNames = useMemo(() => new Map(sites?.map(({ id, name }) => [id, name])), [sites]);
  // `shown` is made anew at every look; what it is made of is not.
  return useMemo(
    () =>
      shown === null
        ? null
        : {
            shown,
            result,
            need,
            needName,
            leaving,
            measures,
            coverage,
            siteNames,
            reach,
            indicators,
            beside,
          },
    // eslint-disable-next-line react/exhaustive-deps -- see above: `shown` itself would never be the same
    [
      list,
      column,
      result,
      need,
      needName,
      leaving,
      measures,
      coverage,
      siteNames,
      reach,
      indicators,
      beside,
      shown?.indicator,
    ],
  );
}
