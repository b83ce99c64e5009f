import type { Map as MapLibreMap } from 'maplibre-gl';
import { createContext, useEffect, useState } from 'react';
import type { AreaList } from '#contract';
import { circleRadiusPx, largestRadiusPx } from './circles.ts';
import { typicalZoom } from './labels.ts';

/** Radius in px that the largest circle has on the map just now; the legend draws its circles in step. */
export const CircleScale = createContext<number>(circleRadiusPx.largest);

/** Follows the zoom in whole px, so that the legend is drawn again only when its circles change. */
export function useLargestCircle(map: MapLibreMap | null, areas: AreaList): number {
  const [radius, setRadius] = useState<number>(circleRadiusPx.largest);
  useEffect(() => {
    if (!map) return undefined;
    const onePxZoom = typicalZoom(areas, 1);
    const follow = () => setRadius(Math.round(largestRadiusPx(2 ** (map.getZoom() - onePxZoom))));
    follow();
    map.on('zoom', follow);
    return () => {
      map.off('zoom', follow);
    };
  }, [map, areas]);
  return radius;
}
