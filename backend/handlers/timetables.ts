import type { HandlerInput } from '#contract';
import type { HandlerContext } from './context.ts';
import { findChoice, summariseTimetables } from '../travel/index.ts';

/** Which timetables journeys are measured with. */
export function timetableHandlers(context: HandlerContext) {
  return {
    'timetable.use': ({ release, inUse }: HandlerInput<'timetable.use'>) => {
      const writer = context.session().writer();
      writer.chooseTimetable(release, findChoice(writer, release, inUse));
      return summariseTimetables(writer);
    },
  };
}
