import type { z } from 'zod';
import { areaFields, whereField } from './areas.ts';
import { describeFamily } from './family.ts';
import { column } from './field.ts';
import { positionField } from './position.ts';

/**
 * Population points: where the people of areas live, one point a row, such as population-weighted centroids of output areas
 * with the code of their LSOA, or unit postcodes with headcounts. A later import for a geography replaces an earlier one.
 */
export const pointsFamily = describeFamily({
  id: 'points',
  title: 'Population points',
  phrase: 'population points',
  detail: 'where the people of each area live, and journeys end',
  files: 'places',
  needs: ['boundaries', 'postcodes'],
  about: 'provision',
  sections: [
    { id: 'areas', title: 'Areas' },
    {
      id: 'position',
      title: 'Where it lies',
      help: 'A row is placed by the first of these that it fills in.',
    },
  ],
  fields: {
    ...areaFields({
      what: 'the points',
      isRequired: true,
      areKnown: true,
      section: 'areas',
      help: 'Journeys of these areas end in the points. Points of an earlier import are replaced.',
      kindHelp: 'lsoa, ward …: the areas that the points are of',
    }),
    /** Code of the area that a point belongs to; null = the area it lies in. */
    codeColumn: column({
      label: 'Area code',
      heading: 'Code',
      noun: 'code column',
      none: 'By where it lies',
      section: 'areas',
      isHalf: true,
      flag: {
        words: '--code-column <name>',
        help: 'code of the area that a point belongs to; without one the area it lies in',
      },
    }),
    position: positionField,
    /** How many live there, in any unit: people, households, addresses. null = all points of an area weigh alike. */
    weightColumn: column({
      label: 'How many live there',
      heading: 'Weight',
      noun: 'column of weights',
      none: 'All alike',
      section: 'areas',
      isHalf: true,
      flag: {
        words: '--weight-column <name>',
        help: 'how many live there; without one all points of an area weigh alike',
      },
    }),
    where: whereField,
  },
});
export type PointsMapping = z.infer<typeof pointsFamily.mapping>;
