import { refusal } from '#data/formats/refusals';
import { createRowCutter, createTextReader, type RowStyle } from '#data/formats/delimited';
import { longestRecord, refuseLongLine } from './text.ts';

const quote = 34;

/** The cells of one row as text, quotation marks taken off. A blank line is one empty cell. */
export type Cells = string[];

/** Cuts a table of text in UTF-8, which comes in pieces, into records: as `createRowCutter` does in a lenient reading. */
export interface RecordCutter {
  /** Records that are complete with this piece. Throws `input_refused` for one that is too long. */
  add(piece: Uint8Array): Cells[];
  /** What is left at the end: a last record without a line end. Throws `input_refused` for an unclosed quotation mark. */
  end(): { last: Cells | undefined };
}

export interface RecordStyle {
  delimiter: string;
  lineEnd: '\n' | '\r';
  /** The file, for errors. */
  label: string;
}

/** A cutter of bytes that come in pieces into records, before the first piece. Quotation marks are read leniently. */
export function createRecordCutter({ delimiter, lineEnd, label }: RecordStyle): RecordCutter {
  const readTexts = createTextReader();
  let complete: Cells[] = [];
  let last: Cells | undefined;
  let isEnd = false;
  const style: RowStyle = {
    delimiter,
    lineEnd,
    reading: 'lenient',
    longestRow: longestRecord,
    refuse: (row, left) => refuseEndless({ label, row, left, lacking: isEnd ? lineEnd : '' }),
  };
  const cutter = createRowCutter(style, {
    cells(cut) {
      if (cut.isOpen) last = readTexts(cut);
      else complete.push(readTexts(cut));
    },
  });
  return {
    add(piece) {
      complete = [];
      cutter.add(piece);
      return complete;
    },
    end() {
      isEnd = true;
      cutter.end();
      return { last };
    },
  };
}

interface Unfinished {
  label: string;
  row: number;
  /** What there is of the row, in UTF-8. */
  left: Uint8Array;
  /** The line end that the last row of a file lacks; '' for any other. */
  lacking: string;
}

function refuseEndless(unfinished: Unfinished): Error {
  const { label, row, left } = unfinished;
  return left.includes(quote) ? refuseUnclosed(unfinished) : refuseLongLine(label, row);
}

function refuseUnclosed({ label, row, left, lacking }: Unfinished): Error {
  const beginning = new TextDecoder().decode(left.subarray(0, 240));
  return refusal(`A quotation mark in row ${row.toLocaleString('en-GB')} of “${label}” is never closed.`, {
    file: label,
    row,
    found: `${beginning}${lacking}`.slice(0, 60),
    hint: 'The file may have been cut off while it was downloaded: fetch it again. Otherwise correct that row.',
  });
}
