import {
  describedFamily,
  nameOfField,
  sensitivities,
  type FamilyDescription,
  type FieldSet,
  type ImportFinding,
  type ImportFindingKind,
  type ImportReport,
  type JudgedSensitivity,
  type Sensitivity,
  type TimetableHealth,
  formatPlural,
} from '#contract';
import { rowsWords } from '../../state/index.ts';
import { formatWhole } from '../../ui/index.ts';

/** The report in one sentence: "All 989 rows taken in 1.2 s." */
export function reportSentence({ rows, seconds }: ImportReport): string {
  const words = rowsWords(rows);
  const rejected = rows.rejected === 0 ? '' : `, ${formatWhole(rows.rejected)} rejected`;
  const time = seconds === 0 ? '' : ` in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${rejected}${time}.`;
}

/** What the flags say: how many numbers were withheld, estimated, rounded; empty where none were. */
export function flagWords({ flags }: ImportReport): string[] {
  return [
    flags.suppressed === 0 ? '' : `${formatPlural(flags.suppressed, 'value is', 'values are')} suppressed`,
    flags.estimated === 0 ? '' : `${formatPlural(flags.estimated, 'value is', 'values are')} estimated`,
    flags.rounded === 0
      ? ''
      : `${formatPlural(flags.rounded, 'value is', 'values are')} rounded by the publisher`,
  ].filter((words) => words !== '');
}

/** How sensitive a release is and what that means; why it was taken to be so, as long as nobody has said otherwise. */
export function sensitivityWords(is: Sensitivity, judged: JudgedSensitivity | undefined): string {
  const { name, sentence } = sensitivities[is];
  const because = judged?.is === is && judged.because !== null ? ` Guessed, because ${judged.because}.` : '';
  return `${name}: ${sentence}.${because}`;
}

/** Headings over what an import of provision met. */
export const findingTitles: Record<ImportFindingKind, string> = {
  outside: 'Outside the areas of the workspace',
  repeated: 'Came more than once',
  'unknown postcode': 'Postcodes that were not found',
  'unknown stage': 'Words that are no stage',
  'unknown site': 'Sites that the workspace does not have',
};

/** What an import met of one kind, in a sentence. */
export function metWords({ kind, times }: ImportFinding): string {
  const was = times === 1 ? 'was' : 'were';
  switch (kind) {
    case 'outside':
      return `${formatPlural(times, 'site lies', 'sites lie')} outside the areas and ${was} taken all the same: look whether the position is right.`;
    case 'repeated':
      return `${formatPlural(times, 'row')} said again what an earlier row had said, and ${was} left out.`;
    case 'unknown postcode':
      return `${formatPlural(times, 'row')} ${was} left out because the postcode directory of the workspace does not have its postcode. A newer directory may help.`;
    case 'unknown site':
      return `${formatPlural(times, 'row')} ${was} left out because the workspace does not have the site. Import the sites first, then this file again.`;
    default:
      return `${formatPlural(times, 'row')} ${was} left out because the stage column holds a word that is no stage. Import the file again and say what the word stands for.`;
  }
}

/** What the cut to the region kept of a timetable, or that all was kept. */
export function cutWords({ cut, counts }: Pick<TimetableHealth, 'cut' | 'counts'>): string {
  if (cut === null)
    return `Everything was kept: ${formatPlural(counts.trips, 'trip')} at ${formatPlural(counts.stops, 'stop')}.`;
  return `Cut to the region: ${formatWhole(cut.trips)} of ${formatPlural(cut.tripsRead, 'trip')} and ${formatWhole(cut.stops)} of ${formatPlural(cut.stopsRead, 'stop')} were kept.`;
}

/** Sentences of an import of a timetable that its health report tells: problems, cut, days without service, and the sum of it all. */
const toldByHealth =
  /^((error|warning|note): |Cut to the region: |No service on |[\d,]+ trips of [\d,]+ routes)/;

/** Warnings that no other part of the report tells: the health of a feed and sites outside have a place of their own. */
export function warningsBeyond({ warnings, timetable, found }: ImportReport): string[] {
  const isOutsideTold = found?.some(({ kind }) => kind === 'outside') === true;
  return warnings.filter(
    (warning) =>
      !(timetable !== undefined && toldByHealth.test(warning)) &&
      !(isOutsideTold && / outside the areas of the workspace and /.test(warning)),
  );
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function nameOf(fields: FieldSet, key: string): string {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field === undefined ? key : nameOfField(field);
}

/** `fields`: those whose keys an object has. */
function valueWords(value: unknown, fields: FieldSet): string {
  if (Array.isArray(value))
    return value
      .map((item: unknown) =>
        typeof item === 'object' && item !== null ? Object.values(item).join(' = ') : String(item),
      )
      .join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]): [string, string] => [
      key in fields ? lowerFirst(nameOf(fields, key)) : key,
      part === null ? '' : valueWords(part, {}),
    ])
    .filter(([, words]) => words !== '')
    .map(([name, words]) => `${name} = ${words}`)
    .join(', ');
}

/** The mapping as lines of a name and a value; what is not set is left out. `described`: its family. */
export function mappingLines(
  { family, ...mapping }: ImportReport['mapping'],
  { fields }: Pick<FamilyDescription, 'fields'> = describedFamily(family),
): [name: string, value: string][] {
  const lines = Object.entries(mapping)
    .map(([key, value]): [string, unknown, string] => [
      key,
      value,
      value === null ? '' : valueWords(value, fields[key]?.fields ?? {}),
    ])
    .filter(([key, value, words]) => words !== '' && (value !== 0 || key === 'cutMarginKm'))
    .map(([key, , words]): [string, string] => [nameOf(fields, key), words]);
  return [['Read as', family], ...lines];
}
