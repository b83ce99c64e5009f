import { type PlacingResult, getTravelMode, writeGeography } from '#contract';
import { readNeedFacts } from './coverage.ts';
import { areaColumns, makeTable, number, text, whole } from './columns.ts';
import { factNumber } from './facts.ts';
import type { Content, Made, Making } from './making.ts';

interface Row {
  position: number | null;
  id: string;
  name: string;
  isNew: boolean;
  cost: number | null;
  addedNeed: number | null;
  addedAreas: number | null;
}

/** Where the next sites should be: the new ones in order, those that are there, and what nothing can reach. */
export function documentPlacing(
  { request }: Content<'placing'>,
  result: PlacingResult,
  making: Making,
): Made {
  const { reader } = making;
  const areas = reader.getAreas(request.geography);
  const { sites } = reader.getProvision();
  const need = readNeedFacts(request.geography, request.need, making);
  const points = new Map([
    ...areas.codes.map((code, at): [string, [number, number]] => [code, [areas.lon[at]!, areas.lat[at]!]]),
    ...[...sites, ...(request.candidates ?? [])].map(({ id, lon, lat }): [string, [number, number]] => [
      id,
      [lon, lat],
    ]),
  ]);
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  const rows: Row[] = [
    ...result.chosen.map((site, at) => ({ ...site, position: at + 1, isNew: true })),
    ...result.existing.map((id) => ({
      position: null,
      id,
      name: names.get(id) ?? id,
      isNew: false,
      cost: null,
      addedNeed: null,
      addedAreas: null,
    })),
  ];
  const main = makeTable<Row>({
    name: 'chosen_sites',
    sheet: 'Sites',
    holds: `${result.chosen.length} new sites and ${result.existing.length} that are there`,
    geometry: 'points',
    columns: [
      whole('position', 'Position, the site that adds most first', ({ position }) => position),
      text('id', 'Site', ({ id }) => id),
      text('name', 'Name', ({ name }) => name),
      text('status', 'New or there', ({ isNew }) => (isNew ? 'new' : 'there')),
      number('lon', 'Longitude', ({ id }) => points.get(id)?.[0] ?? null, 'degrees'),
      number('lat', 'Latitude', ({ id }) => points.get(id)?.[1] ?? null, 'degrees'),
      number('cost', 'Cost', ({ cost }) => cost, 'pounds'),
      number('added_need', 'Need that it adds to those before it', ({ addedNeed }) => addedNeed, need.unit),
      whole('added_areas', 'Areas that it adds', ({ addedAreas }) => addedAreas),
    ],
    rows,
    describe: ({ id }) => {
      const point = points.get(id);
      return point === undefined ? { id } : { id, point };
    },
  });
  const shapes = making.shapesOf(request.geography);
  const out = makeTable<number>({
    name: 'out_of_reach',
    sheet: 'Out of reach',
    holds: `Areas that nothing allowed can reach: ${result.infeasibleAreas.length}`,
    geometry: 'areas',
    columns: areaColumns(areas),
    rows: [...result.infeasibleAreas],
    describe: (area) => ({ id: areas.codes[area]!, shape: shapes.get(areas.codes[area]!) }),
  });
  return {
    title: 'Where the next sites should be',
    tables: [main, out],
    facts: [
      ['Result', result.sentence],
      ['Proof', result.status],
      ['Provision that is there', request.selector],
      ['Geography and vintage', writeGeography(request.geography)],
      ['Limit', `${factNumber(request.travel.limit, 'travel')} ${getTravelMode(request.travel.mode).unit}`],
      ['Need', need.title],
      ['Need covered before', factNumber(result.coveredBefore, 'count')],
      ['Need covered', `${factNumber(result.coveredNeed, 'count')} of ${factNumber(result.need, 'count')}`],
      ['Bound', factNumber(result.bound, 'count')],
      ...(request.floor === null
        ? []
        : [['Floor', `${factNumber(request.floor, 'share')} of each district's need`] as [string, string]]),
    ],
    releases: need.releases,
  };
}
