import type { Map as MapLibreMap, Point } from 'maplibre-gl';
import { shadingLayerId } from './shading-layers.ts';

export interface PointerEvents {
  /** The area id under the pointer and the pointer's place in the map, at most once a frame; null off the areas. */
  onHover: (id: number | null, place: { x: number; y: number }) => void;
  /** The area id that was clicked; null for a click beside all areas. */
  onPick: (id: number | null) => void;
}

/** Tells which area is under the pointer and which is clicked. */
export function followPointer(map: MapLibreMap, events: PointerEvents): void {
  let waiting: Point | null = null;
  const look = () => {
    const point = waiting;
    waiting = null;
    if (point) events.onHover(findAreaAt(map, point), { x: point.x, y: point.y });
  };
  map.on('mousemove', ({ point }) => {
    if (!waiting) requestAnimationFrame(look);
    waiting = point;
  });
  map.on('mouseout', ({ point }) => {
    waiting = null;
    events.onHover(null, { x: point.x, y: point.y });
  });
  map.on('dragstart', () => events.onHover(null, { x: 0, y: 0 }));
  map.on('click', ({ point }) => events.onPick(findAreaAt(map, point)));
}

function findAreaAt(map: MapLibreMap, point: Point): number | null {
  // A frame may come after the map was taken down or lost its graphics.
  if (!map.style || !map.getLayer(shadingLayerId)) return null;
  const id = map.queryRenderedFeatures(point, { layers: [shadingLayerId] })[0]?.id;
  return typeof id === 'number' ? id : null;
}
