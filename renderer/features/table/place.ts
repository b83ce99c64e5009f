import type { CSSProperties } from 'react';
import type { AreaGridModel } from './model.ts';

type ColumnModel = ReturnType<AreaGridModel['getAllLeafColumns']>[number];

/** Width of a column's cells, and where they stay when the table is scrolled sideways. */
export function pinStyle(column: ColumnModel): CSSProperties {
  const isPinned = column.getIsPinned() === 'start';
  return {
    width: column.getSize(),
    position: isPinned ? 'sticky' : undefined,
    left: isPinned ? column.getStart('start') : undefined,
    zIndex: isPinned ? 1 : undefined,
  };
}
