import { z } from 'zod';
import { areaFields } from './areas.ts';
import { describeFamily } from './family.ts';
import { column, field, neededColumn } from './field.ts';
import { geographyRef } from '../words.ts';

const text = z.string().nullable();

/** Outlines of areas. */
export const boundariesFamily = describeFamily({
  id: 'boundaries',
  title: 'Boundaries',
  phrase: 'boundaries',
  detail: 'outlines of areas',
  files: 'outlines',
  needs: [],
  about: 'areas',
  sections: [
    { id: 'layer', title: '' },
    { id: 'areas', title: '' },
  ],
  fields: {
    ...areaFields({ what: 'the outlines', isRequired: true, section: 'areas' }),
    codeField: neededColumn({
      label: 'Code',
      noun: 'code field',
      section: 'areas',
      flag: { words: '--code-field <name>', help: 'field with the code of each area' },
    }),
    nameField: column({
      label: 'Name',
      noun: 'name field',
      none: 'No names',
      section: 'areas',
      flag: { words: '--name-field <name>', help: 'field with the name of each area' },
    }),
    /** Field with the code of the parent area, and the geography it belongs to; null = none. */
    parentField: column({
      label: 'Parent’s code',
      heading: 'Parent',
      noun: 'field of the parent’s code',
      none: 'No parent in the file',
      help: 'The larger area each one lies in, where the file says so.',
      section: 'areas',
      flag: {
        words: '--parent-field <name>',
        help: 'field with the code of the larger area each one lies in',
      },
    }),
    parentGeography: field('areas', geographyRef.nullable(), {
      label: 'Parent’s kind',
      isNeeded: true,
      onlyWith: 'parentField',
      section: 'areas',
      flag: {
        words: '--parent-geography <kind:year>',
        help: 'what the larger areas are, as in district:2011',
      },
    }),
    /** `EPSG:27700`, a proj4 text or WKT; null = what the file says. */
    crs: field('text', text, {
      label: 'Coordinates (CRS)',
      name: 'Coordinates',
      help: 'Only where the file is silent or wrong: an EPSG code, proj4 text or WKT.',
      asks: 'reference system',
      section: 'areas',
      flag: { words: '--crs <crs>', help: 'EPSG:27700, a proj4 text or WKT' },
    }),
    /** Layer of a file with several; null = the only or first one. */
    layer: field('text', text, {
      label: 'Layer',
      asks: 'layer',
      section: 'layer',
      flag: { words: '--layer <name>', help: 'of a file with several layers: the one with the areas' },
    }),
  },
});
export type BoundariesMapping = z.infer<typeof boundariesFamily.mapping>;
