import type { DesignationMapping, GeographyRef } from '#contract';
import { watchFiles } from '../archive.ts';
import { fingerprintFiles } from '../fingerprint.ts';
import { refuse } from '../refusal.ts';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { cleanCode } from './codes.ts';
import { getColumn } from './columns.ts';
import { getImportAreas, refuseNoMatch, reportStrangers } from './matching.ts';
import { makeOutcome } from './release.ts';
import { openFilledTable } from './table.ts';
import { count, createTally, reportLeavings } from './tally.ts';

/**
 * Reads a list of area codes that were given a status from outside. A code that comes twice counts once; codes that the geography
 * lacks are reported and left out. Throws as `importObservations` does.
 */
export async function importDesignation(task: ImportTask<DesignationMapping>): Promise<ImportOutcome> {
  const { mapping, reader, staging, progress, files } = task;
  const geography: GeographyRef = `${mapping.geography}:${mapping.vintage}`;
  const areas = getImportAreas(reader, mapping.geography, mapping.vintage);
  const tally = createTally(staging);
  progress.stage('Looking at the file', 0.1);
  const checkUnchanged = await watchFiles(files);
  const table = await openFilledTable(files);
  const codeAt = getColumn(table, mapping.codeColumn, 'code column');
  const rowsOfCodes = new Map<string, number>();
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
        const code = cleanCode(cells[codeAt]!);
        if (code === '')
          return tally.reject(row, `the code column “${table.layout.columns[codeAt]}” is blank`);
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
  if (tally.rows.read === 0) throw refuse(`“${table.label}” lists no areas.`, { file: table.label });
  if (tally.rows.taken === 0) throw refuseNoMatch({ file: table.label, geography, reader }, [...strangers]);
  reportLeavings(tally, table, leavings);
  if (repeats > 0)
    tally.warn(`${count(repeats, 'row repeats', 'rows repeat')} a code that is in the list already.`);
  reportStrangers(tally, [...strangers], { geography, reader });
  const sha256 = await fingerprintFiles(files);
  await checkUnchanged();
  return makeOutcome(
    task,
    { findings: tally.findings(mapping), sha256 },
    {
      kind: 'designation',
      title: `${mapping.name} (${count(tally.rows.taken, 'area')})`,
      designation: {
        id: mapping.id,
        name: mapping.name,
        geography: { kind: mapping.geography, vintage: mapping.vintage },
      },
      indicators: [],
    },
  );
}
