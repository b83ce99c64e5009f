import { siteKindNames, type Destination, type Destinations, getTravelMode, writeGeography } from '#contract';
import { makeTable, number, text, type ReadColumn } from './columns.ts';
import { factNumber } from './facts.ts';
import type { Content, Made } from './making.ts';

/** The sites that can be reached from one area or point, and those that cannot, at the places where they are. */
export function documentDestinations({ request }: Content<'destinations'>, list: Destinations): Made {
  const { geography, selector, day, travel } = request;
  const { totals, arriveBy } = list;
  const { unit } = getTravelMode(travel.mode);
  const columns: ReadColumn<Destination>[] = [
    text('site_id', 'Site id', ({ id }) => id),
    text('site_name', 'Site', ({ name }) => name),
    text('site_kind', 'Kind of site', ({ kind }) => siteKindNames[kind]),
    number('lon', 'Longitude', ({ lon }) => lon, 'degrees'),
    number('lat', 'Latitude', ({ lat }) => lat, 'degrees'),
    text('reached', 'Whether it is reached within the limit', ({ reached }) => (reached ? 'yes' : 'no')),
    number(unit, `Travel in ${unit}; empty where it is not reached`, ({ minutes }) => minutes, unit),
    text('leave_by', 'Latest departure; empty where it is not reached', ({ leaveBy }) => leaveBy),
    number('jobs', 'Jobs at the site; empty where not known', ({ jobs }) => jobs, 'jobs'),
    number('share', 'Share of the people who reach it within the limit', ({ share }) => share, '0 to 1'),
  ];
  return {
    title: `Sites within reach of ${list.from}`,
    tables: [
      makeTable<Destination>({
        name: 'destinations',
        sheet: 'Destinations',
        holds: `Sites and whether they are reached: ${list.results.length} rows`,
        geometry: 'points',
        columns,
        rows: list.results,
        describe: ({ id, lon, lat }) => ({ id, point: [lon, lat] }),
      }),
    ],
    facts: [
      ['Result', list.sentence],
      ['From', 'area' in request.origin ? `${list.from} (${request.origin.area})` : list.from],
      ['Selector', selector],
      ['Sites of', day ?? 'any date'],
      ...(geography === null
        ? []
        : [['Geography and vintage', writeGeography(geography)] as [string, string]]),
      ['Limit', `${factNumber(travel.limit, 'travel')} ${unit}`],
      ...(arriveBy === null ? [] : [['Arriving by', arriveBy] as [string, string]]),
      ['Sites reached', `${totals.reachedSites} of ${totals.sites}`],
      ['Jobs reached', `${factNumber(totals.reachedJobs, 'count')} of ${factNumber(totals.jobs, 'count')}`],
      ['Sites whose jobs are not known', String(totals.sitesWithoutJobs)],
    ],
    releases: [],
  };
}
