import { z } from 'zod';
import { whereField } from './areas.ts';
import { describeFamily } from './family.ts';
import { column, field, neededColumn } from './field.ts';
import { coordinatesField } from './position.ts';

/** A directory of postcodes: a position for each, and the areas it lies in. */
export const postcodesFamily = describeFamily({
  id: 'postcodes',
  title: 'Postcodes',
  phrase: 'postcodes',
  detail: 'a directory that says where each one lies',
  files: 'places',
  needs: ['boundaries'],
  about: 'provision',
  sections: [
    { id: 'postcode', title: 'Postcode' },
    { id: 'position', title: 'Where it lies' },
    {
      id: 'areas',
      title: 'Area codes in the file',
      help: 'Where the file names no area, the outline that holds the point decides.',
    },
  ],
  fields: {
    postcodeColumn: neededColumn({
      label: 'Postcode',
      noun: 'postcode column',
      section: 'postcode',
      isHalf: true,
      flag: { words: '--postcode-column <name>', help: 'postcode' },
    }),
    position: coordinatesField,
    /** Column with the area code, by geography: `{ "lsoa:2011": "lsoa11" }`. */
    areaColumns: field('editions', z.record(z.string(), z.string()), {
      label: 'Area codes',
      none: 'By outline',
      section: 'areas',
    }),
    /** Date of termination: such postcodes are kept but marked. */
    endedColumn: column({
      label: 'Out of use since',
      heading: 'Ended',
      noun: 'column of ending days',
      none: 'Not said',
      section: 'postcode',
      isHalf: true,
      flag: { words: '--ended-column <name>', help: 'date of termination' },
    }),
    where: whereField,
  },
});
export type PostcodesMapping = z.infer<typeof postcodesFamily.mapping>;
