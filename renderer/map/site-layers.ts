import type { FeatureCollection, Point } from 'geojson';
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MultiPolygon } from '#contract';
import type { MapPalette } from './palette.ts';
import type { MapProvision, SiteMark } from './props.ts';
import { clusterLayers, steppingBack } from './site-clusters.ts';
import { drawnSymbols, type SiteSymbolName } from './site-symbols.ts';
import { apartSource, catchmentSource, onlyAreas, siteSource, tileLayer } from './sources.ts';

/** The layer that answers which site is at a place. */
export const siteLayerId = 'sites';
export const apartLayerId = 'sites apart';

/** Name of the picture of a site: one symbol a stage, side by side, in the order of the continuum; its rank on a proposed one. */
export function siteImageName(site: Pick<SiteMark, 'stages' | 'kind' | 'rank'>): string {
  if (site.kind === 'proposed') return `site proposed ${site.rank ?? ''}`;
  return `site ${symbolsOf(site).join('+')}`;
}

/** The symbols of a site: that people work there, then its stages in the order of the continuum. */
export function symbolsOf({ stages, kind }: Pick<SiteMark, 'stages' | 'kind'>): SiteSymbolName[] {
  return drawnSymbols.filter((name) => (name === 'employment' ? kind === name : stages.includes(name)));
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
        symbols: `+${symbolsOf(site).join('+')}+`,
        quiet: site.isQuiet,
        selected: site.id === selected,
        // What is selected or proposed lies on top of its neighbours.
        order: site.id === selected ? 3 : site.kind === 'proposed' ? 2 : site.isQuiet ? 0 : 1,
      },
    })),
  };
}

/** The same in two parts: sites that gather into groups, and those that stay apart (the selected and proposed ones). */
export function partMarks(
  provision: Pick<MapProvision, 'sites' | 'selected'>,
): Record<'together' | 'apart', FeatureCollection<Point>> {
  const { features } = makeSitePoints(provision);
  const isApart = ({ properties }: (typeof features)[number]): boolean => Number(properties?.['order']) >= 2;
  return {
    together: { type: 'FeatureCollection', features: features.filter((site) => !isApart(site)) },
    apart: { type: 'FeatureCollection', features: features.filter(isApart) },
  };
}

/** An outline as the data of its source; nothing where there is none. */
export function makeOutline(outline: MultiPolygon | null): FeatureCollection {
  if (outline === null || outline.length === 0) return { type: 'FeatureCollection', features: [] };
  const geometry = { type: 'MultiPolygon' as const, coordinates: outline };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties: {} }] };
}

/** Groups of sites, a symbol a site, and the selected one on a ring. */
export function siteLayers(palette: MapPalette): LayerSpecification[] {
  const bold = palette.boldness;
  const single: FilterSpecification = ['!', ['has', 'point_count']];
  return [
    ...clusterLayers(palette),
    siteLayer({ id: siteLayerId, source: siteSource, filter: single }, bold),
    {
      id: 'site ring',
      type: 'circle',
      source: apartSource,
      filter: ['==', ['get', 'selected'], true],
      paint: {
        'circle-radius': 15 * bold,
        'circle-color': palette.selectionCasing,
        'circle-opacity': 0.7,
        'circle-stroke-color': palette.selection,
        'circle-stroke-width': 2 * bold,
      },
    },
    siteLayer({ id: apartLayerId, source: apartSource, filter: true }, bold),
  ];
}

function siteLayer(
  layer: { id: string; source: string; filter: FilterSpecification },
  bold: number,
): LayerSpecification {
  return {
    ...layer,
    type: 'symbol',
    layout: {
      'icon-image': ['get', 'image'],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.5 * bold, 11, 0.85 * bold, 13, 1.15 * bold],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'order'],
    },
    paint: { 'icon-opacity': steppingBack(['case', ['==', ['get', 'quiet'], true], 0.35, 1]) },
  };
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
