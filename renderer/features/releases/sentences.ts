import {
  formatPlural,
  type ImportFinding,
  type ImportFindingKind,
  type ImportReport,
  type TimetableHealth,
} from '#contract';
import { rowsWords } from '../../state/index.ts';
import { formatCount } from '../../ui/index.ts';

/** The report in one sentence: "All 989 rows taken in 1.2 s." */
export function reportSentence({ rows, seconds }: ImportReport): string {
  const words = rowsWords(rows);
  const rejected = rows.rejected === 0 ? '' : `, ${formatCount(rows.rejected)} rejected`;
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
  return `Cut to the region: ${formatCount(cut.trips)} of ${formatPlural(cut.tripsRead, 'trip')} and ${formatCount(cut.stops)} of ${formatPlural(cut.stopsRead, 'stop')} were kept.`;
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

const fieldNames: Record<string, string> = {
  family: 'Read as',
  geography: 'Kind of area',
  vintage: 'Vintage',
  codeField: 'Code',
  codeColumn: 'Code',
  nameField: 'Name',
  parentField: 'Parent’s code',
  parentGeography: 'Parent’s kind',
  crs: 'Coordinates',
  layer: 'Layer',
  indicator: 'Indicator',
  name: 'Name for people',
  kind: 'It is a',
  of: 'Share of',
  unit: 'Unit',
  valueColumn: 'Value',
  sumColumns: 'Columns added up',
  periodColumns: 'Period columns',
  periodColumn: 'Period’s column',
  period: 'Period',
  cohortColumns: 'Cohort columns',
  cohort: 'Cohort',
  where: 'Only rows where',
  rounding: 'Rounded by up to',
  from: 'From',
  to: 'To',
  fromColumn: 'From code',
  toColumn: 'To code',
  weightColumn: 'Weight',
  changeColumn: 'Change',
  id: 'Name in rules',
  indicatorColumn: 'Indicator’s column',
  comparatorColumn: 'Region or country',
  idColumn: 'Key',
  nameColumn: 'Name',
  position: 'Position',
  lonColumn: 'longitude',
  latColumn: 'latitude',
  eastingColumn: 'easting',
  northingColumn: 'northing',
  postcodeColumn: 'Postcode',
  firstDayColumn: 'First day',
  lastDayColumn: 'Last day',
  kindColumn: 'Kind’s column',
  jobsColumn: 'Jobs',
  delivery: 'Delivery',
  providerColumn: 'Provider’s column',
  providerNameColumn: 'Provider’s name',
  provider: 'Provider',
  programmeColumn: 'Programme’s column',
  programmeNameColumn: 'Programme’s name',
  programme: 'Programme',
  siteColumn: 'Site',
  stageColumn: 'Stage’s column',
  stage: 'Stage',
  stageWords: 'Stage words',
  fundingColumn: 'Funding stream',
  placesColumn: 'Places',
  costColumn: 'Cost',
  eligibleColumn: 'Who it is open to',
  startsColumn: 'Starts',
  outcomesColumn: 'Job outcomes',
  sustainedColumn: 'Sustained outcomes',
  targetColumn: 'Target',
  areaColumns: 'Area codes',
  endedColumn: 'Out of use since',
  cutMarginKm: 'Margin about the areas, km',
};

function valueWords(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map((item: unknown) =>
        typeof item === 'object' && item !== null ? Object.values(item).join(' = ') : String(item),
      )
      .join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]): [string, string] => [fieldNames[key] ?? key, part === null ? '' : valueWords(part)])
    .filter(([, words]) => words !== '')
    .map(([name, words]) => `${name} = ${words}`)
    .join(', ');
}

/** The mapping as lines of a name and a value; what is not set is left out. */
export function mappingLines(mapping: ImportReport['mapping']): [name: string, value: string][] {
  return Object.entries(mapping)
    .filter(
      ([field, value]) =>
        value !== null && valueWords(value) !== '' && (value !== 0 || field === 'cutMarginKm'),
    )
    .map(([field, value]) => [fieldNames[field] ?? field, valueWords(value)]);
}
