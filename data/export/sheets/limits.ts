import { PinpointError } from '#contract';
import type { Book } from './book.ts';

/** What a sheet has room for in every program that reads workbooks (Excel specifications and limits; LibreOffice has as much). */
export const sheetLimits = { rows: 1_048_576, columns: 16_384, characters: 32_767 } as const;

/** Throws `output_refused` where a sheet has no room for a table, or a cell none for a text: nothing is cut off. */
export function refuseTooLarge({ sheets }: Book): void {
  for (const { name, columns, rows } of sheets) {
    if (rows.length >= sheetLimits.rows)
      throw tooLarge(name, `${rows.length + 1} rows`, `at most ${sheetLimits.rows}`);
    if (columns.length > sheetLimits.columns)
      throw tooLarge(name, `${columns.length} columns`, `at most ${sheetLimits.columns}`);
    for (const [at, { cells }] of rows.entries())
      for (const cell of cells)
        if (typeof cell === 'string' && cell.length > sheetLimits.characters)
          throw tooLarge(
            name,
            `a text of ${cell.length} characters in row ${at + 2}`,
            `at most ${sheetLimits.characters}`,
          );
  }
}

function tooLarge(sheet: string, found: string, expected: string): PinpointError {
  return new PinpointError(
    'output_refused',
    `The sheet “${sheet}” would hold more than a workbook has room for.`,
    {
      found,
      expected,
      hint: 'Write it as CSV or GeoPackage, or narrow the list.',
    },
  );
}
