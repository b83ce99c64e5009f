import { formatPlural, type ErrorReport, type TablePreview } from '#contract';
import { formatValue } from '../../ui/index.ts';

type Column = TablePreview['columns'][number];
type Cell = TablePreview['rows'][number][number];

/** A cell as it is read; hidden and missing ones keep their shorthand. */
function sayCell(cell: Cell, { type, precision }: Column): string {
  if (typeof cell !== 'number') return cell ?? '';
  return formatValue(cell, type === 'integer' ? 0 : (precision ?? (Number.isInteger(cell) ? 0 : 1)));
}

const isNumber = ({ type }: Column): boolean => type !== 'text';

function FirstRows({ columns, rows }: Pick<TablePreview, 'columns' | 'rows'>) {
  return (
    <table className="plain-table">
      <caption className="visually-hidden">The first rows</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={isNumber(column) ? 'number' : undefined}>
              {column.title}
              {column.unit === null ? '' : `, ${column.unit}`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // A row has no other name than its place.
          <tr key={at}>
            {columns.map((column, place) => (
              <td key={column.title} className={isNumber(column) ? 'number' : undefined}>
                {sayCell(row[place] ?? null, column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface TablePreviewViewProps {
  preview: TablePreview | null;
  /** Whether it is worked out at all: it is where something might not leave as it is. */
  isAsked: boolean;
  error: ErrorReport | null;
}

/** A table as it would be written: what is said of it, and its first rows. */
export function TablePreviewView({ preview, isAsked, error }: TablePreviewViewProps) {
  if (!isAsked) return <p className="quiet">What is on the screen, with every fact about it.</p>;
  if (error?.code === 'disclosure')
    return <p className="quiet">It cannot be shown: under this policy it would not leave.</p>;
  if (error !== null) return <p className="quiet">It cannot be shown.</p>;
  if (preview === null) return <p className="quiet">Making the table…</p>;
  const { facts, rows, total } = preview;
  return (
    <div className="stack">
      <dl className="facts export-facts">
        {facts.map(([name, value], at) => (
          // Facts of the same name follow one another.
          <div key={at}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="export-rows">
        <FirstRows {...preview} />
      </div>
      {total > rows.length ? (
        <p className="quiet export-more">and {formatPlural(total - rows.length, 'more row')}</p>
      ) : null}
    </div>
  );
}
