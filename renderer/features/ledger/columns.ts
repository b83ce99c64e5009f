import { knownPlaces, type LedgerRow } from '#contract';
import { summedInLedger } from '#core/provision';
import { formatWhole, formatDecimal, formatPercent, phraseKnown } from '../../ui/index.ts';
import { stageWords } from './rows.ts';

/** A row as it is shown; null stands where a sum over some of the rows cannot be known. */
export type ShownRow = { [Key in keyof LedgerRow]: LedgerRow[Key] | null };

export interface LedgerColumn {
  id: string;
  title: string;
  read: (row: ShownRow) => string;
  /** What rows are sorted by: null comes last. */
  key: (row: LedgerRow) => number | string | null;
  isText?: boolean;
  /** Why the total is not the sum of the rows; undefined where it is. */
  apart?: string;
}

const ratio = 'a share of sums';
const distinct = 'what reaches several rows counts once in the total';

type CountKey =
  | 'areas'
  | 'need'
  | 'coveredNeed'
  | 'gap'
  | 'duplicatedNeed'
  | 'triplicatedNeed'
  | 'unknownAreas';

function count(id: CountKey, title: string): LedgerColumn {
  return { id, title, read: (row) => formatWhole(row[id]), key: (row) => row[id] };
}

/** The columns after the name, in order. */
export const columns: readonly LedgerColumn[] = [
  {
    id: 'stage',
    title: 'Stage',
    read: (row) => stageWords(row.stage),
    key: ({ stage }) => (stage === null ? null : stageWords(stage)),
    isText: true,
  },
  count('areas', 'Areas'),
  count('need', 'Need'),
  count('coveredNeed', 'Covered need'),
  {
    id: 'coverage',
    title: 'Coverage',
    read: (row) => formatPercent(row.coverage),
    key: ({ coverage }) => coverage,
    apart: ratio,
  },
  count('gap', 'Gap'),
  count('duplicatedNeed', 'Reached by 2 or more'),
  count('triplicatedNeed', 'By 3 or more'),
  {
    id: 'places',
    title: 'Places a year',
    read: (row) => atLeast(row, row.places),
    key: ({ places }) => places,
  },
  {
    id: 'placesPer100',
    title: 'Places per 100',
    read: (row) => atLeast(row, row.placesPer100),
    key: ({ placesPer100 }) => placesPer100,
    apart: ratio,
  },
  {
    id: 'sites',
    title: 'Sites',
    read: (row) => formatWhole(row.sites),
    key: ({ sites }) => sites,
    apart: distinct,
  },
  {
    id: 'programmes',
    title: 'Programmes',
    read: (row) => formatWhole(row.programmes),
    key: ({ programmes }) => programmes,
    apart: distinct,
  },
  {
    id: 'fundingStreams',
    title: 'Funding streams',
    read: (row) => (row.fundingStreams === null ? '–' : row.fundingStreams.join(', ')),
    key: ({ fundingStreams }) => fundingStreams.length,
    isText: true,
    apart: distinct,
  },
  {
    id: 'withoutPlaces',
    title: 'Without places',
    read: (row) => formatWhole(row.withoutPlaces),
    key: ({ withoutPlaces }) => withoutPlaces,
    apart: distinct,
  },
  count('unknownAreas', 'Areas unknown'),
];

/** Places that are known; those of some deliveries are not, and then there are at least so many. */
function atLeast({ places, withoutPlaces }: ShownRow, value: number | null): string {
  if (value === null) return formatDecimal(value);
  return phraseKnown(knownPlaces(places ?? 0, withoutPlaces ?? 1), formatDecimal(value));
}

/** What a row is called; empty codes are those of no ward or district. */
export function nameOfRow(row: LedgerRow): string {
  return row.name === '' ? (row.code ?? '') || 'In none' : row.name;
}

/** By which column the rows stand, and which end comes first. */
export interface LedgerOrder {
  column: string;
  isDown: boolean;
}

/** Rows in an order; what has no value comes last either way, and equals stay as they were. */
export function sortRows(rows: readonly LedgerRow[], order: LedgerOrder | null): LedgerRow[] {
  if (order === null) return [...rows];
  const column = columns.find(({ id }) => id === order.column);
  const keyOf = column?.key ?? nameOfRow;
  return rows.toSorted((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return (order.isDown ? -1 : 1) * compare(first, second);
  });
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en-GB');
}

/** The sum of some of the rows. Distinct sites, programmes and funding streams cannot be told from sums: null. */
export function sumShown(rows: readonly LedgerRow[], stage: LedgerRow['stage']): ShownRow {
  const sums = Object.fromEntries(
    summedInLedger.map((key) => [key, rows.reduce((sum, row) => sum + row[key], 0)]),
  ) as Record<(typeof summedInLedger)[number], number>;
  const { need, coveredNeed, places } = sums;
  return {
    ...sums,
    code: null,
    name: null,
    stage,
    coverage: need > 0 ? coveredNeed / need : null,
    duplication: null,
    placesPer100: need > 0 ? (100 * places) / need : null,
    sites: null,
    programmes: null,
    fundingStreams: null,
    withoutPlaces: rows.every(({ withoutPlaces }) => withoutPlaces === 0) ? 0 : null,
  };
}

/** Which totals are sums and which are not, in a sentence for the foot of the table. `isEach`: several stages are shown. */
export function additionWords(isEach: boolean): string {
  const shares = columns.filter(({ apart }) => apart === ratio).map(({ title }) => title);
  const things = columns.filter(({ apart }) => apart === distinct).map(({ title }) => title);
  const stages = isEach ? ' Over stages only places add up: each stage has the same need.' : '';
  return `Totals are the sums of the rows, except ${shares.join(' and ')} (shares of those sums) and ${things.join(', ')} (${distinct}).${stages}`;
}
