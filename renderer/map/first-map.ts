import type { Map as MapLibreMap } from 'maplibre-gl';
import type { AreaList } from '#contract';
import { shadingLayerId } from './shading-layers.ts';

/** Enough places to find one that is drawn, few enough to cost nothing. */
const triedPlaces = 40;

/** Marks `pinpoint:first-map` when the map is at rest for the first time with areas drawn. */
export function markFirstMap(map: MapLibreMap, areasNow: () => AreaList | undefined): void {
  const look = () => {
    const areas = areasNow();
    if (!areas || !isDrawn(map, areas)) return;
    performance.mark('pinpoint:first-map');
    map.off('idle', look);
  };
  map.on('idle', look);
}

function isDrawn(map: MapLibreMap, areas: AreaList): boolean {
  if (!map.getLayer(shadingLayerId)) return false;
  const view = map.getBounds();
  let tried = 0;
  for (let index = 0; index < areas.ids.length && tried < triedPlaces; index += 1) {
    const place: [number, number] = [areas.lon[index]!, areas.lat[index]!];
    if (!view.contains(place)) continue;
    tried += 1;
    if (map.queryRenderedFeatures(map.project(place), { layers: [shadingLayerId] }).length > 0) return true;
  }
  return false;
}
