import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type LedgerRow, getTheme } from '#contract';
import { useView } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';
import { columns, nameOfRow, type LedgerOrder, type ShownRow } from './columns.ts';

/** 1.75 rem; a rem is half as large again for the projector. */
const rowPx = 28;

function Cells({ row }: { row: ShownRow }) {
  return columns.map(({ id, read, isText }) => (
    <td key={id} className={isText === true ? '' : 'number'}>
      {read(row)}
    </td>
  ));
}

interface HeadProps {
  order: LedgerOrder | null;
  onOrder: (order: LedgerOrder) => void;
}

interface HeadCellProps extends HeadProps {
  id: string;
  title: string;
  isText: boolean;
}

/** A heading that sorts: counts begin with the largest, names with the first. */
function HeadCell({ id, title, isText, order, onOrder }: HeadCellProps) {
  const isOwn = order?.column === id;
  const sort = isOwn ? (order.isDown ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={sort} className={isText ? '' : 'number'}>
      <Button look="link" onPress={() => onOrder({ column: id, isDown: isOwn ? !order.isDown : !isText })}>
        {title}
        {isOwn ? (
          order.isDown ? (
            <ArrowDown size={12} aria-hidden />
          ) : (
            <ArrowUp size={12} aria-hidden />
          )
        ) : null}
      </Button>
    </th>
  );
}

function Head(props: HeadProps) {
  return (
    <thead>
      <tr>
        <HeadCell {...props} id="name" title="Area" isText />
        {columns.map(({ id, title, isText }) => (
          <HeadCell key={id} {...props} id={id} title={title} isText={isText === true} />
        ))}
      </tr>
    </thead>
  );
}

export interface Total {
  name: string;
  row: ShownRow;
}

export interface LedgerGridProps extends HeadProps {
  caption: string;
  rows: readonly LedgerRow[];
  totals: readonly Total[];
  /** Code of the rows that the selected area belongs to, or that were chosen. */
  selected: string | null;
  onShow: (row: LedgerRow) => void;
}

interface BodyRowProps {
  row: LedgerRow;
  index: number;
  isSelected: boolean;
  onShow: (row: LedgerRow) => void;
}

function BodyRow({ row, index, isSelected, onShow }: BodyRowProps) {
  return (
    <tr aria-rowindex={index + 2} data-selected={isSelected || undefined}>
      <th scope="row">
        <Button look="link" aria-pressed={isSelected} onPress={() => onShow(row)}>
          {nameOfRow(row)}
        </Button>
      </th>
      <Cells row={row} />
    </tr>
  );
}

/** Area × stage, with totals that stay in sight at the foot. */
export function LedgerGrid({ caption, rows, totals, selected, onShow, ...head }: LedgerGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const scale = useView((state) => getTheme(state.theme).scale);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx * scale,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [virtual, scale]);
  const first = selected === null ? -1 : rows.findIndex((row) => row.code === selected);
  useEffect(() => {
    if (first >= 0) virtual.scrollToIndex(first, { align: 'auto' });
    // eslint-disable-next-line react/exhaustive-deps -- only a new selection scrolls, not a new virtual list
  }, [first]);
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="ledger-scroll" ref={box}>
      <table className="ledger-table" aria-rowcount={rows.length + totals.length + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <Head {...head} />
        <tbody>
          {above > 0 ? <tr aria-hidden style={{ height: above }} /> : null}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isSelected = selected !== null && row.code === selected;
            const key = `${row.code} ${row.stage}`;
            return <BodyRow key={key} row={row} index={index} isSelected={isSelected} onShow={onShow} />;
          })}
          {below > 0 ? <tr aria-hidden style={{ height: below }} /> : null}
        </tbody>
        <tfoot>
          {totals.map(({ name, row }) => (
            <tr key={`${name} ${row.stage}`}>
              <th scope="row">{name}</th>
              <Cells row={row} />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
