import { siteKindNames, stageNames, type Delivery, type Provision, type Site } from '#contract';
import type { DocumentTable } from '#core/disclosure';
import type { WorkspaceReader } from '#data/workspace';
import { matchProvision } from '../travel/index.ts';
import { makeTable, number, text, type ReadColumn } from './columns.ts';
import type { Content, Made, Making } from './making.ts';

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
  text('site_kind', 'Kind of site', ({ site }) => siteKindNames[site.kind]),
  number('jobs', 'Jobs at the site', ({ site }) => site.jobs, 'jobs'),
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

/**
 * What a selector picks, one row a delivery at the place of its site. Sites that it picks themselves and where
 * nothing is delivered have a row too; of `*` on any day all such sites, employment sites among them.
 */
export function makeProvisionTable(
  { selector, day }: Pick<Content<'provision'>, 'selector' | 'day'>,
  reader: WorkspaceReader,
): DocumentTable {
  const provision = reader.getProvision();
  const { deliveries, picked } = matchProvision(provision, { selector, day });
  const places = new Map(provision.sites.map((site) => [site.id, site]));
  const used = new Set(deliveries.map(({ site }) => site));
  const isWhole = selector.trim() === '*' && day === null;
  const idle = (isWhole ? provision.sites : picked).filter(({ id }) => !used.has(id));
  const rows: Delivered[] = [
    ...deliveries.map((delivery) => ({ delivery, site: places.get(delivery.site)! })),
    ...idle.map((site) => ({ site, delivery: null })),
  ];
  return makeTable<Delivered>({
    name: 'provision',
    sheet: 'Provision',
    holds: `What is delivered: ${rows.length} rows`,
    geometry: 'points',
    columns: listDeliveryColumns(provision),
    rows,
    describe: ({ site, delivery }) => ({ id: delivery?.id ?? site.id, point: [site.lon, site.lat] }),
  });
}

function listDeliveryColumns({ programmes, providers }: Provision): ReadColumn<Delivered>[] {
  const programmeOf = new Map(programmes.map((programme) => [programme.id, programme]));
  const providerNames = new Map(providers.map(({ id, name }) => [id, name]));
  const of =
    <Value>(read: (delivery: Delivery) => Value) =>
    ({ delivery }: Delivered): Value | null =>
      delivery === null ? null : read(delivery);
  const providerOf = ({ programme }: Delivery): string => programmeOf.get(programme)?.provider ?? '';
  return [
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
      of((delivery) => providerNames.get(providerOf(delivery)) ?? ''),
    ),
    text(
      'programme_id',
      'Programme id',
      of(({ programme }) => programme),
    ),
    text(
      'programme_name',
      'Programme',
      of(({ programme }) => programmeOf.get(programme)?.name ?? ''),
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
      of(({ places }) => places),
      'places a year',
    ),
    number(
      'cost',
      'Cost',
      of(({ cost }) => cost),
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
  ];
}

/** What is delivered, as a document of its own. */
export function documentProvision(content: Content<'provision'>, { reader }: Making): Made {
  const { selector, day } = content;
  const table = makeProvisionTable(content, reader);
  return {
    title: `Provision: ${selector}`,
    tables: [table],
    facts: [
      ['Selector', selector],
      ['Deliveries of', day ?? 'any date'],
      ['Rows', String(table.rows.length)],
    ],
    releases: [],
  };
}
