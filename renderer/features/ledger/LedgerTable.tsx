import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LedgerRow } from '#contract';
import { Button, formatCount, formatDecimal, formatShare } from '../../ui/index.ts';
import { stageWords } from './rows.ts';

const rowPx = 28;

interface Column {
  title: string;
  read: (row: LedgerRow) => string;
  isText?: boolean;
}

const columns: Column[] = [
  { title: 'Stage', read: (row) => stageWords(row.stage), isText: true },
  { title: 'Areas', read: (row) => formatCount(row.areas) },
  { title: 'Need', read: (row) => formatCount(row.need) },
  { title: 'Covered need', read: (row) => formatCount(row.coveredNeed) },
  { title: 'Coverage', read: (row) => formatShare(row.coverage) },
  { title: 'Gap', read: (row) => formatCount(row.gap) },
  { title: 'In reach of two or more', read: (row) => formatCount(row.duplicatedNeed) },
  { title: 'Of three or more', read: (row) => formatCount(row.triplicatedNeed) },
  { title: 'Places a year', read: (row) => formatDecimal(row.places) },
  { title: 'Places per 100', read: (row) => formatDecimal(row.placesPer100) },
  { title: 'Sites', read: (row) => formatCount(row.sites) },
  { title: 'Programmes', read: (row) => formatCount(row.programmes) },
  { title: 'Funding streams', read: (row) => row.fundingStreams.join(', '), isText: true },
  { title: 'Areas unknown', read: (row) => formatCount(row.unknownAreas) },
];

function Cells({ row }: { row: LedgerRow }) {
  return columns.map(({ title, read, isText }) => (
    <td key={title} className={isText === true ? '' : 'number'}>
      {read(row)}
    </td>
  ));
}

export interface LedgerTableProps {
  caption: string;
  rows: readonly LedgerRow[];
  totals: readonly LedgerRow[];
  /** Code of the rows that the selected area belongs to. */
  selected: string | null;
  onShow: (code: string) => void;
}

const nameOf = (row: LedgerRow): string => (row.name !== '' ? row.name : row.code || 'In none');

/** Area × stage, with totals that stay in sight at the foot. */
export function LedgerTable({ caption, rows, totals, selected, onShow }: LedgerTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const first = selected === null ? -1 : rows.findIndex((row) => row.code === selected);
  useEffect(() => {
    if (first >= 0) virtual.scrollToIndex(first, { align: 'auto' });
    // eslint-disable-next-line react/exhaustive-deps
  }, [first]);
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="ledger-scroll" ref={box}>
      <table className="ledger-table" aria-rowcount={rows.length + totals.length + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Area</th>
            {columns.map(({ title, isText }) => (
              <th key={title} scope="col" className={isText === true ? '' : 'number'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden style={{ height: above }} /> : null}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isSelected = selected !== null && row.code === selected;
            return (
              <tr
                key={`${row.code} ${row.stage}`}
                aria-rowindex={index + 2}
                data-selected={isSelected || undefined}
              >
                <th scope="row">
                  {row.code === null || row.code === '' ? (
                    nameOf(row)
                  ) : (
                    <Button look="link" aria-pressed={isSelected} onPress={() => onShow(row.code ?? '')}>
                      {nameOf(row)}
                    </Button>
                  )}
                </th>
                <Cells row={row} />
              </tr>
            );
          })}
          {below > 0 ? <tr aria-hidden style={{ height: below }} /> : null}
        </tbody>
        <tfoot>
          {totals.map((row) => (
            <tr key={row.stage ?? 'all'}>
              <th scope="row">Total</th>
              <Cells row={row} />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
