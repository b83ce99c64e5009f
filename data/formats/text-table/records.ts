import { refusal } from '#data/formats/refusals';
import { longestRecord, refuseLongLine } from './text.ts';

/** The cells of one row as text, quotation marks taken off. A blank line is one empty cell. */
export type Cells = string[];

/**
 * Cuts text that comes in pieces into records by the rules of RFC 4180, leniently: cells may be quoted and then hold delimiters,
 * line ends and doubled quotation marks; a quotation mark inside an unquoted cell is an ordinary character; lines end in LF,
 * CR LF or, where the file has no LF at all, CR.
 */
export interface RecordCutter {
  /** Records that are complete with this piece. */
  add(piece: string): Cells[];
  /** What is left at the end: a last record without a line end. Throws `input_refused` for an unclosed quotation mark. */
  end(): { last: Cells | undefined };
}

export interface RecordStyle {
  delimiter: string;
  lineEnd: '\n' | '\r';
  /** The file, for errors. */
  label: string;
}

export function createRecordCutter(style: RecordStyle): RecordCutter {
  let rest = '';
  let records = 0;
  const cut = (text: string, isEnd: boolean) => {
    const { cells, used } = cutRecords(text, style, isEnd);
    records += cells.length;
    return { cells, left: text.slice(used) };
  };
  return {
    add(piece) {
      const { cells, left } = cut(rest + piece, false);
      if (left.length > longestRecord) throw refuseEndless(left, style.label, records + 1);
      rest = left;
      return cells;
    },
    end() {
      if (rest === '') return { last: undefined };
      const { cells, left } = cut(rest + style.lineEnd, true);
      if (cells.length === 0) throw refuseUnclosed(left, style.label, records + 1);
      return { last: cells[0] };
    },
  };
}

function cutRecords(text: string, style: RecordStyle, isEnd: boolean): { cells: Cells[]; used: number } {
  const cells: Cells[] = [];
  const quoted = text.includes('"');
  let from = 0;
  for (let end = text.indexOf(style.lineEnd); end >= 0; end = text.indexOf(style.lineEnd, from)) {
    const line = text.slice(from, end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    if (!quoted || !line.includes('"')) {
      cells.push(line.split(style.delimiter));
      from = end + 1;
      continue;
    }
    const record = cutQuoted(text, from, style);
    if (!record || (record.next > text.length && !isEnd)) break;
    cells.push(record.cells);
    from = record.next;
  }
  return { cells, used: Math.min(from, text.length) };
}

/** One record with quotation marks in it; undefined where the text ends before the record does. */
function cutQuoted(
  text: string,
  start: number,
  style: RecordStyle,
): { cells: Cells; next: number } | undefined {
  const cells: Cells = [];
  let at = start;
  for (;;) {
    const cell = text.charCodeAt(at) === 34 ? cutQuotedCell(text, at) : { text: '', next: at };
    if (!cell) return undefined;
    const end = findCellEnd(text, cell.next, style);
    if (end < 0) return undefined;
    cells.push(cell.text + withoutReturn(text.slice(cell.next, end), text, end));
    at = end + 1;
    if (text[end] === style.lineEnd) return { cells, next: at };
  }
}

function cutQuotedCell(text: string, start: number): { text: string; next: number } | undefined {
  let content = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    content += text.slice(from, quote);
    if (text.charCodeAt(quote + 1) !== 34) return { text: content, next: quote + 1 };
    content += '"';
    from = quote + 2;
  }
}

function findCellEnd(text: string, from: number, style: RecordStyle): number {
  const delimiter = style.delimiter.charCodeAt(0);
  const lineEnd = style.lineEnd.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === delimiter || character === lineEnd) return at;
  }
  return -1;
}

function withoutReturn(cell: string, text: string, end: number): string {
  return text.charCodeAt(end) === 10 && cell.endsWith('\r') ? cell.slice(0, -1) : cell;
}

function refuseEndless(left: string, label: string, row: number): Error {
  return left.includes('"') ? refuseUnclosed(left, label, row) : refuseLongLine(label, row);
}

function refuseUnclosed(left: string, label: string, row: number): Error {
  return refusal(`A quotation mark in row ${row.toLocaleString('en-GB')} of “${label}” is never closed.`, {
    file: label,
    row,
    found: left.slice(0, 60),
    hint: 'The file may have been cut off while it was downloaded: fetch it again. Otherwise correct that row.',
  });
}
