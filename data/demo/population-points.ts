import { boundsOf, containsPoint, shapeFromRings, type Shape } from '#core/geography';
import type { StagedPoint, WorkspaceWriter } from '#data/workspace';
import { apportion } from '#core/statistics';
import type { DemoArea, DemoData } from './demo-data.ts';
import { seededRandom, type Random } from './random.ts';
import { stagedDraftOf, publish } from './stage.ts';

const seed = 2011;

/** Decimals of a degree: about 10 cm. */
const grain = 1e6;

/**
 * Three to five population points in each LSOA, anywhere inside it; their weights are whole people and add up to the
 * residents of the newest period, where the demonstration has them. The same every time, area after area.
 */
export function makePopulationPoints({
  geographies,
  columns,
}: Pick<DemoData, 'geographies' | 'columns'>): StagedPoint[] {
  const random = seededRandom(seed);
  const { areas } = geographies.find(({ kind }) => kind === 'lsoa')!;
  const residents = columns.findLast(
    ({ indicator, cohort }) => indicator === 'population' && cohort === 'all',
  )!;
  return areas.flatMap((area, at) => {
    const people = residents.cells[at]!;
    return pointsOf(area, typeof people === 'number' ? people : 0, random);
  });
}

function pointsOf({ code, polygons }: DemoArea, people: number, random: Random): StagedPoint[] {
  const shape = shapeFromRings(polygons);
  const places = Array.from({ length: 3 + Math.floor(random() * 3) }, () => placeWithin(shape, random));
  const weights = apportion(
    places.map(() => 1 + random()),
    people,
  );
  return places.map(([lon, lat], at) => ({ areaCode: code, lon, lat, weight: weights[at]! }));
}

/** Any place inside the shape. */
function placeWithin(shape: Shape, random: Random): [lon: number, lat: number] {
  const [west, south, east, north] = boundsOf(shape);
  for (;;) {
    const lon = Math.round((west + random() * (east - west)) * grain) / grain;
    const lat = Math.round((south + random() * (north - south)) * grain) / grain;
    if (containsPoint(shape, lon, lat)) return [lon, lat];
  }
}

/** Publishes them as a release of their own. */
export function publishPopulationPoints(writer: WorkspaceWriter, data: DemoData): void {
  const points = makePopulationPoints(data);
  const draft = stagedDraftOf('points', 'invented population points', points);
  publish(writer, { ...draft, geography: { kind: 'lsoa', vintage: '2001' } }, (staging) => {
    for (const point of points) staging.addPoint(point);
  });
}
