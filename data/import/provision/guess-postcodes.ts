import type { PostcodesMapping } from '#contract';
import {
  type ColumnFacts,
  guessGeography,
  type GuessTask,
  holdsCodes,
  holdsNumbers,
  mainKind,
} from '../tables/index.ts';
import {
  type ColumnPicker,
  createPicker,
  guessPosition,
  guessPostcodeColumn,
  notePosition,
} from './guess-columns.ts';

/** The best guess of how a postcode directory is to be read, also without a header row, as OS Code-Point Open comes. */
export function guessPostcodes(task: GuessTask): PostcodesMapping {
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

function isMetre(column: ColumnFacts): boolean {
  const texts = [...column.distinct].slice(0, 200);
  return holdsNumbers(column) && texts.filter((text) => Number(text) > 10_000).length > texts.length / 2;
}

/** The first two neighbouring columns of large numbers: easting, then northing. */
function guessMetres(
  { notes }: GuessTask,
  picker: ColumnPicker,
): { eastingColumn: string | null; northingColumn: string | null } {
  const free = picker.free();
  const at = free.findIndex(
    (column, i) => isMetre(column) && free[i + 1]?.at === column.at + 1 && isMetre(free[i + 1]!),
  );
  if (at < 0) return { eastingColumn: null, northingColumn: null };
  const [easting, northing] = [free[at]!, free[at + 1]!];
  notes.push(
    `“${easting.name}” and “${northing.name}” hold large numbers side by side and are taken for easting and northing.`,
  );
  picker.take(easting.name);
  picker.take(northing.name);
  return { eastingColumn: easting.name, northingColumn: northing.name };
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
