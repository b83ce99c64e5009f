import { type Coverage, type CoverageRequest, type Provision, type Site, getTravelMode } from '#contract';
import { phraseTravel } from '#core/provision';
import type { Shape } from '#core/geography';
import type { DocumentTable } from '#core/disclosure';
import { outlineSites, type Measuring } from '../travel/index.ts';
import { makeTable, number, text } from './columns.ts';

interface Drawn {
  site: Site;
  shape: Shape;
}

/** The sites that a coverage found, in its order. */
export function sitesOf(coverage: Coverage, { sites }: Provision): Site[] {
  const known = new Map(sites.map((site) => [site.id, site]));
  return coverage.sites.flatMap((id) => known.get(id) ?? []);
}

/** The catchment of each site of a coverage as an outline, for drawing only. Throws what routing throws, and `cancelled`. */
export function makeCatchmentsTable(
  { travel, day }: Pick<CoverageRequest, 'travel' | 'day'>,
  sites: readonly Site[],
  measuring: Measuring,
): DocumentTable {
  const shapes = outlineSites(travel, sites, measuring);
  const { unit } = getTravelMode(travel.mode);
  return makeTable<Drawn>({
    name: 'catchments',
    sheet: 'Catchments',
    holds: `The catchments of ${sites.length} sites ${phraseTravel(travel)}, for drawing only`,
    geometry: 'areas',
    columns: [
      text('site_id', 'Site id', ({ site }) => site.id),
      text('site_name', 'Site', ({ site }) => site.name),
      text('mode', 'Way of travelling', () => travel.mode),
      number('limit', 'Limit', () => travel.limit, unit),
      text('running_on', 'Day on which it runs; empty for any', () => day),
    ],
    rows: sites.map((site, at) => ({ site, shape: shapes[at]! })),
    describe: ({ site, shape }) => ({ id: site.id, shape }),
  });
}
