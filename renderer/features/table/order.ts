import type { AreaColumn } from './columns.ts';
import { statusRank } from './columns.ts';
import { parseFilter } from './filter.ts';

export interface Arrangement {
  /** Areas in rank order; sorting by nothing keeps it. */
  ranked: Int32Array;
  columns: readonly AreaColumn[];
  sorting: { id: string; desc: boolean } | null;
  /** What was typed into the filter of each column. */
  filters: Readonly<Record<string, string>>;
  /** Outcomes that are shown; null = all. */
  outcomes: Uint8Array | null;
  shownOutcomes: ReadonlySet<number>;
}

const collator = new Intl.Collator('en-GB', { numeric: true });

function keep({ ranked, columns, filters, outcomes, shownOutcomes }: Arrangement): Int32Array {
  const tests = columns.flatMap((column) => {
    const test = parseFilter(filters[column.id] ?? '', column.kind);
    return test === undefined ? [] : [(index: number) => test(column.read(index))];
  });
  const hasOutcomes = outcomes !== null && shownOutcomes.size < 3;
  if (tests.length === 0 && !hasOutcomes) return ranked;
  return ranked.filter(
    (index) =>
      (!hasOutcomes || shownOutcomes.has(outcomes[index] ?? 2)) && tests.every((test) => test(index)),
  );
}

function sortByNumber(indexes: Int32Array, keys: Float64Array, sign: number): Int32Array {
  return indexes.toSorted((a, b) => {
    const [x, y] = [keys[a]!, keys[b]!];
    // Unknown comes last whichever way the known are sorted.
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (x - y);
  });
}

function sortByText(indexes: Int32Array, keys: string[], sign: number): Int32Array {
  return indexes.toSorted((a, b) => {
    const [x, y] = [keys[a] ?? '', keys[b] ?? ''];
    if (x === '' || y === '') return Number(x === '') - Number(y === '');
    return sign * collator.compare(x, y);
  });
}

/** The areas in the order in which the table shows them. Equal ones stay in rank order. */
export function arrange(arrangement: Arrangement): Int32Array {
  const { columns, sorting, ranked } = arrangement;
  const kept = keep(arrangement);
  const column = columns.find((item) => item.id === sorting?.id);
  if (column === undefined || sorting === null) return kept;
  const sign = sorting.desc ? -1 : 1;
  if (column.kind === 'text' && column.id !== 'status') {
    const keys: string[] = [];
    for (const index of kept) keys[index] = String(column.read(index));
    return sortByText(kept, keys, sign);
  }
  const keys = new Float64Array(ranked.length).fill(Number.NaN);
  for (const index of kept) {
    const value = column.read(index);
    keys[index] = typeof value === 'number' ? value : statusRank(value);
  }
  return sortByNumber(kept, keys, sign);
}

/** All areas in the order of their codes: the order without a rule. */
export function inCodeOrder(length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => index);
}
