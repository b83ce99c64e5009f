import { PinpointError, type CatchmentResult, getTravelMode, writeGeography } from '#contract';
import { shapeFromRings } from '#core/geography';
import { makeTable, number, orNothing, text, type ReadColumn } from './columns.ts';
import { factNumber } from './facts.ts';
import type { Content, Made, Making } from './making.ts';

type Row = CatchmentResult['results'][number] & { at: number };

/** A catchment: minutes and share for each area or point, and its outline for drawing. */
export function documentCatchment(
  { request }: Content<'catchment'>,
  result: CatchmentResult,
  making: Making,
): Made {
  const { geography, points, travel } = request;
  const areas = geography === null ? null : making.reader.getAreas(geography);
  const shapes = geography === null ? new Map() : making.shapesOf(geography);
  const { unit } = getTravelMode(travel.mode);
  const identity: ReadColumn<Row>[] =
    areas === null
      ? [text('id', 'Point', ({ id }) => id)]
      : [
          text('code', `${writeGeography(areas.geography)} code`, ({ id }) => id),
          text('name', `${writeGeography(areas.geography)} name`, ({ at }) => areas.names[at]!),
        ];
  const main = makeTable<Row>({
    name: 'catchment',
    sheet: 'Catchment',
    holds: `The catchment: ${result.results.length} rows`,
    geometry: areas === null ? 'points' : 'areas',
    columns: [
      ...identity,
      number(
        unit,
        `Travel in ${unit}; empty where not reached`,
        ({ minutes }) => orNothing(minutes ?? NaN),
        unit,
      ),
      number('share', 'Share reached within the limit', ({ share }) => share, '0 to 1'),
    ],
    rows: result.results.map((row, at) => ({ ...row, at })),
    describe: ({ id, at }) =>
      points === null
        ? { id, shape: shapes.get(id) }
        : { id, point: [points[at]!.lon, points[at]!.lat] as [number, number] },
  });
  const outline = makeTable<{ rings: NonNullable<CatchmentResult['outline']> }>({
    name: 'outline',
    sheet: 'Outline',
    holds: 'The outline, for drawing only: what is reached stands in the catchment',
    geometry: 'areas',
    columns: [text('name', 'Name', () => result.sentence)],
    rows: result.outline === null || result.outline.length === 0 ? [] : [{ rings: result.outline }],
    describe: ({ rings }) => ({ id: 'outline', shape: shapeFromRings(rings) }),
  });
  return {
    title: 'Catchment',
    tables: [main, outline],
    facts: [
      ['Result', result.sentence],
      ['Place', namePlace(request.place, making)],
      ['Limit', `${factNumber(travel.limit, 'travel')} ${unit}`],
      ...(geography === null
        ? []
        : [['Geography and vintage', writeGeography(geography)] as [string, string]]),
    ],
    releases: [],
  };
}

function namePlace(place: Content<'catchment'>['request']['place'], { reader }: Making): string {
  if (!('site' in place))
    return `${factNumber(place.lon, 'degrees')}, ${factNumber(place.lat, 'degrees')} (longitude, latitude)`;
  const site = reader.listSites().find(({ id }) => id === place.site);
  if (site === undefined) throw new PinpointError('not_found', `There is no site ${place.site}.`);
  return `${site.name} (${site.id})`;
}
