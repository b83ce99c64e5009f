import {
  type DesignationMapping,
  type GeographyRef,
  formatPlural,
  families,
  nounsOf,
  findColumn,
} from '#contract';
import { refusal } from '#data/formats/refusals';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { cleanCode, findCodeProblem } from './codes.ts';
import { getColumn, type Cells, openFilledTable, type Table } from '#data/formats/text-table';
import { filterTable } from './filter.ts';
import { getImportAreas, refuseNoMatch, reportStrangers } from './matching.ts';
import { makeOutcome } from './release.ts';
import { findFlagColumns, type FlagColumn, sortFlags } from './guess/flag.ts';
import { makeSample } from './guess/facts.ts';
import { createTally, reportLeavings, type Tally } from './tally.ts';

const nouns = nounsOf(families.designation.fields);

/** Rows looked at for columns that say which areas belong. */
const rowsForFlags = 20_000;

/** Sees which columns of a list say yes and no, and whether one that may decide who belongs is not used. */
function createFlagCheck(table: Table, { where = [], id, name }: DesignationMapping) {
  const rows: Cells[] = [];
  const isUsed = ({ name: column }: FlagColumn): boolean =>
    where.some(
      (filter) => findColumn(table.layout.columns, filter.column) === table.layout.columns.indexOf(column),
    );
  return {
    note: (cells: Cells) => void (rows.length < rowsForFlags && rows.push(cells)),
    /** Says which columns of yes and no are not used. Throws `input_refused` where one of them may decide, with how many rows say what. */
    report(tally: Tally) {
      const { columns } = makeSample(table.label, table.layout, rows);
      const flags = findFlagColumns(columns, rows.length, `${id} ${name}`).filter((flag) => !isUsed(flag));
      const { chosen, open, unused } = sortFlags(flags);
      const deciding = chosen === undefined ? open : [chosen];
      if (where.length === 0) refuseDeciding(deciding);
      const left = where.length === 0 ? unused : flags;
      if (left.length === 0) return;
      const names = left.map((flag) => `“${flag.name}”`).join(', ');
      tally.warn(
        `${where.length === 0 ? 'All rows were taken: the' : 'The'} ${left.length === 1 ? 'column' : 'columns'} ${names} of yes and no ${left.length === 1 ? 'was' : 'were'} not used to choose among them (--where "${left[0]!.name}=${left[0]!.yes}" would).`,
      );
    },
  };

  function refuseDeciding(flags: readonly FlagColumn[]): void {
    const [first] = flags;
    if (first === undefined) return;
    const described = flags.map(({ name: column, yes }) => {
      const at = table.layout.columns.indexOf(column);
      const times = rows.filter((cells) => cells[at]!.trim() === yes).length;
      return `“${column}”: ${yes} in ${times.toLocaleString('en-GB')} of ${formatPlural(rows.length, 'row')}`;
    });
    throw refusal(
      flags.length === 1
        ? `The column “${first.name}” of “${table.label}” says which areas belong, and it is not used.`
        : `Several columns of “${table.label}” may say which areas belong, and none is used.`,
      {
        file: table.label,
        column: first.name,
        found: described.join('; '),
        expected: `one filter such as “${first.name}=${first.yes}”`,
        hint: `Take only these rows (--where "${first.name}=${first.yes}"), or say that all rows belong (--where "${first.name}=*").`,
      },
    );
  }
}

/**
 * Reads a list of area codes that were given a status from outside. A code that comes twice counts once; codes that the geography
 * lacks are reported and left out. Throws as `importObservations` does, and where a column looks as if it said which areas belong but the
 * mapping does not filter by any.
 */
export async function importDesignation(task: ImportTask<DesignationMapping>): Promise<ImportOutcome> {
  const { mapping, reader, staging, progress, files } = task;
  const geography: GeographyRef = `${mapping.geography}:${mapping.vintage}`;
  const areas = getImportAreas(reader, mapping.geography, mapping.vintage);
  const tally = createTally(staging);
  progress.stage('Looking at the file', 0.1);
  const table = filterTable(await openFilledTable(files), mapping.where);
  const codeAt = getColumn(table, mapping.codeColumn, nouns.codeColumn);
  const rowsOfCodes = new Map<string, number>();
  const flags = createFlagCheck(table, mapping);
  const strangers = new Set<string>();
  let repeats = 0;
  progress.stage('Reading', 0.7);
  const leavings = await table.read(
    {
      misfit(row, reason) {
        tally.rows.read++;
        tally.reject(row, reason);
      },
      row(cells, row) {
        tally.rows.read++;
        flags.note(cells);
        const code = cleanCode(cells[codeAt]!);
        const problem = findCodeProblem(cells[codeAt]!, table.layout.columns[codeAt]!);
        if (problem !== undefined) return tally.reject(row, problem);
        const first = rowsOfCodes.get(code);
        if (first !== undefined) {
          repeats++;
          return tally.reject(row, `repeats row ${first}: ${code} is in the list already`);
        }
        rowsOfCodes.set(code, row);
        if (!areas.indexOf.has(code)) return void strangers.add(code);
        tally.rows.taken++;
        staging.addDesignated(code);
      },
    },
    progress,
  );
  flags.report(tally);
  if (tally.rows.read === 0) throw refusal(`“${table.label}” lists no areas.`, { file: table.label });
  if (tally.rows.taken === 0) throw refuseNoMatch({ file: table.label, geography, reader }, [...strangers]);
  reportLeavings(tally, table, leavings);
  if (repeats > 0)
    tally.warn(`${formatPlural(repeats, 'row repeats', 'rows repeat')} a code that is in the list already.`);
  reportStrangers(tally, [...strangers], { geography, reader });
  return makeOutcome(task, tally.findings(mapping), {
    kind: 'designation',
    title: `${mapping.name} (${formatPlural(tally.rows.taken, 'area')})`,
    designation: {
      id: mapping.id,
      name: mapping.name,
      geography: { kind: mapping.geography, vintage: mapping.vintage },
    },
    indicators: [],
  });
}
