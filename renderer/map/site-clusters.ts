import type {
  ExpressionSpecification,
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibreMap,
  SourceSpecification,
} from 'maplibre-gl';
import { boldFont } from './label-layers.ts';
import type { MapPalette } from './palette.ts';
import { drawnSymbols, siteInk } from './site-symbols.ts';
import { siteSource } from './sources.ts';

/** The layer that answers which group of sites is at a place. */
export const clusterLayerId = 'site groups';

/** Sites nearer to each other than this are drawn as one group: as wide as a symbol with its room. */
const nearPx = 36;
/** Sites that are still together here stand at one place: they are listed. */
const deepestZoom = 16;

/** Several sites drawn as one. */
export interface SiteGroup {
  id: number;
  count: number;
  /** How many of them the selector picks. */
  picked: number;
  lon: number;
  lat: number;
}

const countOf = (name: string): ExpressionSpecification => ['get', `n ${name}`];

/** Points of sites that gather into groups, which count their sites by symbol. */
export function clusteredSites(): SourceSpecification {
  const counts = drawnSymbols.map((name) => {
    const has = ['case', ['in', `+${name}+`, ['get', 'symbols']], 1, 0];
    return [`n ${name}`, ['+', has]];
  });
  return {
    type: 'geojson',
    data: { type: 'FeatureCollection', features: [] },
    cluster: true,
    clusterRadius: nearPx,
    clusterMaxZoom: deepestZoom,
    clusterProperties: {
      ...(Object.fromEntries(counts) as Record<string, unknown>),
      picked: ['+', ['case', ['get', 'quiet'], 0, 1]],
    },
  };
}

/** Picture of the symbol that most sites of a group have; the first in the order of the continuum where several tie. */
function mostFrequent(): ExpressionSpecification {
  const most: ExpressionSpecification = ['var', 'most'];
  const cases = drawnSymbols.flatMap((name) => [['==', countOf(name), most], `site ${name}`]);
  return [
    'let',
    'most',
    ['max', ...drawnSymbols.map(countOf)],
    ['case', ['==', most, 0], 'site ', ...cases, 'site '],
  ] as unknown as ExpressionSpecification;
}

/** Where a map shows a whole region, and where it shows a town. */
const [regionZoom, townZoom] = [8, 11];

/** What sites are drawn with near by, and less of it on a map of the whole region: there names and targets come first. */
export function steppingBack(near: ExpressionSpecification, share = 0.65): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], regionZoom, ['*', share, near], townZoom, near];
}

/** A white disc with the most frequent symbol and the number of sites; "3/12" where the selector picks 3 of the 12. */
export function clusterLayers(palette: MapPalette): LayerSpecification[] {
  const bold = palette.boldness;
  const count: ExpressionSpecification = ['get', 'point_count'];
  const picked: ExpressionSpecification = ['get', 'picked'];
  const opacity: ExpressionSpecification = ['case', ['==', picked, 0], 0.5, 1];
  const isGroup: ExpressionSpecification = ['has', 'point_count'];
  return [
    {
      id: clusterLayerId,
      type: 'circle',
      source: siteSource,
      filter: isGroup,
      paint: {
        'circle-radius': steppingBack([
          'step',
          count,
          15 * bold,
          10,
          17 * bold,
          50,
          20 * bold,
          200,
          23 * bold,
        ]),
        'circle-color': siteInk.casing,
        'circle-opacity': steppingBack(opacity),
        'circle-stroke-color': siteInk.ink,
        'circle-stroke-width': 1.6 * bold,
        'circle-stroke-opacity': steppingBack(opacity),
      },
    },
    {
      id: 'site group numbers',
      type: 'symbol',
      source: siteSource,
      filter: isGroup,
      layout: {
        'icon-image': mostFrequent(),
        'icon-size': steppingBack(['literal', 0.62 * bold] as unknown as ExpressionSpecification),
        'icon-anchor': 'bottom',
        'icon-offset': [0, 3],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': [
          'case',
          ['<', picked, count],
          ['concat', ['to-string', picked], '/', ['to-string', count]],
          ['to-string', count],
        ],
        'text-font': boldFont,
        'text-size': steppingBack(['literal', 11.5 * bold] as unknown as ExpressionSpecification, 0.8),
        'text-anchor': 'top',
        'text-offset': [0, -0.05],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': siteInk.ink, 'icon-opacity': steppingBack(opacity), 'text-opacity': opacity },
    },
  ];
}

/** Ids of the sites of a group, at most `limit`; none where it has been drawn anew meanwhile. */
export async function listGroup(map: MapLibreMap, group: SiteGroup, limit: number): Promise<string[]> {
  try {
    const source = map.getSource<GeoJSONSource>(siteSource);
    const leaves = (await source?.getClusterLeaves(group.id, limit, 0)) ?? [];
    return leaves.map(({ properties }) => String(properties?.['site']));
  } catch {
    return [];
  }
}

/** The zoom at which a group parts; null where its sites stand at one place, or it has been drawn anew meanwhile. */
export async function zoomToPart(map: MapLibreMap, group: SiteGroup): Promise<number | null> {
  try {
    const zoom = await map.getSource<GeoJSONSource>(siteSource)?.getClusterExpansionZoom(group.id);
    return zoom === undefined || zoom > deepestZoom ? null : zoom;
  } catch {
    return null;
  }
}
