import type { RowFilter } from '#contract';
import { filterOfPair, hasRowFilters, pairOfFilter, type Draft } from './draft.ts';
import { PairList, sampleValues, type FormProps } from './fields.tsx';

/** Which rows of a table count: for every family that comes as a table and has no place of its own for it. */
export function RowFilterFields({ draft, change, inspection, problems, needed }: FormProps<Draft>) {
  if (!hasRowFilters(draft)) return null;
  const put = (where: RowFilter[]): void => change({ where });
  return (
    <PairList
      legend="Only rows where"
      help="Filters: other rows are left out and counted in the report. Write * for any value."
      keyLabel="Column"
      valueLabel="Value"
      pairs={(draft.where ?? []).map(pairOfFilter)}
      mayBeNot
      onChange={(pairs) => put(pairs.map(filterOfPair))}
      keys={inspection.columns}
      values={(column) => sampleValues(inspection, column)}
      addWords="Add a filter"
      error={problems['where']}
      isNeeded={needed.has('where')}
    />
  );
}
