import { z } from 'zod';
import { areaFields, whereField } from './areas.ts';
import { describeFamily } from './family.ts';
import { field, neededColumn } from './field.ts';

const designationId = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'a designation id has lower-case letters, digits and _');

/** A named set of areas. */
export const designationFamily = describeFamily({
  id: 'designation',
  title: 'Designation',
  phrase: 'a designation',
  detail: 'a named set of areas, given from outside',
  files: 'table',
  needs: ['boundaries'],
  about: 'areas',
  sections: [
    { id: 'areas', title: '' },
    { id: 'name', title: '' },
  ],
  fields: {
    id: field('id', designationId, {
      label: 'As rules call it',
      name: 'Name in rules',
      help: "A rule asks for it as designated('daf').",
      isNeeded: true,
      section: 'name',
      flag: { words: '--id <id>', help: "what rules call it, as in designated('daf')", isRequired: true },
    }),
    name: field('text', z.string(), {
      label: 'Name for people',
      section: 'name',
      flag: { words: '--name <text>', help: 'what people call it; as the id unless said', likeField: 'id' },
      check: (value) =>
        typeof value === 'string' && value.trim() === ''
          ? 'Give the designation a name for people.'
          : undefined,
    }),
    ...areaFields({ what: 'the designated areas', isRequired: true, section: 'areas' }),
    codeColumn: neededColumn({
      label: 'Code',
      noun: 'code column',
      section: 'areas',
      flag: { words: '--code-column <name>', help: 'column with the area codes' },
    }),
    where: whereField,
  },
});
export type DesignationMapping = z.infer<typeof designationFamily.mapping>;
