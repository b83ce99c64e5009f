import {
  cleanName,
  type GeographyKind,
  geographyKinds,
  indicatorKinds,
  type IndicatorKind,
  type ObservationsMapping,
  type RowFilter,
  writeRowFilter,
  type MappingGuess,
} from '#contract';
import { quoteNames } from '#data/formats/text-table';
import { bareFileName, makeId } from '../names.ts';
import { countAgeColumns } from '../observations/ages.ts';
import {
  type DimensionGuess,
  guessDimensions,
  guessWholeCohort,
  hintedWhere,
  listPassing,
} from './dimensions.ts';
import { type ColumnFacts, describeColumn, holdsCodes, holdsNumbers } from './facts.ts';
import { guessCodeColumn, guessGeography, type GuessTask, type Hint } from './geography.ts';
import { guessPeriod, type PeriodGuess, preferHeaderPeriod } from './period.ts';

/** The best guess of how a table of observations is to be read. What it could not tell is named in `open`. */
export function guessObservations(task: GuessTask): MappingGuess<'observations'> {
  const { sample, hint, open } = task;
  const code = hintedColumn(task, 'codeColumn') ?? guessCodeColumn(task, hintedKind(hint['geography']));
  if (!code) open.push('codeColumn');
  const codeAt = code ? [code.at] : [];
  const period = guessPeriod(task, codeAt);
  const value = period.periodColumns
    ? undefined
    : guessValue(task, [...codeAt, ...columnAt(task, period.periodColumn)]);
  if (value && hint['period'] === undefined) preferHeaderPeriod(period, value.name);
  if (!period.periodColumns && !period.periodColumn && !period.period) open.push('period');
  const key = [...codeAt, ...columnAt(task, period.periodColumn)];
  const dimensions = guessDimensions(
    { ...task, hint: withFilters(hint, period.where) },
    key,
    sample.columns.filter((column) => column === value || holdsCodes(column)).map(({ at }) => at),
  );
  const taken = value && describeColumn(value.name, value.at, listPassing(sample, dimensions.where));
  const named = guessIndicator(task, taken, dimensions);
  return {
    family: 'observations',
    ...guessGeography(task, code, dataYear(task, period)),
    codeColumn: code?.name ?? '',
    ...named,
    of: hint['of'] ?? null,
    unit: hint['unit'] ?? null,
    ...valueFields(task, value, period),
    periodColumn: period.periodColumn,
    period: period.period,
    cohortColumns: dimensions.cohortColumns,
    cohort: guessWholeCohort(task, dimensions.cohortColumns),
    where: dimensions.where,
    rounding: hint['rounding'] === '2' ? 2 : hint['rounding'] === '5' ? 5 : 0,
  };
}

/** What a person said, and the filters that follow from it, unless one for the same column was said. */
function withFilters(hint: Hint, where: readonly RowFilter[]): Hint {
  const said = hintedWhere(hint).map(({ column }) => column.toLowerCase());
  const further = where.filter(({ column }) => !said.includes(column.toLowerCase()));
  if (further.length === 0) return hint;
  return { ...hint, where: [hint['where'] ?? '', ...further.map(writeRowFilter)].join('\n').trim() };
}

function hintedKind(text: string | undefined): GeographyKind | undefined {
  return geographyKinds.find((kind) => kind === text);
}

function hintedColumn({ sample, hint }: GuessTask, field: string): ColumnFacts | undefined {
  const name = hint[field]?.toLowerCase();
  return name === undefined ? undefined : sample.columns.find((column) => column.name.toLowerCase() === name);
}

function columnAt({ sample }: GuessTask, name: string | null): number[] {
  const at = name === null ? -1 : sample.layout.columns.indexOf(name);
  return at < 0 ? [] : [at];
}

function dataYear(
  { sample }: GuessTask,
  { periodColumn, period, periodColumns }: PeriodGuess,
): string | undefined {
  const column = sample.columns.find(({ name }) => name === periodColumn);
  const texts = [period, periodColumns?.at(-1), ...(column ? [[...column.distinct].at(-1)] : [])];
  for (const text of texts) {
    const [year] = /(?:19|20)\d\d/.exec(text ?? '') ?? [];
    if (year) return year;
    const [, short] = /[a-z]{3}[- ]?(\d\d)$/i.exec(text ?? '') ?? [];
    if (short) return `20${short}`;
  }
  return undefined;
}

function valueFields(
  { hint, open }: GuessTask,
  value: ColumnFacts | undefined,
  period: PeriodGuess,
): Pick<ObservationsMapping, 'valueColumn' | 'sumColumns' | 'periodColumns'> {
  const sumColumns = hint['sumColumns'] ?? null;
  if (sumColumns !== null) return { valueColumn: null, sumColumns, periodColumns: null };
  if (period.periodColumns)
    return { valueColumn: null, sumColumns: null, periodColumns: period.periodColumns };
  if (!value) open.push('valueColumn');
  return { valueColumn: value?.name ?? null, sumColumns: null, periodColumns: null };
}

const valueHeader = /^(obs value|value|values|count|counts|number|observation|figure|data|estimate)$/;
const notValueHeader =
  /( code| type| typecode| sortorder|id)$|^(record |urn|easting|northing|lat|lon|rank order)|^(date|geography)$/;

/** The column with the values: by its header, else the only column of numbers, else the one that is called a total. */
function guessValue(task: GuessTask, except: readonly number[]): ColumnFacts | undefined {
  const { sample, hint, notes } = task;
  if (hint['sumColumns']) return undefined;
  const hinted = hintedColumn(task, 'valueColumn');
  if (hinted) return hinted;
  const free = sample.columns.filter((column) => !except.includes(column.at) && !holdsCodes(column));
  const byHeader =
    free.find(({ header }) => header === 'obs value') ?? free.find(({ header }) => valueHeader.test(header));
  if (byHeader) return byHeader;
  const numeric = free.filter((column) => holdsNumbers(column) && !notValueHeader.test(column.header));
  if (numeric.length === 1) return numeric[0];
  const ages = countAgeColumns(sample.layout.columns);
  const byIndicator = findNamed(numeric, hint['indicator']);
  const totals = numeric.filter(({ header }) => /^(total|all)\b/.test(header));
  const chosen = byIndicator ?? (totals.length === 1 ? totals[0] : undefined);
  if (ages >= 10)
    notes.push(`${ages} columns count single years of age; a span such as 16-64 can be added up.`);
  if (!chosen && numeric.length > 1) {
    notes.push(
      `${numeric.length} columns hold numbers and which one is meant is open: ${quoteNames(numeric.map(({ name }) => name))}.`,
    );
  } else if (chosen) notes.push(`The values are taken from “${chosen.name}”.`);
  return chosen;
}

/** The one column whose header has every word of an indicator's id: `imd_rank` is “Index of Multiple Deprivation (IMD) Rank”. */
function findNamed(columns: readonly ColumnFacts[], indicator: string | undefined): ColumnFacts | undefined {
  if (indicator === undefined) return undefined;
  const exact = columns.find(({ name }) => makeId(name) === indicator);
  const words = indicator.split('_');
  const all = columns.filter(({ header }) => {
    const inHeader = new Set(header.split(/[^a-z0-9]+/));
    return words.every((word) => inHeader.has(word));
  });
  return exact ?? (all.length === 1 ? all[0] : undefined);
}

const generic = /^(value|variable|percent|number|count|total|persons|obs[_ ]value|values|measure)$/i;

/** Name, id and kind of the indicator: from the measure, else the value's header, else the lines above the table, else the file's name. */
function guessIndicator(
  { hint, sample, open, notes, reader }: GuessTask,
  value: ColumnFacts | undefined,
  { measures, where }: DimensionGuess,
): Pick<ObservationsMapping, 'indicator' | 'name' | 'kind'> {
  const passing = listPassing(sample, where);
  const measured = measures.map(
    ({ at }) => passing.map((cells) => cells[at]?.trim() ?? '').find((text) => text !== '') ?? '',
  );
  const header = value?.name.replace(/; measures: value$/i, '') ?? '';
  const title = sample.layout.preamble.find(({ key }) => key === '')?.value ?? '';
  const words = [...measured, header, title, fileWords(sample.file)]
    .map((text) => text.trim())
    .find((text) => text !== '' && !generic.test(text) && makeId(text) !== '');
  const indicator = hint['indicator'] ?? (words === undefined ? '' : makeId(words));
  if (indicator === '') open.push('indicator');
  else if (!hint['indicator']) notes.push(`The indicator is called after “${words}”.`);
  const known = reader?.listIndicators().find(({ id }) => id === indicator);
  const saidKind = indicatorKinds.find((kind) => kind === hint['kind']) ?? known?.kind;
  return {
    indicator: indicator || 'value',
    name:
      hint['name'] ?? (hint['indicator'] ? null : words === undefined ? null : cleanName(readable(words))),
    kind:
      saidKind ??
      guessKind(`${measured.join(' ')} ${header} ${hint['indicator']?.replaceAll('_', ' ') ?? ''}`, value),
  };
}

/** A column's name as words for a person: `total_population` → `Total population`. */
function readable(words: string): string {
  if (!words.includes('_')) return words;
  const spaced = words.replaceAll('_', ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The words of a file's name; empty where it is made of random digits. */
function fileWords(file: string): string {
  const name = bareFileName(file);
  return /[0-9a-f]{8}-[0-9a-f]{4}-/i.test(name)
    ? ''
    : name
        .replace(/[-_ ]+(19|20)\d\d([-_]\d\d)?/g, '')
        .replace(/[-_\s]+/g, ' ')
        .replace(/^file \d+ /i, '');
}

function guessKind(words: string, value: ColumnFacts | undefined): IndicatorKind {
  if (/\b(rate|percent|percentage|proportion|share)\b|%/i.test(words)) return 'rate';
  if (/\b(decile|quintile|quartile|category|class)\b/i.test(words)) return 'category';
  if (/\b(score|index|rank|density|ratio|median|mean|average|hectares)\b/i.test(words)) return 'score';
  return value && value.fractions > 0 ? 'score' : 'count';
}
