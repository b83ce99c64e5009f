import type { Feature, FeatureCollection, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { outcomeByte, type AreaList } from '#contract';
import type { MapPalette } from './palette.ts';
import { zoomWhereWide } from './scale.ts';

/** An area narrower than this on the screen is lost beneath its own outline: a mark stands for it. */
const seenFromPx = 10;
/** With more targets than this, marks would hide the map; so many are seen as patches anyway. */
const mostMarks = 2000;
const zooms = Array.from({ length: 25 }, (_, step) => 4 + step / 2);

/**
 * The label points of target areas, each with the zoom up to which its area is too small to be seen (`until`). Areas
 * without a place are left out; none are marked where there are more than 2,000.
 */
export function makeTargetMarks(areas: AreaList, outcomes: Uint8Array | null): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (const [index, id] of areas.ids.entries()) {
    if (outcomes?.[index] !== outcomeByte.in) continue;
    const [lon, lat] = [areas.lon[index]!, areas.lat[index]!];
    if (Number.isNaN(lon) || Number.isNaN(lat)) continue;
    const until = Math.min(zoomWhereWide(areas.landArea[index]!, lat, seenFromPx), 24);
    features.push({
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { until },
    });
  }
  return { type: 'FeatureCollection', features: features.length > mostMarks ? [] : features };
}

/** A dark dot in a light ring on each target area while it is too small to be seen. */
export function targetMarksLayer(source: string, palette: MapPalette): LayerSpecification {
  const bold = palette.boldness;
  return {
    id: 'target marks',
    type: 'circle',
    source,
    paint: {
      'circle-color': palette.target,
      'circle-radius': whileTiny(2.6 * bold),
      'circle-stroke-color': palette.targetCasing,
      'circle-stroke-width': whileTiny(1.5 * bold),
    },
  };
}

function whileTiny(size: number): ExpressionSpecification {
  const at = (zoom: number): unknown => ['case', ['>', ['get', 'until'], zoom], size, 0];
  const steps = zooms.slice(1).flatMap((zoom) => [zoom, at(zoom)]);
  return ['step', ['zoom'], at(zooms[0]!), ...steps] as unknown as ExpressionSpecification;
}
