import type { ImportMapping, Inspection } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { quietProgress } from '../progress.ts';
import type { ImportFile } from '../task.ts';
import { makeSample, type Sample } from './guess/facts.ts';
import type { GuessTask, Hint } from './guess/geography.ts';
import { guessObservations } from './guess/observations.ts';
import { guessBenchmark, guessDesignation, guessLookup } from './guess/others.ts';
import type { TableFamily } from './index.ts';
import type { Cells } from './records.ts';
import { countRows, describeFormat, openTable, readTable, type Table } from './table.ts';
import { count } from './tally.ts';

/** Rows that the preview shows. */
const rowsShown = 20;

/**
 * A first look at a table: format, encoding, columns, first rows and the best guess of the mapping, with how it was made.
 * Reads only the beginning of a large file. `hint` holds what the person said already, by mapping field; a `reader` lets the guess
 * look at which geography of the workspace knows the codes. Throws `input_refused` where the file is no table of text.
 */
export function inspectTable(
  family: TableFamily,
  files: readonly ImportFile[],
  hint: Hint,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  return inspectTableWith(guesses[family], files, hint, reader);
}

/** As `inspectTable`, for any family: `guess` makes the mapping. */
export async function inspectTableWith(
  guess: (task: GuessTask) => ImportMapping,
  files: readonly ImportFile[],
  hint: Hint,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  const table = await openTable(files, 'beginning');
  const rows: Cells[] = [];
  let misfits = 0;
  await readTable(
    table,
    { row: (cells) => void rows.push(cells), misfit: () => void misfits++ },
    quietProgress,
  );
  const sample = makeSample(files[0]?.name ?? table.label, table.layout, rows);
  const task: GuessTask = { sample, hint, reader, open: [], notes: [...table.layout.notes] };
  if (misfits > 0)
    task.notes.push(`${count(misfits, 'row does', 'rows do')} not fit the header and will be rejected.`);
  if (rows.length === 0) task.notes.push('The table has a header but no rows.');
  const mapping = guess(task);
  return {
    family: mapping.family,
    format: describeFormat(table),
    encoding: table.text.encoding,
    crs: null,
    layers: [],
    columns: table.layout.columns,
    sample: firstRows(sample),
    rows: rowsKnown(table, rows.length + misfits),
    mapping,
    open: [...new Set(task.open)],
    notes: task.notes,
  };
}

const guesses: Record<TableFamily, (task: GuessTask) => ImportMapping> = {
  observations: guessObservations,
  lookup: guessLookup,
  designation: guessDesignation,
  benchmark: guessBenchmark,
};

function firstRows({ rows, layout }: Sample): string[][] {
  return rows.slice(0, rowsShown).map((cells) => layout.columns.map((_, at) => cells[at] ?? ''));
}

function rowsKnown(table: Table, read: number): number | null {
  return countRows(table) === null ? null : read;
}
