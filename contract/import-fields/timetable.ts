import type { z } from 'zod';
import { describeFamily } from './family.ts';
import { marginField, usualMarginKm } from './margin.ts';

/** A GTFS feed. */
export const timetableFamily = describeFamily({
  id: 'timetable',
  title: 'Timetable',
  phrase: 'a timetable',
  detail: 'bus, rail and ferry journeys, as GTFS',
  files: 'feed',
  needs: ['boundaries'],
  about: 'provision',
  sections: [{ id: 'kept', title: 'What is kept' }],
  fields: {
    /** Keep only trips that call within the region of the workspace, and this far about it; null = keep everything. */
    cutMarginKm: marginField((km) => km, {
      choices: [
        {
          id: 'cut',
          name: 'Trips that call in or near the region',
          detail: 'smaller and faster; enough for journeys within the region',
        },
        { id: 'all', name: 'Everything', detail: 'also trips that never come near the areas' },
      ],
      help: 'Stops up to this far outside count too, so that journeys can begin or change there.',
      withoutAreas: 'The workspace has no areas yet, so the whole timetable is kept.',
      flag: {
        words: '--margin <km>',
        help: 'how near the areas a trip must call to be kept, with all its stops',
        usual: String(usualMarginKm),
        none: { words: '--whole', help: 'keep the whole feed' },
      },
    }),
  },
});
export type TimetableMapping = z.infer<typeof timetableFamily.mapping>;
