import { ArrowDown, ArrowUp } from 'lucide-react';
import type { AreaColumn } from './columns.ts';
import type { AreaGridModel } from './model.ts';
import { pinStyle } from './place.ts';

type HeaderModel = ReturnType<AreaGridModel['getHeaderGroups']>[number]['headers'][number];

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

function SortMark({ sorted }: { sorted: 'asc' | 'desc' | false }) {
  if (sorted === false) return null;
  return sorted === 'asc' ? <ArrowUp size={12} aria-hidden /> : <ArrowDown size={12} aria-hidden />;
}

interface HeaderCellProps {
  header: HeaderModel;
  column: AreaColumn;
  position: number;
  filter: string | null;
  onFilter: (text: string) => void;
}

function HeaderCell({ header, column, position, filter, onFilter }: HeaderCellProps) {
  const sorted = header.column.getIsSorted();
  return (
    <div
      role="columnheader"
      aria-colindex={position + 1}
      aria-sort={sorted === false ? 'none' : ariaSort[sorted]}
      className={`table-head-cell table-look-${column.look}`}
      style={pinStyle(header.column)}
    >
      {header.column.getCanSort() ? (
        <button
          type="button"
          className="table-sort"
          title={column.detail ?? column.title}
          onClick={() => header.column.toggleSorting()}
        >
          <span className="table-title">{column.title}</span>
          <SortMark sorted={sorted} />
        </button>
      ) : (
        <span className="table-title table-sort">{column.title}</span>
      )}
      {filter === null || column.look === 'trend' ? null : (
        <input
          className="input table-filter"
          aria-label={`Filter ${column.title}`}
          placeholder={column.kind === 'number' ? '> 10, 5-10' : 'contains'}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
      )}
    </div>
  );
}

export interface HeaderRowProps {
  table: AreaGridModel;
  columns: ReadonlyMap<string, AreaColumn>;
  /** What is typed in the filters; null hides them. */
  filters: Readonly<Record<string, string>> | null;
  onFilter: (column: string, text: string) => void;
}

/** The row of titles, each sorting by its column, with a filter under each when asked for. */
export function HeaderRow({ table, columns, filters, onFilter }: HeaderRowProps) {
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div role="row" aria-rowindex={1} className="table-head">
      {headers.map((header, position) => {
        const column = columns.get(header.column.id);
        if (column === undefined) return null;
        return (
          <HeaderCell
            key={header.id}
            header={header}
            column={column}
            position={position}
            filter={filters === null ? null : (filters[column.id] ?? '')}
            onFilter={(text) => onFilter(column.id, text)}
          />
        );
      })}
    </div>
  );
}
