import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { smallCapitalWords, type LabelPoints } from './labels.ts';
import type { MapPalette } from './palette.ts';

// The first family does not exist: MapLibre reads the weight out of the first name, and takes the glyphs from the next.
const family = ['Atkinson Hyperlegible Next Variable', 'Segoe UI', 'sans-serif'];
/** The heavier weight, for what is read at a glance. */
export const boldFont = ['Pinpoint Bold', ...family];
const fonts = { district: boldFont, ward: ['Pinpoint Medium', ...family] };

/** Names at their points: never one over another, larger areas first. Drawn from local fonts, since the style has no glyphs. */
export function labelLayers(input: {
  source: string;
  points: LabelPoints;
  palette: MapPalette;
}): LayerSpecification {
  const { palette, points } = input;
  const capitals = points.role === 'district';
  return {
    id: input.source,
    type: 'symbol',
    source: input.source,
    minzoom: points.minZoom,
    layout: {
      'text-field': capitals ? smallCapitals() : ['get', 'name'],
      'text-font': fonts[points.role],
      'text-size': (capitals ? 15 : 12) * palette.boldness,
      'text-transform': capitals ? 'uppercase' : 'none',
      'text-letter-spacing': capitals ? 0.16 : 0.01,
      'text-max-width': 8,
      'text-padding': 4,
      'text-variable-anchor': ['center', 'top', 'bottom'],
      'text-radial-offset': 0.4,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: {
      'text-color': palette.text,
      'text-halo-color': palette.textHalo,
      'text-halo-width': 2.2 * palette.boldness,
      'text-halo-blur': 0.4,
    },
  };
}

/** Initials at full size, the other letters as capitals of about the height of an x. */
function smallCapitals(): ExpressionSpecification {
  const parts = Array.from({ length: smallCapitalWords }, (_, word) => [
    ['get', `i${word}`],
    { 'font-scale': 1 },
    ['get', `r${word}`],
    { 'font-scale': 0.78 },
  ]).flat();
  return ['format', ...parts] as unknown as ExpressionSpecification;
}
