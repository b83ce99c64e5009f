import { stageNames, type Delivery, type Site } from '#contract';
import type { DocumentTable, Fact } from '#data/export';
import { matchProvision } from '../travel/index.ts';
import { makeTable, number, text, type ReadColumn } from './columns.ts';
import type { Content, Making } from './making.ts';

interface Delivered {
  site: Site;
  delivery: Delivery | null;
}

const siteColumns: ReadColumn<{ site: Site }>[] = [
  text('site_id', 'Site id', ({ site }) => site.id),
  text('site_name', 'Site', ({ site }) => site.name),
  number('lon', 'Longitude', ({ site }) => site.lon, 'degrees'),
  number('lat', 'Latitude', ({ site }) => site.lat, 'degrees'),
  text('postcode', 'Postcode', ({ site }) => site.postcode),
  text('site_first_day', 'First day the site is open', ({ site }) => site.firstDay),
  text('site_last_day', 'Last day the site is open', ({ site }) => site.lastDay),
];

/** Sites as points, for every document that speaks of them. */
export function makeSitesTable(sites: readonly Site[]): DocumentTable {
  return makeTable({
    name: 'sites',
    sheet: 'Sites',
    holds: `The sites: ${sites.length}`,
    geometry: 'points',
    columns: siteColumns,
    rows: sites.map((site) => ({ site })),
    describe: ({ site }) => ({ id: site.id, point: [site.lon, site.lat] }),
  });
}

/** What is delivered, one row a delivery, at the place of its site. Of `*` also the sites where nothing is delivered. */
export function documentProvision(
  { selector, day }: Content<'provision'>,
  { reader }: Making,
): { title: string; tables: [DocumentTable]; facts: Fact[]; releases: number[] } {
  const provision = reader.getProvision();
  const { deliveries, sites } = matchProvision(provision, { selector, day });
  const places = new Map(provision.sites.map((site) => [site.id, site]));
  const used = new Set(sites.map(({ id }) => id));
  const idle =
    selector.trim() === '*' && day === null ? provision.sites.filter(({ id }) => !used.has(id)) : [];
  const rows: Delivered[] = [
    ...deliveries.map((delivery) => ({ delivery, site: places.get(delivery.site)! })),
    ...idle.map((site) => ({ site, delivery: null })),
  ];
  const programmes = new Map(provision.programmes.map((programme) => [programme.id, programme]));
  const providers = new Map(provision.providers.map(({ id, name }) => [id, name]));
  const of =
    <Value>(read: (delivery: Delivery) => Value) =>
    ({ delivery }: Delivered): Value | null =>
      delivery === null ? null : read(delivery);
  const providerOf = ({ programme }: Delivery): string => programmes.get(programme)?.provider ?? '';
  const table = makeTable<Delivered>({
    name: 'provision',
    sheet: 'Provision',
    holds: `What is delivered: ${rows.length} rows`,
    geometry: 'points',
    columns: [
      text(
        'delivery_id',
        'Delivery id',
        of(({ id }) => id),
      ),
      ...siteColumns,
      text('provider_id', 'Provider id', of(providerOf)),
      text(
        'provider_name',
        'Provider',
        of((delivery) => providers.get(providerOf(delivery)) ?? ''),
      ),
      text(
        'programme_id',
        'Programme id',
        of(({ programme }) => programme),
      ),
      text(
        'programme_name',
        'Programme',
        of(({ programme }) => programmes.get(programme)?.name ?? ''),
      ),
      text(
        'stage',
        'Stage of the continuum',
        of(({ stage }) => stageNames[stage]),
      ),
      text(
        'funding_stream',
        'Funding stream',
        of(({ fundingStream }) => fundingStream),
      ),
      number(
        'places',
        'Places',
        of((delivery) => delivery.places),
        'places a year',
      ),
      number(
        'cost',
        'Cost',
        of((delivery) => delivery.cost),
        'pounds a year',
      ),
      text(
        'first_day',
        'First day',
        of(({ firstDay }) => firstDay),
      ),
      text(
        'last_day',
        'Last day',
        of(({ lastDay }) => lastDay),
      ),
      text(
        'eligible',
        'Open to',
        of(({ eligible }) => eligible.join('; ')),
      ),
    ],
    rows,
    describe: ({ site, delivery }) => ({ id: delivery?.id ?? site.id, point: [site.lon, site.lat] }),
  });
  return {
    title: `Provision: ${selector}`,
    tables: [table],
    facts: [
      ['Selector', selector],
      ['Day', day ?? 'whatever the dates'],
      ['Deliveries', String(deliveries.length)],
      ['Sites', String(sites.length + idle.length)],
    ],
    releases: [],
  };
}
