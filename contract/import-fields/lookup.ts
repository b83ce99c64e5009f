import type { z } from 'zod';
import { areasField, whereField } from './areas.ts';
import { describeFamily } from './family.ts';
import { column, neededColumn } from './field.ts';

/** Which area lies in which, or which replaces which. */
export const lookupFamily = describeFamily({
  id: 'lookup',
  title: 'Lookup',
  phrase: 'a lookup',
  detail: 'which area lies in which, or which replaces which',
  files: 'table',
  needs: ['boundaries'],
  about: 'areas',
  sections: [
    { id: 'from', title: 'From' },
    { id: 'to', title: 'To' },
    { id: 'between', title: 'Between vintages' },
  ],
  fields: {
    from: areasField({
      label: 'Kind of area',
      name: 'From',
      isNeeded: true,
      hasStandIn: true,
      section: 'from',
      flag: { words: '--from <kind:year>', help: 'areas that belong, as in lsoa:2011', isRequired: true },
    }),
    to: areasField({
      label: 'Kind of area',
      name: 'To',
      isNeeded: true,
      hasStandIn: true,
      section: 'to',
      flag: { words: '--to <kind:year>', help: 'areas they belong to, as in ward:2017', isRequired: true },
      check: (value, around) =>
        value !== '' && value === around['from'] ? 'Both sides name the same areas.' : undefined,
    }),
    fromColumn: neededColumn({
      label: 'Code',
      name: 'From code',
      heading: 'From',
      noun: 'column of the areas that belong',
      section: 'from',
      flag: { words: '--from-column <name>', help: 'column with the codes of the areas that belong' },
    }),
    toColumn: neededColumn({
      label: 'Code',
      name: 'To code',
      heading: 'To',
      noun: 'column of the areas they belong to',
      section: 'to',
      flag: { words: '--to-column <name>', help: 'column with the codes of the areas they belong to' },
      check: (value, around) =>
        value !== '' && value === around['fromColumn'] ? 'Both sides name the same column.' : undefined,
    }),
    weightColumn: column({
      label: 'Weight',
      noun: 'weight column',
      none: 'No weights',
      help: 'The share of the first area that goes to the second.',
      section: 'between',
      flag: { words: '--weight-column <name>' },
    }),
    /** Column with a change code (U, S, M, X) of a vintage lookup. */
    changeColumn: column({
      label: 'Kind of change',
      name: 'Change',
      heading: 'Change',
      noun: 'change column',
      none: 'No change codes',
      help: 'U unchanged, S split, M merged, X irregular.',
      section: 'between',
      flag: {
        words: '--change-column <name>',
        help: 'column with codes of change: U unchanged, S split, M merged, X irregular',
      },
    }),
    where: whereField,
  },
});
export type LookupMapping = z.infer<typeof lookupFamily.mapping>;
