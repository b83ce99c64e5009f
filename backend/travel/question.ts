import { PinpointError, type Travel } from '#contract';
import {
  datesWithService,
  getServiceDay,
  prepareWalks,
  tripsOn,
  viewTimetable,
  type Timetable,
  type TravelQuestion,
  type WalkGraph,
} from '#core/routing';
import { chooseUsualDay } from './timetable.ts';

/** A timetable in shared memory as this thread sees it, with the walks about its stops for each longest walk asked for. */
interface OpenTimetable {
  timetable: Timetable;
  walks: Map<number, WalkGraph>;
}

const opened = new WeakMap<SharedArrayBuffer, OpenTimetable>();

function openTimetable(memory: SharedArrayBuffer | null): OpenTimetable {
  if (memory === null)
    throw new PinpointError('not_found', 'There is no timetable in this workspace.', {
      hint: 'Import a GTFS feed, or measure by distance, walk or cycle.',
    });
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
 * The same travel with the day it means: its own, checked to have service; else the usual one of the timetable (see
 * `chooseUsualDay`); null where the mode needs none. Throws `input_refused` for a day, or a timetable, without service, and
 * `not_found` without a timetable.
 */
export function settleTravel(travel: Travel, memory: SharedArrayBuffer | null): Travel {
  if (travel.mode !== 'transit') return { ...travel, date: null };
  const { timetable } = openTimetable(memory);
  if (travel.date !== null) {
    getServiceDay(timetable, travel.date);
    return travel;
  }
  const days = datesWithService(timetable).map((day) => ({ day, trips: tripsOn(timetable, day) }));
  const date = chooseUsualDay(days);
  if (date !== null) return { ...travel, date };
  throw new PinpointError('input_refused', 'The timetable has no day with service.', {
    hint: 'Import a feed that covers the days you plan for.',
  });
}

/** What core/routing is asked, from settled travel. */
export function makeQuestion(travel: Travel, memory: SharedArrayBuffer | null): TravelQuestion {
  if (travel.mode !== 'transit') return { mode: travel.mode, limit: travel.limit };
  const { timetable, walks } = openTimetable(memory);
  const { maxWalkMinutes } = travel;
  const known = walks.get(maxWalkMinutes) ?? prepareWalks(timetable, maxWalkMinutes);
  walks.set(maxWalkMinutes, known);
  return {
    mode: 'transit',
    direction: travel.direction,
    percentile: travel.percentile,
    timetable,
    date: settleTravel(travel, memory).date!,
    window: readWindow(travel.window),
    limitMinutes: travel.limit,
    maxWalkMinutes,
    walks: known,
  };
}

const walkWords = 'straight line × 1.2 at 4.8 km/h';

/** How settled travel is measured, in words. */
export function describeTravel(travel: Travel, timetableTitle: string | null): string {
  if (travel.mode === 'distance') return 'kilometres along the geodesic';
  if (travel.mode === 'walk') return `walking estimated as ${walkWords}`;
  if (travel.mode === 'cycle') return 'cycling estimated as straight line × 1.2 at 16 km/h';
  const [from, to] = travel.window.split('-') as [string, string];
  const when = travel.direction === 'from' ? 'leaving' : 'arriving';
  const name = new Date(`${travel.date}T00:00:00Z`).toLocaleDateString('en-GB', {
    weekday: 'long',
    timeZone: 'UTC',
  });
  return `timetable “${timetableTitle}”, ${when} ${from} to ${to} (not included) on ${name} ${travel.date}, percentile ${travel.percentile} of the window; walks of at most ${travel.maxWalkMinutes} minutes, ${walkWords}`;
}
