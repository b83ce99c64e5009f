/** One column of a sheet. */
export interface BookColumn {
  head: string;
  /** In characters of the usual size. */
  width: number;
  type: 'text' | 'integer' | 'number';
  /** That its numbers are shown with, unless a row says otherwise. */
  decimals: number;
}

const widest = 60;
/** Of a page that is read and not compared. */
export const widestOfPage = 100;
/** Beside the longest cell. */
const room = 2;
/** For the arrow that opens a column's filter. */
const arrow = 3;
/** Rows looked at for a width. */
const lookedAt = 500;

/** As wide as the longest word of the head, which is wrapped. */
function widthOfHead(head: string): number {
  return Math.max(...head.split(' ').map((word) => word.length)) + arrow;
}

/** The width of a column of texts: that of the longest, up to `most`, where texts go on in a second line. */
export function widthOfTexts(head: string, cells: readonly (string | number)[], most = widest): number {
  const longest = cells
    .slice(0, lookedAt)
    .reduce<number>((most, cell) => Math.max(most, String(cell).length), 0);
  return Math.max(widthOfHead(head), Math.min(most, longest + room));
}

/** The width of a column of numbers, as they are shown and not as they are stored. */
export function widthOfNumbers(head: string, cells: readonly (string | number)[], decimals: number): number {
  const shown = (cell: string | number): number =>
    typeof cell === 'number' ? cell.toFixed(decimals).length + 1 : cell.length;
  const longest = cells.slice(0, lookedAt).reduce<number>((most, cell) => Math.max(most, shown(cell)), 0);
  // Numbers stand a little away from the next column.
  return Math.max(widthOfHead(head), Math.min(widest, longest + room + 1));
}

/** Lines that a text takes in a width where it is broken between words; a longer word goes on in the next line. */
export function countLines(text: string, width: number): number {
  return text.split('\n').reduce((sum, paragraph) => sum + countLinesOf(paragraph, width - 1), 0);
}

function countLinesOf(paragraph: string, width: number): number {
  let [lines, used] = [1, 0];
  for (const { length } of paragraph.split(' ')) {
    const isFirst = used === 0;
    if (!isFirst && used + 1 + length > width) {
      lines += 1;
      used = 0;
    }
    used += length + (used === 0 ? 0 : 1);
    lines += Math.max(0, Math.ceil(used / width) - 1);
    if (used > width) used %= width;
  }
  return lines;
}
