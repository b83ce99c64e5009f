import type { HandlerInput } from '#contract';
import type { Host } from './host.ts';
import { findChoice, listTimetables } from '../travel/index.ts';

/** Which timetables journeys are measured with. */
export function timetableHandlers(host: Host) {
  return {
    'timetable.use': ({ release, inUse }: HandlerInput<'timetable.use'>) => {
      const writer = host.session().writer();
      writer.chooseTimetable(release, findChoice(writer, release, inUse));
      return listTimetables(writer);
    },
  };
}
