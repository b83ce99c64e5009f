import type { MappingGuess } from '#contract';
import { guessGeography, type GuessTask, holdsCodes, mainKind } from '../tables/index.ts';
import {
  createPicker,
  guessMetres,
  guessPosition,
  guessPostcodeColumn,
  notePosition,
} from './guess-columns.ts';

/** The best guess of how a postcode directory is to be read, also without a header row, as OS Code-Point Open comes. */
export function guessPostcodes(task: GuessTask): MappingGuess<'postcodes'> {
  const picker = createPicker(task);
  const postcodeColumn = guessPostcodeColumn(picker);
  if (postcodeColumn === null) task.open.push('postcodeColumn');
  const { postcodeColumn: _second, ...named } = guessPosition(task, picker);
  const position =
    named.lonColumn === null && named.eastingColumn === null
      ? { ...named, ...guessMetres(task, picker) }
      : named;
  notePosition(task, { ...position, postcodeColumn: null });
  return {
    family: 'postcodes',
    postcodeColumn: postcodeColumn ?? '',
    position,
    areaColumns: guessAreas(task),
    endedColumn: picker.pick('endedColumn', [/^(doterm|terminated|date of termination|end(ed)?( date)?)$/]),
  };
}

/** For each geography of the workspace the column whose codes it knows. */
function guessAreas(task: GuessTask): Record<string, string> {
  const { sample, reader } = task;
  const columns: Record<string, string> = {};
  if (!reader) return columns;
  const known = new Set(
    reader.describe().geographies.map(({ geography, vintage }) => `${geography}:${vintage}`),
  );
  for (const column of sample.columns.filter(holdsCodes)) {
    if (mainKind(column) === undefined) continue;
    const quiet: GuessTask = { ...task, open: [], notes: [], hint: {} };
    const { geography, vintage } = guessGeography(quiet, column, undefined);
    const ref = `${geography}:${vintage}`;
    if (!known.has(ref) || quiet.notes.length === 0 || columns[ref] !== undefined) continue;
    columns[ref] = column.name;
    task.notes.push(...quiet.notes);
  }
  return columns;
}
