import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { metresPerPx, scaleBarLengths } from './scale.ts';

/** A bar of round lengths in kilometres and in miles, true at the middle of the map. */
export function ScaleBar({ map, widestPx }: { map: MapLibreMap; widestPx: number }) {
  const [metres, setMetres] = useState(() => metresNow(map));
  useEffect(() => {
    const follow = () => setMetres(metresNow(map));
    map.on('move', follow);
    return () => {
      map.off('move', follow);
    };
  }, [map]);
  const [metric, imperial] = scaleBarLengths(metres, widestPx);
  return (
    <div className="map-scale" role="img" aria-label={`Scale bar: ${metric.label}, ${imperial.label}`}>
      <span className="map-scale-metric" style={{ inlineSize: metric.widthPx }}>
        {metric.label}
      </span>
      <span className="map-scale-imperial" style={{ inlineSize: imperial.widthPx }}>
        {imperial.label}
      </span>
    </div>
  );
}

function metresNow(map: MapLibreMap): number {
  return metresPerPx(map.getCenter().lat, map.getZoom());
}
