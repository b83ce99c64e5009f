import { PinpointError, type Travel, getTravelMode, isByTimetable, walkMethod } from '#contract';
import {
  getServiceDay,
  prepareWalks,
  viewTimetable,
  type Timetable,
  type TravelQuestion,
  type WalkGraph,
} from '#core/routing';
import { chooseUsualDay } from '#core/timetables';
import type { SharedTimetable, TimetableDays } from './timetable.ts';

/** A timetable in shared memory as this thread sees it, with the walks about its stops for each longest walk asked for. */
interface OpenTimetable {
  timetable: Timetable;
  walks: Map<number, WalkGraph>;
}

const opened = new WeakMap<SharedArrayBuffer, OpenTimetable>();

function openTimetable(memory: SharedArrayBuffer | null): OpenTimetable {
  if (memory === null) throw noTimetable();
  const known = opened.get(memory) ?? { timetable: viewTimetable(memory), walks: new Map() };
  opened.set(memory, known);
  return known;
}

/** `07:30` as minutes after midnight; hours may pass 24. */
function readMinute(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number];
  return 60 * hours + minutes;
}

/** `07:00-09:00` as half-open minutes after midnight. */
export function readWindow(text: string): { fromMinute: number; toMinute: number } {
  const [from, to] = text.split('-') as [string, string];
  return { fromMinute: readMinute(from), toMinute: readMinute(to) };
}

/**
 * The same travel with the day it means: its own, on which at least one of the timetables must have service; else their
 * usual one (see `chooseUsualDay`); null where the mode needs none. Throws `input_refused` for a day, or timetables, without
 * service, and `not_found` without a timetable in use.
 */
export function settleTravel(travel: Travel, timetables: SharedTimetable | undefined): Travel {
  if (!isByTimetable(travel.mode)) return { ...travel, date: null };
  if (timetables === undefined) throw noTimetable();
  const { date } = travel;
  if (date !== null) {
    checkDate(date, timetables);
    return travel;
  }
  const usual = chooseUsualDay(timetables.members.map(({ days }) => days));
  if (usual !== null) return { ...travel, date: usual };
  throw new PinpointError('input_refused', `${nameAll(timetables)} no day with service.`, {
    hint: 'Import a feed that covers the days you plan for.',
  });
}

function noTimetable(): PinpointError {
  return new PinpointError('not_found', 'There is no timetable in use in this workspace.', {
    hint: 'Import a GTFS feed or take one into use, or measure by distance, walk or cycle.',
  });
}

function nameAll({ members }: SharedTimetable): string {
  return members.length === 1 ? 'The timetable has' : 'The timetables in use have';
}

const serves = ({ days }: TimetableDays, date: string): boolean =>
  days.some(({ day, trips }) => day === date && trips > 0);

/** Throws where no timetable in use has service on a date: with the dates that have it, and who else does. */
function checkDate(date: string, timetables: SharedTimetable): void {
  if (timetables.members.some((member) => serves(member, date))) return;
  try {
    getServiceDay(openTimetable(timetables.memory).timetable, date);
  } catch (error) {
    if (!(error instanceof PinpointError) || error.code !== 'input_refused') throw error;
    const others = timetables.others.filter((other) => serves(other, date)).map(({ title }) => title);
    const idle = others.length === 0 ? '' : ` Not in use, but with service that day: ${quoteAll(others)}.`;
    throw new PinpointError('input_refused', `${nameAll(timetables)} no service on ${date}.`, {
      ...error.details,
      hint: `${error.details.hint ?? ''}${idle}`,
    });
  }
}

/** What core/routing is asked, from settled travel. */
export function makeQuestion(travel: Travel, memory: SharedArrayBuffer | null): TravelQuestion {
  if (!isByTimetable(travel.mode)) return { mode: travel.mode, limit: travel.limit };
  if (travel.date === null) throw new PinpointError('internal', 'The day of travel is not settled.');
  const { timetable, walks } = openTimetable(memory);
  const { maxWalkMinutes } = travel;
  const known = walks.get(maxWalkMinutes) ?? prepareWalks(timetable, maxWalkMinutes);
  walks.set(maxWalkMinutes, known);
  return {
    mode: travel.mode,
    direction: travel.direction,
    percentile: travel.percentile,
    timetable,
    date: travel.date,
    window: readWindow(travel.window),
    limitMinutes: travel.limit,
    maxWalkMinutes,
    walks: known,
  };
}

/** How settled travel is measured, in words: by which timetables, when, and which of them has no service that day. */
export function describeTravel(travel: Travel, timetables: SharedTimetable | undefined): string {
  const { method } = getTravelMode(travel.mode);
  if (method !== null) return method;
  const [from, to] = travel.window.split('-') as [string, string];
  const when = travel.direction === 'from' ? 'leaving' : 'arriving';
  const name = new Date(`${travel.date}T00:00:00Z`).toLocaleDateString('en-GB', {
    weekday: 'long',
    timeZone: 'UTC',
  });
  return `${phraseTimetables(timetables?.members ?? [], travel.date!)}, ${when} ${from} to ${to} (not included) on ${name} ${travel.date}, percentile ${travel.percentile} of the window; walks of at most ${travel.maxWalkMinutes} minutes, ${walkMethod}`;
}

function phraseTimetables(members: readonly TimetableDays[], date: string): string {
  const titles = members.map(({ title }) => title);
  const idle = members.filter((member) => !serves(member, date)).map(({ title }) => title);
  const names = `${titles.length === 1 ? 'timetable' : 'timetables'} ${quoteAll(titles)}`;
  const together = titles.length === 1 ? names : `${names} together`;
  return idle.length === 0
    ? together
    : `${together} (${quoteAll(idle)} ${idle.length === 1 ? 'has' : 'have'} no service that day)`;
}

function quoteAll(titles: readonly string[]): string {
  const quoted = titles.map((title) => `“${title}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
