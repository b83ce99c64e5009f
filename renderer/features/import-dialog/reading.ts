import {
  type BenchmarkMapping,
  type BoundariesMapping,
  type Inspection,
  type LookupMapping,
  type RowFilter,
  formatPlural,
} from '#contract';
import { parsePeriod } from '#core/periods';
import { geographyWords } from '../../ui/index.ts';
import { isProvision, looksRounded, type Draft, type DraftLine, type ObservationsDraft } from './draft.ts';
import { findSummed } from './roles.ts';

/** How a file is read by a mapping as it stands now: from the draft itself, so that it follows every change of the form. */

const quoted = (name: string): string => `“${name}”`;

function codesWords(column: string, geography: string, vintage: string): string {
  if (column === '') return '';
  const areas =
    geography === ''
      ? 'areas of a kind that is not said yet'
      : geographyWords(`${geography}:${vintage}`).name;
  return `Codes stand in ${quoted(column)} and are of ${areas.trim()}.`;
}

function valueWords(
  { valueColumn, sumColumns, periodColumns }: ObservationsDraft,
  columns: string[],
): string {
  if (periodColumns !== null)
    return `${formatPlural(periodColumns.length, 'column')} of numbers, one for each period.`;
  if (sumColumns !== null) {
    const summed = findSummed(columns, sumColumns);
    return summed.length === 0
      ? ''
      : `${formatPlural(summed.length, 'column')} are added up: ${quoted(summed[0]!)} to ${quoted(summed.at(-1)!)}.`;
  }
  return valueColumn === null || valueColumn === '' ? '' : `The numbers stand in ${quoted(valueColumn)}.`;
}

function periodWords({ periodColumns, periodColumn, period }: ObservationsDraft): string {
  if (periodColumns !== null) return '';
  if (periodColumn !== null)
    return periodColumn === '' ? '' : `The period of each row stands in ${quoted(periodColumn)}.`;
  const read = parsePeriod(period ?? '');
  return read === undefined ? '' : `All numbers are of ${read.label}.`;
}

const isFilled = ({ key, value }: DraftLine): boolean => key !== '' && value !== '';

function cutWords({ cohortColumns, cohort, where }: ObservationsDraft): string[] {
  return [
    ...cohortColumns.filter(isFilled).map(({ key, value }) => `${quoted(value)} cuts people by ${key}.`),
    ...cohort.filter(isFilled).map(({ key, value }) => `Everybody counted is of ${key} ${value}.`),
    ...filterWords(where),
  ];
}

function observationWords(draft: ObservationsDraft, columns: string[]): string[] {
  const { indicator, kind, of, rounding } = draft;
  return [
    codesWords(draft.codeColumn, draft.geography, draft.vintage),
    valueWords(draft, columns),
    indicator === '' ? '' : `They are the ${kind} ${indicator}${of === null ? '' : `, a share of ${of}`}.`,
    periodWords(draft),
    ...cutWords(draft),
    rounding === 0 ? '' : `They are taken as rounded to the nearest ${rounding === 2 ? 5 : 10}.`,
  ];
}

function filterWords(where: readonly RowFilter[] = []): string[] {
  return where
    .filter(({ column, value }) => column !== '' && value !== '')
    .map(({ column, value, not = false }) =>
      value === '*' && !not
        ? `Rows are taken whatever stands in ${quoted(column)}.`
        : `Only rows where ${quoted(column)} is ${not ? 'not ' : ''}${quoted(value)} are taken.`,
    );
}

function boundaryWords({ layer, codeField, nameField, ...draft }: BoundariesMapping): string[] {
  const parent = draft.parentGeography ?? '';
  return [
    layer === null ? '' : `The areas stand in the layer ${quoted(layer)}.`,
    codesWords(codeField, draft.geography, draft.vintage),
    nameField === null ? 'Areas get no names.' : `Names stand in ${quoted(nameField)}.`,
    draft.parentField === null || draft.parentField === ''
      ? ''
      : `Each lies in ${/^.+:.+$/.test(parent) ? `one of the ${geographyWords(parent).name}` : 'a larger area'} by its code in ${quoted(draft.parentField)}.`,
    draft.crs === null || draft.crs === '' ? '' : `Coordinates are read as ${draft.crs}.`,
  ];
}

function lookupWords({ fromColumn, toColumn, from, to, weightColumn }: LookupMapping): string[] {
  if (fromColumn === '' || toColumn === '') return [];
  const placeWords = (ref: string): string => (/^.+:.+$/.test(ref) ? ` (${geographyWords(ref).name})` : '');
  return [
    `Each row leads from ${quoted(fromColumn)}${placeWords(from)} to ${quoted(toColumn)}${placeWords(to)}.`,
    weightColumn === null ? '' : `${quoted(weightColumn)} says which share goes there.`,
  ];
}

function benchmarkWords({ valueColumn, comparatorColumn, ...draft }: BenchmarkMapping): string[] {
  const period = draft.periodColumn === null ? parsePeriod(draft.period ?? '') : undefined;
  return [
    valueColumn === '' ? '' : `The numbers stand in ${quoted(valueColumn)}.`,
    comparatorColumn === '' ? '' : `What they are of stands in ${quoted(comparatorColumn)}.`,
    draft.indicatorColumn === null
      ? ''
      : `The indicator of each row stands in ${quoted(draft.indicatorColumn)}.`,
    draft.indicatorColumn !== null || !draft.indicator ? '' : `They are set beside ${draft.indicator}.`,
    draft.periodColumn === null ? '' : `The period of each row stands in ${quoted(draft.periodColumn)}.`,
    period === undefined ? '' : `All numbers are of ${period.label}.`,
  ];
}

function draftWords(draft: Draft, columns: string[]): string[] {
  switch (draft.family) {
    case 'observations':
      return observationWords(draft, columns);
    case 'boundaries':
      return boundaryWords(draft);
    case 'designation':
      return [
        codesWords(draft.codeColumn, draft.geography, draft.vintage),
        draft.id === '' ? '' : `A rule asks for them as designated('${draft.id}').`,
        ...filterWords(draft.where),
      ];
    case 'lookup':
      return [...lookupWords(draft), ...filterWords(draft.where)];
    case 'benchmark':
      return [...benchmarkWords(draft), ...filterWords(draft.where)];
    default:
      return 'where' in draft ? filterWords(draft.where) : [];
  }
}

/** What a guess rests on, by the field it is of: where the person answered, it is no news any more. */
const guesses: readonly [note: RegExp, fields: readonly string[]][] = [
  [/^The indicator is called after/, ['indicator']],
  [/^The values are taken from/, ['valueColumn', 'sumColumns', 'periodColumns']],
  [/columns hold numbers and which one is meant/, ['valueColumn', 'sumColumns', 'periodColumns']],
  [
    /^(The period .* (is taken|stands)|Periods are read from|\d+ headers are periods)/,
    ['period', 'periodColumn', 'periodColumns'],
  ],
  [/^(Codes in|[\d,]+ of [\d,]+ codes in)/, ['codeColumn', 'geography', 'vintage']],
  [/^(The vintage|The newest LSOA code|LSOA vintage|None of the codes)/, ['vintage', 'geography']],
  [/is read as the cohort dimension/, ['cohortColumns']],
  [/only rows with .* are taken/, ['where']],
];

/** Told by a trial of the mapping as it stands. */
const toldByTrial = /^(Positions are read from|Each row is read as a delivery|What stage )/;

function guessNotes(inspection: Inspection, draft: Draft, touched: ReadonlySet<string>): string[] {
  if (isProvision(draft)) return inspection.notes.filter((note) => !toldByTrial.test(note));
  return inspection.notes.filter((note) => {
    const fields = guesses.find(([pattern]) => pattern.test(note))?.[1] ?? [];
    return !fields.some((field) => touched.has(field));
  });
}

/** How the file is read now, a sentence each: first what the mapping says, then what guesses rest on and what was odd. */
export function readingNotes(inspection: Inspection, draft: Draft, touched: ReadonlySet<string>): string[] {
  // Of a timetable its survey tells more.
  if (draft.family === 'timetable') return [];
  const isTaken =
    draft.family === 'observations' &&
    draft.rounding === 2 &&
    !touched.has('rounding') &&
    looksRounded(inspection);
  const rounded = 'All numbers shown are multiples of 5, so the publisher is taken to have rounded them.';
  return [
    ...draftWords(draft, inspection.columns).filter((words) => words !== ''),
    ...guessNotes(inspection, draft, touched),
    ...(isTaken ? [rounded] : []),
  ];
}
