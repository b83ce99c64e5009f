import type { Map as MapLibreMap, Point } from 'maplibre-gl';
import { shadingLayerId } from './shading-layers.ts';
import { clusterLayerId, type SiteGroup } from './site-clusters.ts';
import { apartLayerId, siteLayerId } from './site-layers.ts';

/** The site or group of sites at a place and the area id, null where there is none. Sites hide the area beneath them. */
export interface Under {
  area: number | null;
  site: string | null;
  group: SiteGroup | null;
}

const nothing: Under = { area: null, site: null, group: null };

export interface PointerEvents {
  /** What is under the pointer and the pointer's place in the map, at most once a frame. */
  onHover: (under: Under, place: { x: number; y: number }) => void;
  /** What was clicked, and where on the ground. */
  onPick: (under: Under, ground: { lon: number; lat: number }) => void;
}

/** Tells which area is under the pointer and which is clicked. */
export function followPointer(map: MapLibreMap, events: PointerEvents): void {
  let waiting: Point | null = null;
  const look = () => {
    const point = waiting;
    waiting = null;
    if (point) events.onHover(findUnder(map, point), { x: point.x, y: point.y });
  };
  map.on('mousemove', ({ point }) => {
    if (!waiting) requestAnimationFrame(look);
    waiting = point;
  });
  map.on('mouseout', ({ point }) => {
    waiting = null;
    events.onHover(nothing, { x: point.x, y: point.y });
  });
  map.on('dragstart', () => events.onHover(nothing, { x: 0, y: 0 }));
  map.on('click', ({ point, lngLat }) =>
    events.onPick(findUnder(map, point), { lon: lngLat.lng, lat: lngLat.lat }),
  );
}

function findUnder(map: MapLibreMap, point: Point): Under {
  const site = findSiteAt(map, point);
  if (site !== null) return { ...nothing, site };
  const group = findGroupAt(map, point);
  return group === null ? { ...nothing, area: findAreaAt(map, point) } : { ...nothing, group };
}

/** How near to a symbol counts as on it. */
const reachPx = 3;

function findSiteAt(map: MapLibreMap, { x, y }: Point): string | null {
  if (!map.style || !map.getLayer(siteLayerId)) return null;
  const box: [[number, number], [number, number]] = [
    [x - reachPx, y - reachPx],
    [x + reachPx, y + reachPx],
  ];
  const site: unknown = map.queryRenderedFeatures(box, { layers: [apartLayerId, siteLayerId] })[0]
    ?.properties['site'];
  return typeof site === 'string' ? site : null;
}

function findGroupAt(map: MapLibreMap, point: Point): SiteGroup | null {
  if (!map.style || !map.getLayer(clusterLayerId)) return null;
  const found = map.queryRenderedFeatures(point, { layers: [clusterLayerId] })[0];
  if (found?.geometry.type !== 'Point') return null;
  const [lon = 0, lat = 0] = found.geometry.coordinates;
  const { cluster_id: id, point_count: count, picked } = found.properties;
  return { id: Number(id), count: Number(count), picked: Number(picked), lon, lat };
}

function findAreaAt(map: MapLibreMap, point: Point): number | null {
  // A frame may come after the map was taken down or lost its graphics.
  if (!map.style || !map.getLayer(shadingLayerId)) return null;
  const id = map.queryRenderedFeatures(point, { layers: [shadingLayerId] })[0]?.id;
  return typeof id === 'number' ? id : null;
}
