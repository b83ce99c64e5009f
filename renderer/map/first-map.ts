import type { Map as MapLibreMap } from 'maplibre-gl';
import type { AreaList } from '#contract';
import { shadingLayerId } from './shading-layers.ts';

/** Enough places to find one that is drawn, few enough to cost nothing. */
const triedPlaces = 40;

export interface FirstMapEvents {
  areasNow: () => AreaList | undefined;
  /** Everything asked for so far has been drawn once, or there is nothing to draw: the rest may follow. */
  onDrawn: () => void;
}

/**
 * Marks `pinpoint:first-map` once all tiles asked for are there, areas among them, and the graphics have finished the picture
 * that shows them; and `pinpoint:map-at-rest` when names and everything else have followed.
 */
export function markFirstMap(map: MapLibreMap, { areasNow, onDrawn }: FirstMapEvents): void {
  let isTold = false;
  const tell = () => {
    if (!isTold) onDrawn();
    isTold = true;
  };
  const look = () => {
    const areas = areasNow();
    if (!areas || !map.loaded() || !isDrawn(map, areas)) return;
    map.off('render', look);
    tell();
    map.once('idle', () => performance.mark('pinpoint:map-at-rest'));
    whenFinished(map, () => performance.mark('pinpoint:first-map'));
  };
  map.on('render', look);
  // A map on which no area is in sight comes to rest as well.
  map.on('idle', tell);
}

/** Calls back when the graphics have done everything they were told until now. */
function whenFinished(map: MapLibreMap, then: () => void): void {
  const gl = map.getCanvas().getContext('webgl2');
  const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? null;
  if (!gl || !fence) return then();
  gl.flush();
  const ask = () => {
    if (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED)
      requestAnimationFrame(ask);
    else then();
  };
  requestAnimationFrame(ask);
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
