import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';
import { metresPerPx } from './scale.ts';
import { onlyAreas, tileLayer } from './sources.ts';
import type { OutlineRole } from './props.ts';

interface LineInput {
  source: string;
  palette: MapPalette;
}

type AreasInput = LineInput & { ids: readonly number[] };

/** The same for all lines of a source, so that they share one set of vertices. */
const joined = { 'line-join': 'round', 'line-cap': 'round' } as const;

/** Feature states: `t` target, `s` selected, `v` under the pointer. */
const isTarget: ExpressionSpecification = ['==', ['feature-state', 't'], 1];
const isSelected: ExpressionSpecification = ['==', ['feature-state', 's'], 1];
const isHovered: ExpressionSpecification = ['==', ['feature-state', 'v'], 1];

/** An area has its hairline from this width on. */
const roomForHairlinePx = 12;
const hairlineZooms = Array.from({ length: 17 }, (_, index) => index + 3);

/** Hairlines grow in area by area, where there is room; `latitude` is one of the areas, to know how wide they are drawn. */
export function hairlineLayer({
  source,
  palette,
  latitude,
}: LineInput & { latitude: number }): LayerSpecification {
  const hasRoom = (zoom: number) => [
    '>=',
    ['get', 'width'],
    Math.round(roomForHairlinePx * metresPerPx(latitude, zoom)),
  ];
  const width = 0.6 * palette.boldness;
  const stops = hairlineZooms.flatMap((zoom) => [zoom, ['case', hasRoom(zoom), width, 0]]);
  // Tiles are made for a zoom and drawn up to the next one.
  const soon = hairlineZooms.flatMap((zoom) => [zoom, hasRoom(zoom + 1)]);
  return {
    id: 'hairlines',
    type: 'line',
    source,
    'source-layer': tileLayer,
    filter: ['step', ['zoom'], hasRoom(hairlineZooms[0]!), ...soon] as unknown as FilterSpecification,
    layout: joined,
    paint: {
      'line-color': palette.hairline,
      'line-opacity': 0.55,
      'line-width': ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification,
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
export function designationLayer(input: AreasInput): LayerSpecification[] {
  const { source, palette, ids } = input;
  const bold = palette.boldness;
  const base = {
    type: 'line',
    source,
    'source-layer': tileLayer,
    filter: onlyAreas(ids),
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

/** Targets: a dark line on a white casing, whatever class lies beneath. `ids`: areas that may be targets. */
export function targetLayers({ source, palette, ids }: AreasInput): LayerSpecification[] {
  const bold = palette.boldness;
  return [
    markLine({
      id: 'target casing',
      source,
      ids,
      color: palette.targetCasing,
      width: whenTarget(2.8 * bold, 6.4 * bold),
    }),
    markLine({ id: 'target', source, ids, color: palette.target, width: whenTarget(1.3 * bold, 3 * bold) }),
  ];
}

/** From so many on, lines of full width leave nothing to be seen of a map that shows all areas. */
const manyAreas = 150;

/** Areas that are pointed out together: the colours of the selection the other way round, and thinner; thinner still if they are many. */
export function markedLayers({ source, palette, ids }: AreasInput): LayerSpecification[] {
  const bold = palette.boldness;
  const far = bold * ((ids?.length ?? 0) < manyAreas ? 1 : 0.4);
  return [
    markLine({
      id: 'marked casing',
      source,
      ids,
      color: palette.selection,
      width: growing(3.4 * far, 7 * bold),
    }),
    markLine({
      id: 'marked',
      source,
      ids,
      color: palette.selectionCasing,
      width: growing(1.8 * far, 4 * bold),
    }),
  ];
}

/**
 * The selected area thicker still, on a casing of its own colour; the area under the pointer a lighter version of it. `ids`:
 * these two.
 */
export function selectionLayers({ source, palette, ids }: AreasInput): LayerSpecification[] {
  const bold = palette.boldness;
  return [
    markLine({
      id: 'selection casing',
      source,
      ids,
      color: palette.selectionCasing,
      width: whenPicked({ far: 6 * bold, near: 9.5 * bold, hovered: 0 }),
    }),
    markLine({
      id: 'selection',
      source,
      ids,
      color: palette.selection,
      width: whenPicked({ far: 2.8 * bold, near: 4.6 * bold, hovered: 1.6 * bold }),
    }),
  ];
}

function markLine(line: {
  id: string;
  source: string;
  /** All areas when left out. */
  ids?: readonly number[];
  color: string;
  width: ExpressionSpecification;
}): LayerSpecification {
  return {
    id: line.id,
    type: 'line',
    source: line.source,
    'source-layer': tileLayer,
    ...(line.ids && { filter: onlyAreas(line.ids) }),
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
