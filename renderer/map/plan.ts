import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { GeographyRef } from '#contract';
import { circleLayer } from './circle-layer.ts';
import { middleLatitude, typicalZoom, type LabelPoints } from './labels.ts';
import { labelLayers } from './label-layers.ts';
import {
  designationLayer,
  hairlineLayer,
  markedLayers,
  outlineLayers,
  selectionLayers,
  targetLayers,
} from './line-layers.ts';
import { getPalette } from './palette.ts';
import type { MapViewProps, OutlineRole } from './props.ts';
import { clusteredSites } from './site-clusters.ts';
import { catchmentLayers, reachedLayer, siteLayers } from './site-layers.ts';
import { hatchLayers, landLayer, shadingLayer, waterLayer } from './shading-layers.ts';
import { apartSource, catchmentSource, siteSource, sourceIds } from './sources.ts';
import { targetMarksLayer } from './target-marks.ts';

/** Deeper tiles are not asked for: at zoom 14 a tile's grid is finer than the boundaries. */
const deepestTile = 14;

/** What a map of these props consists of, from the ground up. Pure: the engine brings the real map to it. */
export interface MapPlan {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

export type PlanInput = Pick<
  MapViewProps,
  | 'shaded'
  | 'areaList'
  | 'outlines'
  | 'designation'
  | 'visible'
  | 'ramp'
  | 'style'
  | 'theme'
  | 'provision'
  | 'marked'
> & {
  labelPoints: readonly LabelPoints[];
  /** Ids of the areas that hatches are kept ready for: where none ever was without a number, there is no such layer. */
  hatched: readonly number[];
  /** Ids of the areas that target lines are kept ready for. */
  targeted: readonly number[];
  /** Ids of the areas selected and under the pointer. */
  picked: readonly number[];
  addressOf: (geography: GeographyRef) => string;
};

/** Sources and layers for the props, bottom layer first. */
export function planMap(input: PlanInput): MapPlan {
  return { sources: makeSources(input), layers: makeLayers(input) };
}

function makeSources(input: PlanInput): MapPlan['sources'] {
  const { shaded, outlines, designation, addressOf } = input;
  const tiles = (geography: GeographyRef): SourceSpecification => ({
    type: 'vector',
    tiles: [addressOf(geography)],
    maxzoom: deepestTile,
  });
  const sources: MapPlan['sources'] = {
    [sourceIds.values(shaded)]: tiles(shaded),
    [sourceIds.marks(shaded)]: tiles(shaded),
    [sourceIds.picked(shaded)]: tiles(shaded),
  };
  if (input.targeted.length > 0) sources[sourceIds.targetMarks(shaded)] = emptyPoints();
  if (hasReached(input)) sources[sourceIds.reached(shaded)] = tiles(shaded);
  if (markedIds(input).length > 0) sources[sourceIds.marked(shaded)] = tiles(shaded);
  if (input.hatched.length > 0) sources[sourceIds.hatches(shaded)] = tiles(shaded);
  for (const { geography } of outlines) sources[sourceIds.outline(geography)] = tiles(geography);
  if (designation) sources[sourceIds.outline(designation.geography)] = tiles(designation.geography);
  if (input.style === 'circles') sources[sourceIds.circles(shaded)] = emptyPoints();
  if (hasSites(input)) {
    sources[siteSource] = clusteredSites();
    sources[apartSource] = emptyPoints();
  }
  if (hasCatchment(input)) sources[catchmentSource] = emptyPoints();
  for (const { geography } of input.labelPoints) sources[sourceIds.labels(geography)] = emptyPoints();
  return sources;
}

function emptyPoints(): SourceSpecification {
  return { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
}

function makeLayers(input: PlanInput): LayerSpecification[] {
  const { shaded, outlines, visible, ramp } = input;
  const palette = getPalette(input.theme);
  const values = { source: sourceIds.values(shaded), palette };
  const latitude = middleLatitude(input.areaList);
  return [
    waterLayer(palette),
    landLayer({ source: landSource(shaded, outlines), palette }),
    shadingLayer({ ...values, ramp }),
    ...(input.hatched.length > 0 ? hatchLayers(sourceIds.hatches(shaded), input.theme, input.hatched) : []),
    hairlineLayer({ ...values, latitude }),
    ...shownOutlines(input, 'ward'),
    ...shownDesignation(input),
    ...shownOutlines(input, 'district'),
    ...shownOutlines(input, 'region'),
    ...(input.style === 'circles' ? [shownCircles(input)] : []),
    ...(hasReached(input) ? [shownReached(input)] : []),
    ...(hasCatchment(input) ? catchmentLayers(palette) : []),
    ...targetLayers({ source: sourceIds.marks(shaded), palette, ids: input.targeted }),
    ...(input.targeted.length > 0 ? [targetMarksLayer(sourceIds.targetMarks(shaded), palette)] : []),
    ...shownMarked(input),
    ...selectionLayers({ source: sourceIds.picked(shaded), palette, ids: input.picked }),
    ...(hasSites(input) ? siteLayers(palette) : []),
    ...(visible.labels === false ? [] : input.labelPoints.flatMap((points) => shownNames(input, points))),
  ];
}

function hasSites({ provision, visible }: PlanInput): boolean {
  return visible.provision !== false && (provision?.sites.length ?? 0) > 0;
}

function hasCatchment({ provision, visible }: PlanInput): boolean {
  return visible.catchments !== false && (provision?.outline ?? null) !== null;
}

/** Whether areas are known that the catchment drawn reaches. */
function hasReached(input: PlanInput): boolean {
  const reached = input.provision?.reached ?? null;
  return hasCatchment(input) && reached?.length === input.areaList.ids.length;
}

function shownReached({ shaded, areaList, provision, theme }: PlanInput): LayerSpecification {
  const ids = [...areaList.ids].filter((_, index) => provision?.reached?.[index] === 1);
  return reachedLayer(sourceIds.reached(shaded), getPalette(theme), ids);
}

/** Ids of the areas that are pointed out together; none while they are another geography's. */
function markedIds({ areaList, marked }: PlanInput): number[] {
  if (marked?.length !== areaList.ids.length) return [];
  return [...areaList.ids].filter((_, index) => marked[index] === 1);
}

function shownMarked(input: PlanInput): LayerSpecification[] {
  const ids = markedIds(input);
  if (ids.length === 0) return [];
  return markedLayers({ source: sourceIds.marked(input.shaded), palette: getPalette(input.theme), ids });
}

function landSource(shaded: GeographyRef, outlines: PlanInput['outlines']): string {
  const ground =
    outlines.find(({ role }) => role === 'district') ?? outlines.find(({ role }) => role === 'region');
  return ground ? sourceIds.outline(ground.geography) : sourceIds.values(shaded);
}

function shownOutlines(input: PlanInput, role: OutlineRole): LayerSpecification[] {
  const on = role === 'ward' ? input.visible.wards : input.visible.districts;
  if (on === false) return [];
  const palette = getPalette(input.theme);
  return input.outlines
    .filter((outline) => outline.role === role)
    .flatMap(({ geography }) => outlineLayers({ role, source: sourceIds.outline(geography), palette }));
}

function shownDesignation({ designation, visible, theme }: PlanInput): LayerSpecification[] {
  if (!designation || designation.ids.length === 0 || visible.designation === false) return [];
  const source = sourceIds.outline(designation.geography);
  return designationLayer({ source, ids: designation.ids, palette: getPalette(theme) });
}

function shownCircles({ shaded, areaList, theme }: PlanInput): LayerSpecification {
  return circleLayer({
    source: sourceIds.circles(shaded),
    onePxZoom: typicalZoom(areaList, 1),
    palette: getPalette(theme),
  });
}

function shownNames(input: PlanInput, points: LabelPoints): LayerSpecification[] {
  const on = points.role === 'ward' ? input.visible.wards : input.visible.districts;
  if (on === false) return [];
  return [
    labelLayers({ source: sourceIds.labels(points.geography), points, palette: getPalette(input.theme) }),
  ];
}
