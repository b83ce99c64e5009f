import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { withOpacity } from './colour.ts';
import { hatchNames, type Hatch } from './hatches.ts';
import { shadingOpacity, type MapPalette } from './palette.ts';
import { onlyAreas, tileLayer } from './sources.ts';
import type { Theme } from '#contract';
import { hatchByte } from './states.ts';

/** Feature states: `c` the class counted from 1, `hover` lifts the area under the pointer, `h` is its hatch. */
const drawn: ExpressionSpecification = ['coalesce', ['feature-state', 'c'], 0];
const hovered: ExpressionSpecification = ['boolean', ['feature-state', 'hover'], false];

/** The layer that answers what area is at a place. */
export const shadingLayerId = 'shading';

/** Name of the hatch picture of a theme. */
export function hatchImageName(hatch: Hatch, theme: Theme): string {
  return `hatch ${hatch} ${theme}`;
}

/** The background of the map: what is no area is water. */
export function waterLayer(palette: MapPalette): LayerSpecification {
  return { id: 'water', type: 'background', paint: { 'background-color': palette.water } };
}

/** The ground of every area, in one colour: what lies below the classes. */
export function landLayer({ source, palette }: { source: string; palette: MapPalette }): LayerSpecification {
  return {
    id: 'land',
    type: 'fill',
    source,
    'source-layer': tileLayer,
    paint: { 'fill-color': palette.land, 'fill-antialias': false },
  };
}

/** Every class in its colour; the opacity is in the colour, because one changing property an area is cheaper than two. */
export function shadingLayer({
  source,
  ramp,
  palette,
}: {
  source: string;
  ramp: readonly string[];
  palette: MapPalette;
}): LayerSpecification {
  return {
    id: shadingLayerId,
    type: 'fill',
    source,
    'source-layer': tileLayer,
    paint: {
      'fill-color': [
        'case',
        hovered,
        colourOf(ramp, 1, withOpacity(palette.hover, 0.12)),
        colourOf(ramp, shadingOpacity, 'rgba(0,0,0,0)'),
      ],
    },
  };
}

function colourOf(
  ramp: readonly string[],
  opacity: number,
  otherwise: string,
): ExpressionSpecification | string {
  if (ramp.length === 0) return otherwise;
  const classes = ramp.flatMap((colour, index) => [index + 1, withOpacity(colour, opacity)]);
  return ['match', drawn, ...classes, otherwise] as unknown as ExpressionSpecification;
}

/**
 * Hatches lie in their own layers, since a pattern cannot depend on feature state but its opacity can. `ids`: areas that may
 * be hatched.
 */
export function hatchLayers(source: string, theme: Theme, ids: readonly number[]): LayerSpecification[] {
  return hatchNames.map((hatch) => ({
    id: `hatch ${hatch}`,
    type: 'fill',
    source,
    'source-layer': tileLayer,
    filter: onlyAreas(ids),
    paint: {
      'fill-pattern': hatchImageName(hatch, theme),
      'fill-opacity': ['case', ['==', ['feature-state', 'h'], hatchByte[hatch]], 1, 0],
      'fill-antialias': false,
    },
  }));
}
