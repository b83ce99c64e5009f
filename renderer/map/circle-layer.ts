import type { FeatureCollection, Feature, Point } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { AreaList } from '#contract';
import { circleRadiusPx, radiusPerAreaPx } from './circles.ts';
import type { MapPalette } from './palette.ts';

/** Circles for counts; feature state `r` is the share of the largest radius. `onePxZoom`: where a typical area is 1 px wide. */
export function circleLayer(input: {
  source: string;
  onePxZoom: number;
  palette: MapPalette;
}): LayerSpecification {
  const share: ['number', ['feature-state', string], number] = ['number', ['feature-state', 'r'], 0];
  const zoomOf = (radius: number) => input.onePxZoom + Math.log2(radius / radiusPerAreaPx);
  return {
    id: 'circles',
    type: 'circle',
    source: input.source,
    paint: {
      'circle-radius': [
        'interpolate',
        ['exponential', 2],
        ['zoom'],
        zoomOf(circleRadiusPx.smallest),
        ['*', share, circleRadiusPx.smallest],
        zoomOf(circleRadiusPx.largest),
        ['*', share, circleRadiusPx.largest],
      ],
      'circle-color': input.palette.circle,
      'circle-opacity': 0.75,
      'circle-stroke-color': input.palette.circleEdge,
      'circle-stroke-width': ['case', ['>', share, 0], input.palette.boldness, 0],
      'circle-pitch-alignment': 'map',
    },
  };
}

/** The label points of the areas, feature id = area id. Areas without a place are left out. */
export function makeCirclePoints(areas: AreaList): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (const [index, id] of areas.ids.entries()) {
    const coordinates = [areas.lon[index]!, areas.lat[index]!];
    if (coordinates.some(Number.isNaN)) continue;
    features.push({ type: 'Feature', id, geometry: { type: 'Point', coordinates }, properties: {} });
  }
  return { type: 'FeatureCollection', features };
}
