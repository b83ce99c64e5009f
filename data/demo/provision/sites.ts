import type { Site } from '#contract';
import { locateIn, shapeFromRings } from '#core/geography';
import { districtNames } from '../land/crowding.ts';
import type { DistrictName } from '../land/outlines.ts';
import { places, type Town } from '../land/places.ts';
import { toLonLat, toPlane } from '../land/plane.ts';
import type { LandRegion } from '../land/region.ts';
import type { Random } from '../random.ts';

/** A site and the district it was put into. */
export interface DemoSite extends Site {
  district: DistrictName;
}

/** 60 of them. */
const sitesIn: Record<DistrictName, number> = {
  Halton: 6,
  Knowsley: 7,
  Liverpool: 18,
  Sefton: 10,
  'St Helens': 8,
  Wirral: 11,
};

const kinds = [
  'Learning Centre',
  'Community Centre',
  'Job Shop',
  'One Stop Shop',
  'Library',
  'Advice Centre',
  'Training Centre',
  'Business Hub',
];
const farthestKm = 0.4;

/** Puts sites near places, the worse off first though not strictly: provision follows need, with gaps. */
export function makeSites(region: LandRegion, random: Random): DemoSite[] {
  const chosen = districtNames.flatMap((district) =>
    choosePlaces(places[district], sitesIn[district], random).map((place) => ({ place, district })),
  );
  const land = locateIn(region.districts.map((polygons) => shapeFromRings(polygons)));
  return chosen.map(({ place, district }, i) => {
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    const [lon, lat] = nearby(place, random, (at) => land.locate(...at) === districtNames.indexOf(district));
    return {
      id: `s${String(i + 1).padStart(2, '0')}`,
      name: `${place.name} ${kind}`,
      lon,
      lat,
      postcode: null,
      ...openDays(i),
      kind: 'provision',
      jobs: null,
      district,
    };
  });
}

function choosePlaces(all: readonly Town[], count: number, random: Random): Town[] {
  const ranked = all.map((place) => ({ place, rank: place.hardship + 45 * random() }));
  return ranked
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, count)
    .map(({ place }) => place)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A point near the place that lies in its district; the place itself where none is found soon. */
function nearby(place: Town, random: Random, isInside: (at: [number, number]) => boolean): [number, number] {
  const [x, y] = toPlane(place.at);
  for (let attempt = 0; attempt < 8; attempt++) {
    const [heading, km] = [2 * Math.PI * random(), farthestKm * Math.sqrt(random())];
    const at = toLonLat([x + km * Math.cos(heading), y + km * Math.sin(heading)]);
    if (isInside(at)) return at;
  }
  return place.at;
}

/** Most have always been there; some opened lately, and one in twenty has closed. */
function openDays(i: number): Pick<Site, 'firstDay' | 'lastDay'> {
  return {
    firstDay: i % 7 === 3 ? '2006-09-04' : null,
    lastDay: i % 20 === 11 ? '2008-03-28' : null,
  };
}
