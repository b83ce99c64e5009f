import { geographyKinds, type MappingGuess } from '#contract';
import {
  type ColumnFacts,
  guessCodeColumn,
  guessGeography,
  type GuessTask,
  holdsCodes,
  holdsNumbers,
  mainKind,
  matchGeographies,
  vintageInHeader,
} from '../tables/index.ts';
import {
  type ColumnPicker,
  createPicker,
  guessMetres,
  guessPosition,
  notePosition,
} from './guess-columns.ts';

/** The best guess of how a file of population points is to be read. */
export function guessPopulationPoints(task: GuessTask): MappingGuess<'points'> {
  const { hint, notes } = task;
  const picker = createPicker(task);
  const code = guessCode(task);
  picker.take(code?.name ?? null);
  if (!code) notes.push('No column of area codes was found: a point belongs to the area it lies in.');
  const named = guessPosition(task, picker);
  const weightColumn = guessWeight(picker);
  notes.push(
    weightColumn === null
      ? 'No column of weights was found: all points of an area weigh alike.'
      : `“${weightColumn}” says how many live at each point.`,
  );
  const hasCoordinates = named.lonColumn !== null || named.eastingColumn !== null;
  const position = hasCoordinates ? named : { ...named, ...guessMetres(task, picker) };
  notePosition(task, position);
  const { geography, vintage } = guessGeography(task, code, undefined);
  return {
    family: 'points',
    geography,
    vintage,
    codeColumn: hint['codeColumn'] ?? code?.name ?? null,
    position,
    weightColumn,
  };
}

/** The column with codes of the geography that was asked for, by kind and year; of another kind only where no kind was said. */
function guessCode(task: GuessTask): ColumnFacts | undefined {
  const { hint, sample } = task;
  const said = sample.columns.find(({ name }) => name === hint['codeColumn']);
  if (said) return said;
  const kind = geographyKinds.find((known) => known === hint['geography']);
  const ofKind = sample.columns.filter((column) => holdsCodes(column) && mainKind(column) === kind);
  const ofYear = ofKind.find((column) => vintageInHeader(column) === hint['vintage']);
  if (hint['vintage'] !== undefined && ofYear) return ofYear;
  if (kind === undefined) return guessKnownCode(task) ?? guessCodeColumn(task);
  const found = guessCodeColumn(task, kind);
  return found && holdsCodes(found) && mainKind(found) !== kind ? undefined : found;
}

/** The column with most different codes that the workspace knows, at best one in which codes repeat: several points an area. */
function guessKnownCode({ reader, sample }: GuessTask): ColumnFacts | undefined {
  if (!reader) return undefined;
  const known = sample.columns.filter(
    (column) => holdsCodes(column) && matchGeographies(column.distinct, reader).length > 0,
  );
  const repeating = known.filter(({ distinct, filled }) => distinct.size < filled);
  const [best] = (repeating.length > 0 ? repeating : known).toSorted(
    (a, b) => b.distinct.size - a.distinct.size || a.at - b.at,
  );
  return best;
}

function guessWeight(picker: ColumnPicker): string | null {
  return picker.pick(
    'weightColumn',
    [
      /^((all|total|usual|resident|usual resident) ?)*(population|persons|people|residents|head ?count)$/,
      /\b(pop|popn|population|persons|people|residents?|head ?count)/,
      /households|dwellings|addresses|delivery points/,
      /^(weight|count|total)$/,
    ],
    (column) => column.filled === 0 || holdsNumbers(column),
  );
}
