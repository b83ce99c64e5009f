import { type Cells, type Table } from '#data/formats/text-table';
import type { ImportMapping } from '#contract';
import { refusal } from '#data/formats/refusals';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { createTally, filterTable, makeOutcome, reportLeavings, type Tally } from '../tables/index.ts';
import { openFilledPlaces } from '#data/formats/points';
import { RowProblem } from './cells.ts';

/** What an import of provision does with its rows. */
export interface RowWork {
  /** Takes a row: nothing where it was taken, a sentence where it was left out on purpose, a problem where it is rejected. */
  row(cells: Cells, row: number): RowProblem | 'left out' | undefined;
  /** After the last row: adds to the report and says what to publish. */
  finish(): Parameters<typeof makeOutcome>[2];
}

/**
 * The reference system that a mapping states for the geometry of its file; null where it states none. Where it names eastings and
 * northings, it is theirs.
 */
export function statedCrs(mapping: ImportMapping): string | null {
  if (!('position' in mapping) || mapping.position.eastingColumn !== null) return null;
  return mapping.position.crs;
}

/**
 * Reads every row of a table, reports, and makes the outcome. Throws `input_refused` where no row can be taken, with the
 * first reason.
 */
export async function readRows<Mapping extends ImportMapping>(
  task: ImportTask<Mapping>,
  begin: (table: Table, tally: Tally) => RowWork,
): Promise<ImportOutcome> {
  const { files, mapping, progress, staging, reach = 'all' } = task;
  const tally = createTally(staging);
  progress.stage('Looking at the file', 0.1);
  const opened = await openFilledPlaces(files, { reach, crs: statedCrs(mapping) });
  const table = filterTable(opened, 'where' in mapping ? mapping.where : undefined);
  const work = begin(table, tally);
  progress.stage('Reading', 0.7);
  const leavings = await table.read(
    {
      misfit(row, reason) {
        tally.rows.read++;
        tally.reject(row, reason);
      },
      row(cells, row) {
        tally.rows.read++;
        const problem = work.row(cells, row);
        if (problem instanceof RowProblem) rejectRow(tally, row, problem);
        else if (problem === undefined) tally.rows.taken++;
      },
    },
    progress,
  );
  reportLeavings(tally, table, leavings);
  const family = work.finish();
  // What the beginning of a large file lacks may come later.
  const isPart = table.rows === null;
  if (tally.rows.taken === 0 && !isPart) throw refuseNothing(table, tally, mapping);
  return makeOutcome(task, tally.findings(mapping), family);
}

function rejectRow(tally: Tally, row: number, { kind, reason }: RowProblem): void {
  tally.reject(row, reason);
  if (kind) tally.find(kind, `row ${row.toLocaleString('en-GB')}: ${reason}`);
}

function refuseNothing(table: Table, tally: Tally, mapping: ImportMapping): Error {
  const { rejects, warnings } = tally.findings(mapping);
  const [first] = rejects;
  const why = first
    ? `: in row ${first.row} ${first.reason}`
    : warnings.length > 0
      ? `. ${warnings[0]!}`
      : '';
  return refusal(`No row of “${table.label}” can be taken${why.replace(/\.$/, '')}.`, {
    file: table.label,
    row: first?.row,
    hint: 'Check which columns the mapping names.',
  });
}
