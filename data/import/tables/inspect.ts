import { formatPlural, type Inspection, type MappingGuess, type RowFilter } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { quietProgress } from '#data/formats/progress';
import type { ImportFile } from '#data/formats/archive';
import { filterTable } from './filter.ts';
import { completeGuess } from './guess/complete.ts';
import { hintedWhere } from './guess/dimensions.ts';
import { makeSample, type Sample } from './guess/facts.ts';
import type { GuessTask, Hint } from './guess/geography.ts';
import { guessObservations } from './guess/observations.ts';
import { guessBenchmark, guessDesignation, guessLookup } from './guess/others.ts';
import type { TableFamily } from './index.ts';
import { type Cells, openTable, type Table } from '#data/formats/text-table';

/** Rows that the preview shows. */
const rowsShown = 20;

/**
 * A first look at a table: format, encoding, columns, first rows and the best guess of the mapping, with how it was made.
 * Reads only the beginning of a large file. `hint` holds what the person said already, by mapping field; a `reader` lets the guess
 * look at which geography of the workspace knows the codes. Throws `input_refused` where the file is no table of text.
 */
export async function inspectTable(
  family: TableFamily,
  files: readonly ImportFile[],
  hint: Hint,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  const table = await openTable(files, 'beginning');
  return inspectTableWith(guesses[family], table, { file: files[0]!.name, hint, reader });
}

/** Where a look at a table begins: what the file is called, and what is known already. */
export interface TableLook {
  file: string;
  hint: Hint;
  reader: WorkspaceReader | undefined;
}

/** As `inspectTable`, for any family and any table: `guess` makes the mapping. */
export async function inspectTableWith(
  guess: (task: GuessTask) => MappingGuess,
  table: Table,
  { file, hint, reader }: TableLook,
): Promise<Inspection> {
  const rows: Cells[] = [];
  let misfits = 0;
  const where = hintedWhere(hint);
  await filterTable(table, where).read(
    { row: (cells) => void rows.push(cells), misfit: () => void misfits++ },
    quietProgress,
  );
  const sample = makeSample(file, table.layout, rows);
  const task: GuessTask = { sample, hint, reader, open: [], notes: [...table.layout.notes] };
  if (misfits > 0)
    task.notes.push(
      `${formatPlural(misfits, 'row does', 'rows do')} not fit the table and will be rejected.`,
    );
  if (rows.length === 0) task.notes.push('The table has a header but no rows.');
  const mapping = completeGuess(withWhere(guess(task), where), hint);
  return {
    family: mapping.family,
    format: table.format,
    encoding: table.encoding,
    crs: table.crs,
    layers: [],
    columns: table.layout.columns,
    sample: firstRows(sample),
    rows: table.rows === null ? null : rows.length + misfits,
    mapping,
    open: [...new Set(task.open)],
    notes: task.notes,
  };
}

/** What the person said of rows stands in the mapping of every family that is a table, unless its guess has it already. */
function withWhere(mapping: MappingGuess, where: RowFilter[]): MappingGuess {
  const isSaid = where.length === 0 || ('where' in mapping && mapping.where !== undefined);
  return isSaid || mapping.family === 'boundaries' || mapping.family === 'timetable'
    ? mapping
    : { ...mapping, where };
}

const guesses: Record<TableFamily, (task: GuessTask) => MappingGuess> = {
  observations: guessObservations,
  lookup: guessLookup,
  designation: guessDesignation,
  benchmark: guessBenchmark,
};

function firstRows({ rows, layout }: Sample): string[][] {
  return rows.slice(0, rowsShown).map((cells) => layout.columns.map((_, at) => cells[at] ?? ''));
}
