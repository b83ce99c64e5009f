import type { Command } from 'commander';
import type { Backend } from '#backend';
import {
  PinpointError,
  coordinateSystemIds,
  exportFormatIds,
  getFormat,
  timeWindow,
  travelModes,
  travelPercentiles,
  type NeedOf,
  type TravelRequest,
  type WorkspaceDescription,
} from '#contract';
import { readSystem } from '../deliver.ts';
import { addLeavingOptions, type LeavingOptions } from './leaving-options.ts';
import { readNumberFlag } from './question.ts';

export interface TravelOptions {
  mode?: string;
  limit?: string;
  date?: string;
  window?: string;
  percentile?: string;
  direction?: string;
  arriveBy?: string;
  maxWalk?: string;
}

export interface NeedOptions {
  need?: string;
  cohort?: string;
  period?: string;
}

export interface OutOptions extends LeavingOptions {
  json?: boolean;
  quiet?: boolean;
  out?: string;
  crs?: string;
  overwrite?: boolean;
  saveRun?: string;
  title?: string;
  author?: string;
}

const usualWindow = '07:00-09:00';

/** The flags that say how far counts as reached. `limitFlag` is for commands whose `--limit` means something else. */
export function addTravelOptions(command: Command, limitFlag = '--limit <n>'): Command {
  return command
    .option(
      '--mode <mode>',
      `${travelModes.join(', ')} (default: transit where a timetable is in use, else walk)`,
    )
    .option(limitFlag, 'minutes door to door; by distance kilometres', '30')
    .option('--date <day>', 'day of travel, as in 2023-08-15 (default: the busiest Tuesday)')
    .option('--window <from-to>', 'minutes of departure or arrival, the last not included', usualWindow)
    .option(
      '--arrive-by <time>',
      'to the place by this minute, as in 08:00, instead of a window and direction',
    )
    .option('--percentile <p>', `of the window: ${travelPercentiles.join(', ')}`, '50')
    .option('--direction <direction>', 'from the place outwards, or to it', 'from')
    .option('--max-walk <minutes>', 'longest single walk to, between and from stops', '15');
}

/** The flags that say whose need is meant. */
export function addNeedOptions(command: Command): Command {
  return command
    .option('--need <indicator>', 'count of people in need')
    .option('--cohort <cohort>', 'as in age=18-24', 'all')
    .option('--period <period>', 'of the need count (default: the newest)');
}

/** The flags of what is written to a file. */
export function addOutOptions(command: Command): Command {
  return addLeavingOptions(command)
    .option('--title <text>')
    .option('--author <text>')
    .option('--out <file>', `${nameExtensions()} by its ending`)
    .option('--crs <system>', `what its coordinates are in: ${coordinateSystemIds.join(', ')}`)
    .option(
      '--save-run <file>',
      'with --out: everything that `pinpoint run` needs to make the same file again',
    )
    .option('--overwrite', 'replace a file that Pinpoint did not write')
    .hook('preAction', (_, acting) => void readSystem(acting.opts<OutOptions>()));
}

/** "csv, xlsx or gpkg". */
function nameExtensions(): string {
  const extensions = exportFormatIds.map((id) => getFormat(id).extension);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(extensions);
}

/** Travel as the flags say it; throws `usage` with the flag for what cannot be. */
export async function readTravel(backend: Backend, options: TravelOptions): Promise<TravelRequest> {
  return {
    mode: options.mode === undefined ? await usualMode(backend) : choose('--mode', options.mode, travelModes),
    limit: readLimit(options.limit ?? '30'),
    date: options.date === undefined ? null : readDayFlag('--date', options.date),
    percentile: choosePercentile(options.percentile ?? '50'),
    ...readTimes(options),
    maxWalkMinutes: readMaxWalk(options.maxWalk ?? '15'),
  };
}

async function usualMode(backend: Backend): Promise<'transit' | 'walk'> {
  const { timetables } = await backend.client.call('provision.list', {});
  return timetables.some(({ inUse }) => inUse) ? 'transit' : 'walk';
}

/** One of the words a flag takes. */
export function choose<Word extends string>(flag: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new PinpointError('usage', `${flag} takes ${words.join(', ')}, not ${text}.`, {
    found: text,
    expected: words.join(', '),
  });
}

function choosePercentile(text: string): (typeof travelPercentiles)[number] {
  const found = travelPercentiles.find((percentile) => String(percentile) === text);
  if (found !== undefined) return found;
  throw new PinpointError('usage', `--percentile takes ${travelPercentiles.join(', ')}, not ${text}.`, {
    found: text,
  });
}

function readLimit(text: string): number {
  const limit = readNumberFlag('--limit', text);
  if (limit > 0) return limit;
  throw new PinpointError('usage', '--limit takes a number above 0.', { found: text });
}

function readMaxWalk(text: string): number {
  const minutes = readNumberFlag('--max-walk', text);
  if (minutes >= 0) return minutes;
  throw new PinpointError('usage', '--max-walk takes minutes from 0 up.', { found: text });
}

/** A day as flags take it; throws `usage` for what is none. */
export function readDayFlag(flag: string, text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (isDay && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)) return text;
  throw new PinpointError('usage', `${flag} takes a day such as 2023-08-15.`, { found: text });
}

/** Window and direction: as said, or the one minute to arrive by. */
function readTimes({ arriveBy, window = usualWindow, direction = 'from' }: TravelOptions) {
  if (arriveBy === undefined)
    return {
      window: readWindow(window),
      direction: choose('--direction', direction, ['from', 'to'] as const),
    };
  if (window !== usualWindow)
    throw new PinpointError('usage', '--arrive-by says one minute, so --window has no place beside it.', {
      found: window,
    });
  const [hours, minutes] = arriveBy.split(':').map(Number) as [number, number];
  if (!/^\d{1,2}:[0-5]\d$/.test(arriveBy))
    throw new PinpointError('usage', '--arrive-by takes a time such as 08:00.', { found: arriveBy });
  const next = 60 * hours + minutes + 1;
  const end = `${String(Math.floor(next / 60)).padStart(2, '0')}:${String(next % 60).padStart(2, '0')}`;
  return { window: `${arriveBy.padStart(5, '0')}-${end}`, direction: 'to' as const };
}

function readWindow(text: string): string {
  if (timeWindow.safeParse(text).success) return text;
  throw new PinpointError('usage', '--window takes two times, as in 07:00-09:00.', { found: text });
}

/** The need that the flags name; else the one of the workspace's targeting; else the only count that can be meant. */
export async function readNeedFlags(
  backend: Backend,
  geography: string,
  options: NeedOptions,
): Promise<NeedOf> {
  const indicator = options.need ?? (await findNeed(backend, geography));
  return { indicator, cohort: options.cohort ?? 'all', period: options.period ?? null };
}

async function findNeed(backend: Backend, geography: string): Promise<string> {
  const { targeting } = await backend.client.call('workspace.info', {});
  if (targeting?.need != null && /^[a-z][a-z0-9_]*$/.test(targeting.need)) return targeting.need;
  const { indicators } = await backend.client.call('workspace.describe', {});
  const counts = indicators.filter(
    ({ kind, geographies }) => kind === 'count' && geographies.includes(geography),
  );
  const [only, ...others] = narrow(counts, indicators);
  if (only !== undefined && others.length === 0) return only.id;
  throw new PinpointError('usage', 'Whose need is meant is not clear.', {
    expected: counts.map(({ id }) => id).join(', '),
    hint: counts.length === 0 ? 'Import a count of people in need first.' : 'Name a count with --need.',
  });
}

type Indicators = WorkspaceDescription['indicators'];

/** Counts of claimants among several; else those that a rate is made of. */
function narrow(counts: Indicators, all: Indicators): Indicators {
  if (counts.length <= 1) return counts;
  const claimants = counts.filter(({ id, name }) => /claim/i.test(`${id} ${name}`));
  if (claimants.length > 0) return claimants;
  const numerators = new Set(all.map(({ numerator }) => numerator));
  return counts.filter(({ id }) => numerators.has(id));
}
