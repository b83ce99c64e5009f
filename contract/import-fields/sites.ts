import type { z } from 'zod';
import { siteKind, siteKindNames, siteKinds } from '../provision.ts';
import { whereField } from './areas.ts';
import { deliveryFields } from './delivery.ts';
import { describeFamily } from './family.ts';
import { addedColumn, column, field, group } from './field.ts';
import { marginField } from './margin.ts';
import { positionField } from './position.ts';

const delivery = group(
  deliveryFields({ namesProviders: false, stageHelp: 'stage of the continuum; makes the rows deliveries' }),
  { label: 'Delivery', section: 'row', asks: 'what a row is' },
);

/** Sites; with delivery columns one row a delivery, and the site of an id that comes again is taken from its first row. */
export const sitesFamily = describeFamily({
  id: 'sites',
  title: 'Sites',
  phrase: 'sites',
  detail: 'places where something is delivered, or where people work',
  files: 'places',
  needs: ['boundaries', 'postcodes', 'providers'],
  about: 'provision',
  sections: [
    { id: 'site', title: 'Site' },
    {
      id: 'position',
      title: 'Where it lies',
      help: 'A row is placed by the first of these that it fills in.',
    },
    { id: 'row', title: 'Each row is' },
    { id: 'who', title: 'Who delivers what' },
    { id: 'stage', title: 'Stage' },
    { id: 'terms', title: 'Terms' },
    { id: 'kind', title: 'Kind of site' },
    { id: 'kept', title: 'What is kept' },
  ],
  fields: {
    /** null = ids are made from the names. */
    idColumn: column({
      label: 'Key',
      heading: 'Site’s key',
      noun: 'column of site ids',
      none: 'Made from the name',
      section: 'site',
      isHalf: true,
      flag: { words: '--id-column <name>', help: 'id of the site' },
    }),
    nameColumn: column({
      label: 'Name',
      heading: 'Site',
      noun: 'column of site names',
      none: 'The key is the name',
      section: 'site',
      isHalf: true,
      flag: { words: '--name-column <name>', help: 'name of the site' },
      check: (value, { idColumn }) =>
        value === null && idColumn === null ? 'Choose the column with the site’s name.' : undefined,
    }),
    position: positionField,
    firstDayColumn: column({
      label: 'Opened',
      noun: 'column of opening days',
      none: 'Not said',
      section: 'site',
      isHalf: true,
    }),
    lastDayColumn: column({
      label: 'Closed',
      noun: 'column of closing days',
      none: 'Not said',
      section: 'site',
      isHalf: true,
    }),
    /** What the sites of the file are, where no column tells it. */
    kind: field('choice', siteKind.default('provision'), {
      label: 'Kind, where no column tells it',
      name: 'It is a',
      noun: 'kind of site',
      choices: siteKinds.map((id) => ({ id, name: siteKindNames[id] })),
      section: 'kind',
      isHalf: true,
      flag: { words: '--kind <kind>', help: `what the sites are: ${siteKinds.join(' or ')}` },
    }),
    /** `provision` or `employment`, in each row; a blank cell means `kind`. */
    kindColumn: addedColumn({
      label: 'Kind, in a column',
      name: 'Kind’s column',
      heading: 'Kind',
      noun: 'column of kinds of sites',
      none: 'The same for all',
      section: 'kind',
      isHalf: true,
      flag: { words: '--kind-column <name>', help: `what each site is: ${siteKinds.join(' or ')}` },
    }),
    jobsColumn: addedColumn({
      label: 'Jobs or vacancies there',
      heading: 'Jobs',
      noun: 'column of jobs',
      none: 'Not said',
      section: 'kind',
      flag: { words: '--jobs-column <name>', help: 'jobs or vacancies at the site' },
    }),
    /** Kilometres about the box that holds the areas, beyond which sites are left out; null = all are taken. */
    cutMarginKm: marginField((km) => km.default(null), {
      choices: [
        { id: 'all', name: 'All sites', detail: 'also those far away; the report names them' },
        { id: 'cut', name: 'Sites in or near the region', detail: 'of a list of the whole country' },
      ],
      help: 'Sites up to this far outside count too, since people travel there.',
      withoutAreas: 'The workspace has no areas yet, so all sites are kept.',
      flag: { words: '--margin <km>', help: 'leave out sites farther than this from the areas' },
    }),
    delivery: { ...delivery, schema: delivery.schema.nullable(), isNeeded: false },
    where: whereField,
  },
});
export type SitesMapping = z.infer<typeof sitesFamily.mapping>;
