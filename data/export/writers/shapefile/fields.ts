import type { DocumentCell, DocumentTable } from '#core/disclosure';
import { splitMarked, type PlacedColumn } from '../marked.ts';
import { shortenNames } from './field-names.ts';

/** Bytes of a text, the most that every program reads. */
export const longestText = 254;
/** Characters of a number: a sign, 22 digits and a point. */
const longestNumber = 24;
/** So narrow a whole number could not be added to by the person who gets the file. */
const narrowestWhole = 9;

/** A column of the table of a shapefile. */
export interface Field {
  /** Ten characters at most. */
  name: string;
  column: PlacedColumn;
  /** Texts, or numbers written as texts. */
  type: 'C' | 'N';
  /** Bytes of each value. */
  width: number;
  decimals: number;
  /** How many texts were too long and are cut. */
  cut: number;
  /** The value of a row in bytes, at most as many as it is wide; undefined where there is none. */
  write(cells: readonly DocumentCell[]): Buffer | undefined;
}

/** The fields of a table: names shortened, texts as wide as their longest, numbers with all the digits they have. */
export function layOutFields(table: DocumentTable): Field[] {
  const columns = splitMarked(table);
  const names = shortenNames(columns.map(({ key }) => key));
  return columns.map((column, at) => {
    const cells = table.rows.map((row) => column.read(row.cells));
    return { name: names[at]!, column, ...(column.type === 'text' ? ofTexts : ofNumbers)(column, cells) };
  });
}

type Layout = Pick<Field, 'type' | 'width' | 'decimals' | 'cut' | 'write'>;

function ofTexts(column: PlacedColumn, cells: readonly DocumentCell[]): Layout {
  const texts = cells.filter((cell) => cell !== null).map((cell) => encodeText(cell));
  return {
    type: 'C',
    width: Math.min(
      longestText,
      texts.reduce((most, { length }) => Math.max(most, length), 1),
    ),
    decimals: 0,
    cut: texts.filter(({ length }) => length > longestText).length,
    write(row) {
      const cell = column.read(row);
      return cell === null ? undefined : cutText(encodeText(cell));
    },
  };
}

/** A zero byte would end the text for every reader: it is marked as what cannot be shown. */
function encodeText(cell: string | number): Buffer {
  return Buffer.from(String(cell).replaceAll('\0', '\uFFFD'), 'utf8');
}

/** As many whole characters as there is room for. */
function cutText(text: Buffer): Buffer {
  if (text.length <= longestText) return text;
  let end = longestText;
  while ((text[end]! & 0xc0) === 0x80) end -= 1;
  return text.subarray(0, end);
}

const isNumber = (cell: DocumentCell): cell is number => typeof cell === 'number' && Number.isFinite(cell);

function ofNumbers(column: PlacedColumn, cells: readonly DocumentCell[]): Layout {
  const numbers = cells.filter(isNumber);
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  const whole = most(numbers.map((value) => value.toFixed(0).length));
  // Programs tell whole numbers from others by this, not by what the values happen to be.
  const wanted = Math.max(column.type === 'number' ? 1 : 0, most(numbers.map(countDecimals)));
  const decimals = Math.min(wanted, Math.max(0, longestNumber - whole - 1));
  const width = most(numbers.map((value) => value.toFixed(decimals).length));
  return {
    type: 'N',
    width: Math.max(narrowestWhole, width),
    decimals,
    cut: 0,
    write(row) {
      const cell = column.read(row);
      return isNumber(cell) ? Buffer.from(cell.toFixed(decimals).padStart(width), 'latin1') : undefined;
    },
  };
}

/** Decimals of the shortest text that is read as the same number. */
function countDecimals(value: number): number {
  const [digits = '', exponent = '0'] = String(Math.abs(value)).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}
