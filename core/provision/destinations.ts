import {
  type Destination,
  type Destinations,
  type Site,
  type Travel,
  getTravelMode,
  isByTimetable,
} from '#contract';
import { formatCount, phraseTravel } from './sentences.ts';

/** How one site is reached from where somebody sets out. */
export interface JourneyTo {
  /** Minutes or kilometres; NaN where it is not reached. */
  minutes: number;
  /** Minutes after midnight; NaN where it is not reached or the way of travelling knows no clock. */
  leave: number;
  /** 0 to 1. */
  share: number;
}

export interface DestinationsQuestion {
  /** What people call the place where they set out. */
  from: string;
  sites: readonly Site[];
  /** For each site. */
  journeys: readonly JourneyTo[];
  travel: Travel;
  /** Whether all the sites asked for are places of work, so that the sentence may say so. */
  isEmployment: boolean;
}

/**
 * The sites as a list for people: reached ones first, the nearest of them first, then the others by name; how many sites and
 * jobs are reached; and a sentence. A site is reached where at least half of the people are within the limit. Sites whose
 * jobs are not known are counted apart.
 */
export function listDestinations(question: DestinationsQuestion): Omit<Destinations, 'date' | 'method'> {
  const { from, sites, journeys, travel } = question;
  const results = sites.map((site, at) => describe(site, journeys[at]!)).toSorted(byMinutes);
  const reached = results.filter((one) => one.reached);
  const totals = {
    sites: results.length,
    reachedSites: reached.length,
    jobs: sumJobs(results),
    reachedJobs: sumJobs(reached),
    sitesWithoutJobs: results.filter(({ jobs }) => jobs === null).length,
  };
  const arriveBy = getTravelMode(travel.mode).unit === 'kilometres' ? null : formatMinute(lastMinute(travel));
  return { results, from, arriveBy, totals, sentence: phraseDestinations(question, totals) };
}

function describe(
  { id, name, kind, lon, lat, jobs }: Site,
  { minutes, leave, share }: JourneyTo,
): Destination {
  const reached = !Number.isNaN(minutes);
  const hasClock = reached && !Number.isNaN(leave);
  return {
    id,
    name,
    kind,
    lon,
    lat,
    jobs,
    reached,
    minutes: reached ? minutes : null,
    leaveBy: hasClock ? formatMinute(leave) : null,
    share,
  };
}

function byMinutes(a: Destination, b: Destination): number {
  const [first, second] = [a.minutes ?? Infinity, b.minutes ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function sumJobs(list: readonly Destination[]): number {
  return list.reduce((sum, { jobs }) => sum + (jobs ?? 0), 0);
}

function phraseDestinations(
  { from, travel, isEmployment }: DestinationsQuestion,
  totals: Destinations['totals'],
): string {
  const one = isEmployment ? 'employment site' : 'site';
  if (totals.sites === 0) return `There is no ${one} to reach.`;
  const nouns = totals.sites === 1 ? one : `${one}s`;
  const many = `${formatCount(totals.reachedSites)} of ${formatCount(totals.sites)} ${nouns}`;
  const jobs =
    totals.jobs === 0 ? '' : `, with ${formatCount(totals.reachedJobs)} of ${formatCount(totals.jobs)} jobs`;
  const unknown =
    totals.jobs === 0 || totals.sitesWithoutJobs === 0
      ? ''
      : ` How many jobs there are is not known of ${formatCount(totals.sitesWithoutJobs)} ${totals.sitesWithoutJobs === 1 ? 'site' : 'sites'}.`;
  return `From ${from} people reach ${many}${phraseArrival(travel)} ${phraseTravel(travel)}${jobs}.${unknown}`;
}

/** ` by 08:00`, or of a longer window ` arriving 07:30 to 08:00`; nothing where only a timetable would need a clock. */
function phraseArrival(travel: Travel): string {
  if (!isByTimetable(travel.mode)) return '';
  const [first] = travel.window.split('-');
  const last = formatMinute(lastMinute(travel));
  return formatMinute(readMinute(first!)) === last ? ` by ${last}` : ` arriving ${first} to ${last}`;
}

/** The last minute of a half-open window, after midnight. */
export function lastMinute({ window }: Pick<Travel, 'window'>): number {
  return readMinute(window.split('-')[1]!) - 1;
}

function readMinute(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number];
  return 60 * hours + minutes;
}

/**
 * A time of day to the whole minute before: `07:22`. What lies before midnight is of the day before and says so; what lies
 * after 24:00 keeps counting hours, as timetables do.
 */
export function formatMinute(minutes: number): string {
  // Sums of binary fractions may end a hair below the whole minute that is meant.
  const whole = Math.floor(minutes + 1e-6);
  if (whole < 0) return `${formatMinute(whole + 1440)} the day before`;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
