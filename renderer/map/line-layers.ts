import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';
import { tileLayer } from './sources.ts';
import type { OutlineRole } from './props.ts';

interface LineInput {
  source: string;
  palette: MapPalette;
}

/** The same for all lines of a source, so that they share one set of vertices. */
const joined = { 'line-join': 'round', 'line-cap': 'round' } as const;

/** Feature states of the marks: `t` target, `s` selected, `v` under the pointer, `z` zoom from which an area is wide enough for a hairline. */
const isTarget: ExpressionSpecification = ['==', ['feature-state', 't'], 1];
const isSelected: ExpressionSpecification = ['==', ['feature-state', 's'], 1];
const isHovered: ExpressionSpecification = ['==', ['feature-state', 'v'], 1];

/** An area has its hairline from this width on. */
export const hairlineWidthPx = 12;
const hairlineZooms = Array.from({ length: 17 }, (_, index) => index + 3);

/** Hairlines fade in area by area, where there is room. */
export function hairlineLayer({ source, palette }: LineInput): LayerSpecification {
  const roomy = ['coalesce', ['feature-state', 'z'], 99];
  const stops = hairlineZooms.flatMap((zoom) => [zoom, ['case', ['<=', roomy, zoom], 0.55, 0]]);
  return {
    id: 'hairlines',
    type: 'line',
    source,
    'source-layer': tileLayer,
    layout: joined,
    paint: {
      'line-color': palette.hairline,
      'line-width': 0.6 * palette.boldness,
      'line-opacity': ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification,
    },
  };
}

/** Wards are a medium line; districts and regions strong ones on a light halo. */
export function outlineLayers({
  role,
  source,
  palette,
}: LineInput & { role: OutlineRole }): LayerSpecification[] {
  const line = (
    part: string,
    color: string,
    width: ExpressionSpecification | number,
  ): LayerSpecification => ({
    id: `${part} ${source}`,
    type: 'line',
    source,
    'source-layer': tileLayer,
    layout: joined,
    paint: { 'line-color': color, 'line-width': width },
  });
  const bold = palette.boldness;
  if (role === 'ward') return [line('ward', palette.ward, growing(0.4 * bold, 1.2 * bold))];
  const extra = role === 'region' ? 1.4 : 1;
  return [
    line(`${role} halo`, palette.districtHalo, growing(3 * bold * extra, 6 * bold * extra)),
    line(role, palette.district, growing(1.2 * bold * extra, 2.6 * bold * extra)),
  ];
}

/** A dashed line just inside each designated area, on a light casing. */
export function designationLayer(input: LineInput & { ids: readonly number[] }): LayerSpecification[] {
  const { source, palette, ids } = input;
  const bold = palette.boldness;
  const base = {
    type: 'line',
    source,
    'source-layer': tileLayer,
    filter: ['match', ['id'], [...new Set(ids)], true, false] as ExpressionSpecification,
    layout: { 'line-join': 'round' },
  } as const;
  const offset = growing(0.8 * bold, 3.4 * bold);
  return [
    {
      ...base,
      id: 'designation casing',
      paint: {
        'line-color': palette.districtHalo,
        'line-width': growing(1 * bold, 4 * bold),
        'line-offset': offset,
        'line-opacity': 0.8,
      },
    },
    {
      ...base,
      id: 'designation',
      paint: {
        'line-color': palette.designation,
        'line-width': growing(0.5 * bold, 2.4 * bold),
        'line-offset': offset,
        'line-dasharray': [3, 1.6],
      },
    },
  ];
}

/** Targets: a dark line on a white casing, whatever class lies beneath. */
export function targetLayers({ source, palette }: LineInput): LayerSpecification[] {
  const bold = palette.boldness;
  return [
    markLine({
      id: 'target casing',
      source,
      color: palette.targetCasing,
      width: whenTarget(2.8 * bold, 6.4 * bold),
    }),
    markLine({ id: 'target', source, color: palette.target, width: whenTarget(1.3 * bold, 3 * bold) }),
  ];
}

/** The selected area thicker still, on a casing of its own colour; the area under the pointer a lighter version of it. */
export function selectionLayers({ source, palette }: LineInput): LayerSpecification[] {
  const bold = palette.boldness;
  return [
    markLine({
      id: 'selection casing',
      source,
      color: palette.selectionCasing,
      width: whenPicked({ far: 6 * bold, near: 9.5 * bold, hovered: 0 }),
    }),
    markLine({
      id: 'selection',
      source,
      color: palette.selection,
      width: whenPicked({ far: 2.8 * bold, near: 4.6 * bold, hovered: 1.6 * bold }),
    }),
  ];
}

function markLine(line: {
  id: string;
  source: string;
  color: string;
  width: ExpressionSpecification;
}): LayerSpecification {
  return {
    id: line.id,
    type: 'line',
    source: line.source,
    'source-layer': tileLayer,
    layout: joined,
    paint: { 'line-color': line.color, 'line-width': line.width },
  };
}

function growing(far: number, near: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 7, far, 13, near];
}

function whenTarget(far: number, near: number): ExpressionSpecification {
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    7,
    ['case', isTarget, far, 0],
    13,
    ['case', isTarget, near, 0],
  ];
}

function whenPicked(width: { far: number; near: number; hovered: number }): ExpressionSpecification {
  const at = (selected: number): ExpressionSpecification => [
    'case',
    isSelected,
    selected,
    isHovered,
    width.hovered,
    0,
  ];
  return ['interpolate', ['linear'], ['zoom'], 8, at(width.far), 13, at(width.near)];
}
