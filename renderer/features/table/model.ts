import {
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type OnChangeFn,
  type SortingState,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { AreaColumn } from './columns.ts';

/** One row: the area's index. */
export interface GridRow {
  index: number;
}

const features = tableFeatures({
  columnSizingFeature,
  columnVisibilityFeature,
  columnPinningFeature,
  rowSortingFeature,
});
const helper = createColumnHelper<typeof features, GridRow>();

export interface ModelInput {
  /** Those in sight, in their order. */
  columns: readonly AreaColumn[];
  /** The rows in sight. */
  rows: GridRow[];
  /** Pixels per 1/16 rem. */
  scale: number;
  sorting: SortingState;
  onSort: OnChangeFn<SortingState>;
}

/**
 * The table model. It holds the columns in sight and what is sorted by; the rows in sight are handed in
 * already filtered and sorted, because doing that on columns of numbers keeps 33,000 areas quick.
 */
export function useAreaGrid({ columns, rows, scale, sorting, onSort }: ModelInput) {
  const definitions = useMemo(
    () =>
      helper.columns(
        columns.map((column) =>
          helper.accessor((row) => column.read(row.index), {
            id: column.id,
            header: column.title,
            size: column.width * scale,
            enableSorting: column.look !== 'trend',
            sortDescFirst: column.kind === 'number' && column.id !== 'rank',
          }),
        ),
      ),
    [columns, scale],
  );
  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => String(row.index),
    manualSorting: true,
    enableMultiSort: false,
    state: {
      sorting,
      columnPinning: { start: ['rank', 'code'], end: [] },
    },
    onSortingChange: onSort,
  });
}

export type AreaGridModel = ReturnType<typeof useAreaGrid>;
