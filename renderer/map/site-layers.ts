import type { FeatureCollection, Point } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { stages, type MultiPolygon, type Stage } from '#contract';
import type { MapPalette } from './palette.ts';
import type { MapProvision, SiteMark } from './props.ts';
import { onlyAreas, tileLayer } from './sources.ts';

/** The layer that answers which site is at a place. */
export const siteLayerId = 'sites';
export const siteSource = 'sites';
export const catchmentSource = 'catchment';

/** Name of the picture of a site: one symbol a stage, side by side, in the order of the continuum; its rank on a proposed one. */
export function siteImageName(site: Pick<SiteMark, 'stages' | 'kind' | 'rank'>): string {
  if (site.kind === 'proposed') return `site proposed ${site.rank ?? ''}`;
  return `site ${orderStages(site.stages).join('+')}`;
}

/** Stages without repetition, in the order of the continuum. */
export function orderStages(found: readonly Stage[]): Stage[] {
  return stages.filter((stage) => found.includes(stage));
}

/** Sites as points; those that the selector does not pick stand back. */
export function makeSitePoints({
  sites,
  selected,
}: Pick<MapProvision, 'sites' | 'selected'>): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: sites.map((site) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [site.lon, site.lat] },
      properties: {
        site: site.id,
        image: siteImageName(site),
        quiet: site.isQuiet,
        selected: site.id === selected,
        // What is selected or proposed lies on top of its neighbours.
        order: site.id === selected ? 3 : site.kind === 'proposed' ? 2 : site.isQuiet ? 0 : 1,
      },
    })),
  };
}

/** An outline as the data of its source; nothing where there is none. */
export function makeOutline(outline: MultiPolygon | null): FeatureCollection {
  if (outline === null || outline.length === 0) return { type: 'FeatureCollection', features: [] };
  const geometry = { type: 'MultiPolygon' as const, coordinates: outline };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties: {} }] };
}

/** A symbol a site on a ring where it is selected. */
export function siteLayers(palette: MapPalette): LayerSpecification[] {
  const bold = palette.boldness;
  return [
    {
      id: 'site ring',
      type: 'circle',
      source: siteSource,
      filter: ['==', ['get', 'selected'], true],
      paint: {
        'circle-radius': 15 * bold,
        'circle-color': palette.selectionCasing,
        'circle-opacity': 0.7,
        'circle-stroke-color': palette.selection,
        'circle-stroke-width': 2 * bold,
      },
    },
    {
      id: siteLayerId,
      type: 'symbol',
      source: siteSource,
      layout: {
        'icon-image': ['get', 'image'],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.6 * bold, 10, 0.85 * bold, 13, 1.15 * bold],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-opacity': ['case', ['==', ['get', 'quiet'], true], 0.35, 1] },
    },
  ];
}

/** The reached places: a light wash with a strong, dashed edge. */
export function catchmentLayers(palette: MapPalette): LayerSpecification[] {
  const bold = palette.boldness;
  return [
    {
      id: 'catchment',
      type: 'fill',
      source: catchmentSource,
      paint: { 'fill-color': palette.catchment, 'fill-opacity': 0.18 },
    },
    {
      id: 'catchment casing',
      type: 'line',
      source: catchmentSource,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.districtHalo, 'line-width': 4.5 * bold },
    },
    {
      id: 'catchment edge',
      type: 'line',
      source: catchmentSource,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.catchment, 'line-width': 2.2 * bold, 'line-dasharray': [2, 1] },
    },
  ];
}

/** The areas that are reached. */
export function reachedLayer(
  source: string,
  palette: MapPalette,
  ids: readonly number[],
): LayerSpecification {
  const bold = palette.boldness;
  return {
    id: 'reached',
    type: 'line',
    source,
    'source-layer': tileLayer,
    filter: onlyAreas(ids),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': palette.catchment,
      'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.7 * bold, 13, 1.8 * bold],
    },
  };
}
