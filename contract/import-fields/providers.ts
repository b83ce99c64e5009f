import type { z } from 'zod';
import { whereField } from './areas.ts';
import { deliveryFields } from './delivery.ts';
import { describeFamily } from './family.ts';
import { group } from './field.ts';

/** Providers and programmes, and where a site is named, deliveries: one row each. */
export const providersFamily = describeFamily({
  id: 'providers',
  title: 'Providers',
  phrase: 'providers and programmes',
  detail: 'who delivers which programmes, and where',
  files: 'places',
  needs: [],
  about: 'provision',
  sections: [
    { id: 'who', title: 'Who delivers what' },
    { id: 'where', title: 'Where' },
    { id: 'stage', title: 'Stage' },
    { id: 'terms', title: 'Terms' },
  ],
  fields: {
    delivery: group(
      deliveryFields({
        onlyWith: 'siteColumn',
        namesProviders: true,
        stageHelp: 'stage of the continuum',
      }),
      { label: 'Delivery' },
    ),
    where: whereField,
  },
});
export type ProvidersMapping = z.infer<typeof providersFamily.mapping>;
export type DeliveryColumns = ProvidersMapping['delivery'];
