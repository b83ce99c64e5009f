import { getTheme } from '#contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { SortingState, Updater } from '@tanstack/react-table';
import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { findAreaIndex, selectArea, showArea, useColumns, useSelection, useView } from '../../state/index.ts';
import { arrangeColumns } from './arrangement.ts';
import { CellContent } from './Cell.tsx';
import { listTableColumns, type AreaColumn, type TableFacts } from './columns.ts';
import { HeaderRow } from './HeaderRow.tsx';
import { useAreaGrid, type GridRow, type AreaGridModel } from './model.ts';
import { arrange, inCodeOrder } from './order.ts';
import { pinStyle } from './place.ts';
import { TableTools } from './TableTools.tsx';

const rowPx = 28;
const headPx = 38;
const filterPx = 32;
const noFilters: Readonly<Record<string, string>> = {};
const allOutcomes: ReadonlySet<number> = new Set([0, 1, 2]);

/** What a person did to the order and choice of rows. */
function useArrangement(facts: TableFacts, columns: readonly AreaColumn[]) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const [filters, setFilters] = useState(noFilters);
  const [isFiltering, setFiltering] = useState(false);
  const [shownOutcomes, setShownOutcomes] = useState(allOutcomes);
  const { result } = facts;
  const areas = facts.shown.list.codes.length;
  const ranked = useMemo(() => result?.order ?? inCodeOrder(areas), [result, areas]);
  const order = useMemo(
    () =>
      arrange({
        ranked,
        columns,
        sorting: sorting[0] ?? null,
        filters: isFiltering ? filters : noFilters,
        outcomes: result?.outcomes ?? null,
        shownOutcomes,
      }),
    [ranked, columns, sorting, filters, isFiltering, result, shownOutcomes],
  );
  return {
    sorting,
    setSorting,
    filters,
    setFilters,
    isFiltering,
    setFiltering,
    shownOutcomes,
    setShownOutcomes,
    order,
  };
}

interface BodyRowProps {
  table: AreaGridModel;
  row: ReturnType<AreaGridModel['getRowModel']>['rows'][number];
  columns: ReadonlyMap<string, AreaColumn>;
  facts: TableFacts;
  position: number;
  top: number;
  height: number;
  isSelected: boolean;
}

function BodyRow({ row, columns, facts, position, top, height, isSelected }: BodyRowProps) {
  const { index } = row.original;
  const { list } = facts.shown;
  const isHovered = useSelection((state) => state.hovered === index);
  return (
    <div
      role="row"
      id={`area-row-${index}`}
      aria-rowindex={position + 2}
      aria-selected={isSelected}
      className="table-row"
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => selectArea(list.codes[index] ?? null)}
      onDoubleClick={() => showArea(list, index)}
    >
      {row.getVisibleCells().map((cell, at) => {
        const column = columns.get(cell.column.id);
        if (column === undefined) return null;
        return (
          <div
            key={cell.id}
            role="gridcell"
            aria-colindex={at + 1}
            className={`table-cell table-look-${column.look}`}
            style={pinStyle(cell.column)}
          >
            <CellContent column={column} facts={facts} index={index} />
          </div>
        );
      })}
    </div>
  );
}

/** Where a key moves from a position; undefined for keys that do not move. */
function targetOf(key: string, position: number, last: number): number | undefined {
  const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const move = moves[key];
  if (move === undefined) return undefined;
  return position < 0 ? 0 : Math.min(last, Math.max(0, position + move));
}

/** All areas as a table: 28 px rows, only those in sight are in the page. Its selection is the map's. */
export function AreaGrid({ facts }: { facts: TableFacts }) {
  const scale = useView((state) => getTheme(state.theme).scale);
  const code = useSelection((state) => state.code);
  const { list } = facts.shown;
  const columns = useMemo(() => listTableColumns(facts), [facts]);
  const choice = useColumns();
  const seen = useMemo(() => arrangeColumns(columns, choice), [columns, choice]);
  const columnsById = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const arrangement = useArrangement(facts, seen);
  const { order, isFiltering, filters } = arrangement;
  const scroller = useRef<HTMLDivElement>(null);
  const headHeight = (headPx + (isFiltering ? filterPx : 0)) * scale;
  // Nothing here is memoized by a compiler, so that the virtualizer's functions need not be either.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx * scale,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, scale]);
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
  const rows = useMemo<GridRow[]>(
    () => Array.from(order.subarray(first, last + 1), (index) => ({ index })),
    [order, first, last],
  );
  // Who selects an area wants to see it; who sorts wants to see what comes first, wherever the selected area went.
  const sort = (change: Updater<SortingState>): void => {
    arrangement.setSorting(change);
    virtualizer.scrollToOffset(0);
  };
  const table = useAreaGrid({
    columns: seen,
    rows,
    scale,
    sorting: arrangement.sorting,
    onSort: sort,
  });
  const selected = code === null ? undefined : findAreaIndex(list, code);
  const position = selected === undefined ? -1 : order.indexOf(selected);

  const showSelected = useEffectEvent(() => {
    if (position >= 0) virtualizer.scrollToIndex(position, { align: 'auto' });
  });
  useEffect(() => showSelected(), [selected]);

  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const target = targetOf(event.key, position, order.length - 1);
    if (target !== undefined) selectArea(list.codes[order[target] ?? -1] ?? null);
    else if (event.key === 'Enter' && selected !== undefined) showArea(list, selected);
    else if (event.key === 'Escape') selectArea(null);
    else return;
    event.preventDefault();
  };

  const models = table.getRowModel().rows;
  return (
    <div className="area-table">
      <TableTools
        result={facts.result}
        columns={columns}
        count={order.length}
        total={list.codes.length}
        shown={arrangement.shownOutcomes}
        onChange={arrangement.setShownOutcomes}
        isFiltering={isFiltering}
        hasFilters={isFiltering && Object.values(filters).some((text) => text !== '')}
        onToggleFilters={() => arrangement.setFiltering(!isFiltering)}
        onClearFilters={() => arrangement.setFilters(noFilters)}
      />
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className="table-scroller"
        aria-label="Areas"
        aria-rowcount={order.length + 1}
        aria-colcount={table.getVisibleLeafColumns().length}
        aria-activedescendant={position >= first && position <= last ? `area-row-${selected}` : undefined}
        onKeyDown={press}
      >
        <div className="table-inner" style={{ minWidth: table.getTotalSize() }}>
          <HeaderRow
            table={table}
            columns={columnsById}
            filters={isFiltering ? filters : null}
            onFilter={(column, text) => arrangement.setFilters({ ...filters, [column]: text })}
          />
          <div role="rowgroup" className="table-body" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = models[item.index - first];
              if (row === undefined) return null;
              return (
                <BodyRow
                  key={row.id}
                  table={table}
                  row={row}
                  columns={columnsById}
                  facts={facts}
                  position={item.index}
                  top={item.start - headHeight}
                  height={item.size}
                  isSelected={row.original.index === selected}
                />
              );
            })}
          </div>
        </div>
        {order.length === 0 ? <p className="table-none">No area passes these filters.</p> : null}
      </div>
    </div>
  );
}
