import { z } from 'zod';

/** All that is known of a way of travelling apart from how it is measured (`core/routing/travel.ts`). */
export interface TravelModeRecord {
  /** On a button. */
  name: string;
  /** What its limit and its answers are in. */
  unit: 'kilometres' | 'minutes';
  /** Completes "within 30 minutes …", of modes in minutes: `by public transport`. */
  phrase: string;
  /** Whether it goes by the timetables in use, on a day and in a window. */
  byTimetable: boolean;
  /** How it is measured, as every result says it; of modes by timetable the result says which, and when. */
  method: string | null;
  /** What counts as within reach until somebody says otherwise, and what a slider offers. */
  limit: { usual: number; least: number; most: number; step: number };
}

const minuteLimit = { usual: 30, least: 5, most: 90, step: 5 };

/** How walks are measured, as every result says it. */
export const walkMethod = 'straight line × 1.2 at 4.8 km/h';

/**
 * Every way of travelling, by its id. One more is a record here and its meter in `core/routing/travel.ts`: the command
 * line's help, the rule function `minutes`, fields, words and files read it from here.
 */
export const travelModeRecords = {
  distance: {
    name: 'Distance',
    unit: 'kilometres',
    phrase: '',
    byTimetable: false,
    method: 'kilometres along the geodesic',
    limit: { usual: 2, least: 0.5, most: 20, step: 0.5 },
  },
  walk: {
    name: 'Walk',
    unit: 'minutes',
    phrase: 'on foot',
    byTimetable: false,
    method: `walking estimated as ${walkMethod}`,
    limit: minuteLimit,
  },
  cycle: {
    name: 'Cycle',
    unit: 'minutes',
    phrase: 'by bicycle',
    byTimetable: false,
    method: 'cycling estimated as straight line × 1.2 at 16 km/h',
    limit: minuteLimit,
  },
  transit: {
    name: 'Transit',
    unit: 'minutes',
    phrase: 'by public transport',
    byTimetable: true,
    method: null,
    limit: minuteLimit,
  },
} as const satisfies Record<string, TravelModeRecord>;

export type TravelMode = keyof typeof travelModeRecords;

/** Modes by timetable, and those that need none. */
export type TimetableMode = {
  [Mode in TravelMode]: (typeof travelModeRecords)[Mode]['byTimetable'] extends true ? Mode : never;
}[TravelMode];
export type StraightMode = Exclude<TravelMode, TimetableMode>;

/** The ids of all modes, in the order of help and messages. */
export const travelModes = Object.keys(travelModeRecords) as TravelMode[];
export const travelMode = z.enum(travelModes);

/** The record of a way of travelling. */
export function getTravelMode(id: TravelMode): TravelModeRecord {
  return travelModeRecords[id];
}

/** Whether a way of travelling goes by the timetables in use. */
export function isByTimetable(id: TravelMode): id is TimetableMode {
  return travelModeRecords[id].byTimetable;
}
