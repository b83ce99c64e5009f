import type { Map as MapLibreMap, Point } from 'maplibre-gl';
import { shadingLayerId } from './shading-layers.ts';
import { siteLayerId } from './site-layers.ts';

/** The site at a place and the area id, null where there is none. A site hides the area beneath it. */
export interface Under {
  area: number | null;
  site: string | null;
}

const nothing: Under = { area: null, site: null };

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
  return { area: site === null ? findAreaAt(map, point) : null, site };
}

/** How near to a symbol counts as on it. */
const reachPx = 3;

function findSiteAt(map: MapLibreMap, { x, y }: Point): string | null {
  if (!map.style || !map.getLayer(siteLayerId)) return null;
  const box: [[number, number], [number, number]] = [
    [x - reachPx, y - reachPx],
    [x + reachPx, y + reachPx],
  ];
  const site: unknown = map.queryRenderedFeatures(box, { layers: [siteLayerId] })[0]?.properties['site'];
  return typeof site === 'string' ? site : null;
}

function findAreaAt(map: MapLibreMap, point: Point): number | null {
  // A frame may come after the map was taken down or lost its graphics.
  if (!map.style || !map.getLayer(shadingLayerId)) return null;
  const id = map.queryRenderedFeatures(point, { layers: [shadingLayerId] })[0]?.id;
  return typeof id === 'number' ? id : null;
}
