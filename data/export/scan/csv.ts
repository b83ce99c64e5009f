import { existsSync, readFileSync } from 'node:fs';
import { exportFormats } from '#contract';
import type { ExportDocument } from '#core/disclosure';
import { createRowCutter, createTextReader } from '#data/formats/delimited';
import type { FoundFile, FoundText } from './found.ts';
import { listJsonTexts } from './json.ts';

/** Longer than any row that is written: a whole file may be one where a quotation mark is not closed. */
const longestRow = 1 << 24;

/** What a CSV file and the metadata beside it hold, its rows cut by the reader of files that people import. */
export function readCsv(path: string, { tables: [{ name }] }: ExportDocument): FoundFile {
  const [head = [], ...rows] = cutRows(readFileSync(path));
  const metadata = path + exportFormats.csv.beside[0];
  return {
    tables: [{ rows }],
    texts: [
      ...head.map((text): FoundText => [`the head of ${name}`, text]),
      ...(existsSync(metadata) ? listJsonTexts(readFileSync(metadata, 'utf8')) : []),
    ],
    strange: [],
    blanks: 'kept',
  };
}

function cutRows(bytes: Uint8Array): string[][] {
  const rows: string[][] = [];
  const readCells = createTextReader();
  const refuse = (row: number): Error => new Error(`Row ${row} does not end.`);
  const cutter = createRowCutter(
    { delimiter: ',', lineEnd: '\n', reading: 'lenient', longestRow, refuse },
    { cells: (cells) => rows.push(readCells(cells)) },
  );
  cutter.add(bytes);
  cutter.end();
  return rows;
}
