import type { Feature, FeatureCollection, Point } from 'geojson';
import type { AreaList, GeographyRef } from '#contract';
import { zoomWhereWide } from './scale.ts';

/** How names of a geography are written: districts and regions in small capitals, the rest plainly and only close up. */
export type LabelRole = 'district' | 'ward';

export interface LabelPoints {
  role: LabelRole;
  geography: GeographyRef;
  points: FeatureCollection<Point>;
  /** From which zoom there is room for them. */
  minZoom: number;
}

/** Names appear when a typical area is this wide on the screen. */
const roomForNamePx = { district: 34, ward: 84 } as const;

/** Words that get their own initial in small capitals; the rest of a longer name is joined to the last. */
export const smallCapitalWords = 5;

/** Which way the areas of a geography are named. */
export function labelRoleOf(geography: GeographyRef): LabelRole {
  return /^(district|region):/.test(geography) ? 'district' : 'ward';
}

/** Points to write names at, one an area that has a name and a place; larger areas first where names compete for room. */
export function makeLabelPoints(areas: AreaList): LabelPoints {
  const role = labelRoleOf(areas.geography);
  const features: Feature<Point>[] = [];
  for (const [index, name] of areas.names.entries()) {
    const lon = areas.lon[index]!;
    const lat = areas.lat[index]!;
    if (name === '' || Number.isNaN(lon) || Number.isNaN(lat)) continue;
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { name, rank: -areas.landArea[index]!, ...splitInitials(name) },
    });
  }
  return {
    role,
    geography: areas.geography,
    points: { type: 'FeatureCollection', features },
    minZoom: Math.max(0, typicalZoom(areas, roomForNamePx[role])),
  };
}

/** Initials and rest of each word, as `i0`, `r0`, `i1` …: "St Helens" gives S, "t ", H, "elens". */
export function splitInitials(name: string): Record<string, string> {
  const words = name.split(' ');
  const parts: Record<string, string> = {};
  for (let word = 0; word < smallCapitalWords; word += 1) {
    const last = word === smallCapitalWords - 1;
    const text = last ? words.slice(word).join(' ') : (words[word] ?? '');
    const space = !last && word < words.length - 1 ? ' ' : '';
    parts[`i${word}`] = text.slice(0, 1);
    parts[`r${word}`] = text.slice(1) + space;
  }
  return parts;
}

/** Zoom at which the middle-sized area is that wide; 0 without areas. */
export function typicalZoom(areas: AreaList, widthPx: number): number {
  const sizes = areas.landArea.filter((size) => size > 0).toSorted();
  if (sizes.length === 0) return 0;
  const middle = sizes[Math.floor(sizes.length / 2)]!;
  return zoomWhereWide(middle, middleLatitude(areas), widthPx);
}

/** A latitude to take ground distances at: of the first area with a place, 0 without any. */
export function middleLatitude(areas: AreaList): number {
  return areas.lat.find((lat) => !Number.isNaN(lat)) ?? 0;
}
