import {
  type ImportFinding,
  type ImportTrial,
  type PerformanceMapping,
  type PositionColumns,
  type ProvisionMapping,
  formatPlural,
} from '#contract';
import { formatWhole, geographyWords } from '../../ui/index.ts';

/** What an import would do, in words: from the mapping and from a trial of it. */

const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

function newWords({ providers, programmes }: ImportTrial['brings']): string {
  const things = [
    providers === 0 ? '' : formatPlural(providers, 'provider'),
    programmes === 0 ? '' : formatPlural(programmes, 'programme'),
  ].filter((words) => words !== '');
  if (things.length === 0) return '';
  return `${list(things)} ${providers + programmes === 1 ? 'is' : 'are'} new`;
}

const sentenceOf = (...parts: string[]): string => `${parts.filter((part) => part !== '').join('; ')}.`;

function siteWords({ brings }: ImportTrial, hasDeliveries: boolean): string {
  const sites = formatPlural(brings.sites, 'site');
  if (!hasDeliveries) return `Each row becomes a site: ${sites}.`;
  const deliveries = formatPlural(brings.deliveries, 'delivery', 'deliveries');
  return sentenceOf(`Each row becomes a delivery: ${list([sites, deliveries])}`, newWords(brings));
}

function providerWords({ brings }: ImportTrial, hasSites: boolean): string {
  const known = 'The workspace knows all of these providers and programmes';
  const news = newWords(brings);
  if (!hasSites) return sentenceOf(news === '' ? known : news);
  const deliveries = formatPlural(brings.deliveries, 'delivery', 'deliveries');
  return sentenceOf(`Each row that names a site becomes a delivery there: ${deliveries}`, news);
}

function performanceWords({ brings, rows, period }: ImportTrial, draft: PerformanceMapping): string {
  const areas = geographyWords(`${draft.geography}:${draft.vintage}`).name;
  const when = period === null ? '' : `, ${period}`;
  const kept = formatPlural(brings.performance, 'row');
  if (draft.postcodeColumn === null)
    return sentenceOf(`${kept} of performance by ${areas}${when}`, newWords(brings));
  const records = formatPlural(rows.taken, 'record');
  return sentenceOf(
    `${records} by postcode ${rows.taken === 1 ? 'is' : 'are'} added up to ${kept} by ${areas}${when}`,
    'no postcode is kept',
    newWords(brings),
  );
}

/** What the import would bring, in one sentence. */
export function consequenceWords(draft: ProvisionMapping, trial: ImportTrial): string {
  switch (draft.family) {
    case 'sites':
      return siteWords(trial, draft.delivery !== null);
    case 'providers':
      return providerWords(trial, draft.delivery.siteColumn !== null);
    case 'performance':
      return performanceWords(trial, draft);
    case 'postcodes':
      return `${formatPlural(trial.brings.postcodes, 'postcode gets', 'postcodes get')} a position.`;
    case 'points':
      return `Journeys of ${geographyWords(`${draft.geography}:${draft.vintage}`).name} end in ${formatPlural(trial.brings.points, 'population point')}.`;
    default:
      return timetableWords(trial);
  }
}

function timetableWords({ timetable }: ImportTrial): string {
  if (timetable === null) return '';
  const { cut, trips, stops, stopTimes, stopsInside } = timetable;
  if (cut !== null)
    return `${formatWhole(cut.trips)} of ${formatPlural(cut.tripsRead, 'trip')} and ${formatWhole(cut.stops)} of ${formatPlural(cut.stopsRead, 'stop')} are kept.`;
  if (stopTimes === null && stopsInside !== null)
    return `${formatWhole(stopsInside)} of ${formatPlural(stops, 'stop')} lie in or near the region; the trips that call there are kept.`;
  return `${formatPlural(trips, 'trip')} at ${formatPlural(stops, 'stop')} are kept.`;
}

/** How rows get their position: "Positions from easting and northing (EPSG:27700), else from the postcode." Empty where no way is chosen. */
export function positionWords(position: Partial<PositionColumns>): string {
  const { lonColumn, eastingColumn, postcodeColumn, crs } = position;
  const ways = [
    lonColumn ? 'longitude and latitude' : '',
    eastingColumn ? `easting and northing (${crs ?? 'EPSG:27700'})` : '',
    postcodeColumn ? 'the postcode' : '',
  ].filter((way) => way !== '');
  return ways.length === 0 ? '' : `Positions from ${ways.join(', else from ')}.`;
}

/** What an import met, in a sentence without its examples. */
export function findingWords({ kind, times }: ImportFinding): string {
  switch (kind) {
    case 'outside':
      return `${formatPlural(times, 'site lies', 'sites lie')} outside the areas of the workspace, and ${times === 1 ? 'is' : 'are'} taken all the same`;
    case 'repeated':
      return `${formatPlural(times, 'row repeats', 'rows repeat')} an earlier one, and ${times === 1 ? 'is' : 'are'} left out`;
    case 'unknown postcode':
      return `${formatPlural(times, 'row has a postcode', 'rows have postcodes')} that the directory lacks, and ${times === 1 ? 'is' : 'are'} left out`;
    case 'unknown site':
      return `${formatPlural(times, 'row names', 'rows name')} a site that the workspace does not have, and ${times === 1 ? 'is' : 'are'} left out: import the sites first`;
    default:
      return `${formatPlural(times, 'row has a word', 'rows have words')} that ${times === 1 ? 'is' : 'are'} no stage, and ${times === 1 ? 'is' : 'are'} left out`;
  }
}

/** Rejected rows that no finding tells of, as lines with their row. */
export function otherRejects({ rejects, found }: Pick<ImportTrial, 'rejects' | 'found'>): string[] {
  const told = new Set(found.flatMap(({ examples }) => examples));
  const kinds = new Set(
    found.filter(({ kind }) => kind !== 'outside').flatMap(({ examples }) => examples.map(patternOf)),
  );
  return rejects
    .map(({ row, reason }) => `row ${formatWhole(row)}: ${reason}`)
    .filter((line) => !told.has(line) && !kinds.has(patternOf(line)));
}

/** A line without its numbers and quoted texts: lines of one kind look the same. */
const patternOf = (line: string): string => line.replaceAll(/“[^”]*”|\d[\d,]*/g, '·');

/** Sentences of the report that the findings do not tell already. */
export function otherWarnings({ warnings, found }: Pick<ImportTrial, 'warnings' | 'found'>): string[] {
  const isTold = found.some(({ kind }) => kind === 'outside');
  return warnings.filter((warning) => !isTold || !/ outside the areas of the workspace and /.test(warning));
}
