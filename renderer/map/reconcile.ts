import type {
  FilterSpecification,
  LayerSpecification,
  Map as MapLibreMap,
  VectorTileSource,
} from 'maplibre-gl';
import type { MapPlan } from './plan.ts';

type PaintName = Parameters<MapLibreMap['setPaintProperty']>[1];
type PaintValue = Parameters<MapLibreMap['setPaintProperty']>[2];

/**
 * Brings the map from one plan to the next with as little work as possible: what stays keeps its tiles and feature state.
 * Answers which sources are new, so that their data and feature states are set afresh.
 */
export function reconcile(map: MapLibreMap, before: MapPlan, after: MapPlan): Set<string> {
  const keptLayers = new Set<string>();
  const wanted = new Map(after.layers.map((layer) => [layer.id, layer]));
  for (const layer of before.layers) {
    const next = wanted.get(layer.id);
    if (next && sameStructure(layer, next)) keptLayers.add(layer.id);
    else map.removeLayer(layer.id);
  }
  const added = reconcileSources(map, before.sources, after.sources);
  placeLayers(map, before, after, keptLayers);
  return added;
}

function reconcileSources(
  map: MapLibreMap,
  before: MapPlan['sources'],
  after: MapPlan['sources'],
): Set<string> {
  const added = new Set<string>();
  for (const id of Object.keys(before)) if (!after[id]) map.removeSource(id);
  for (const [id, source] of Object.entries(after)) {
    const old = before[id];
    if (!old) {
      map.addSource(id, source);
      added.add(id);
    } else if (source.type === 'vector' && source.tiles && tilesOf(old) !== tilesOf(source)) {
      map.getSource<VectorTileSource>(id)?.setTiles(source.tiles);
    }
  }
  return added;
}

function tilesOf(source: MapPlan['sources'][string]): string | undefined {
  return source.type === 'vector' ? source.tiles?.[0] : undefined;
}

function placeLayers(map: MapLibreMap, before: MapPlan, after: MapPlan, kept: ReadonlySet<string>): void {
  const old = new Map(before.layers.map((layer) => [layer.id, layer]));
  let above: string | undefined;
  for (const layer of after.layers.toReversed()) {
    if (kept.has(layer.id)) {
      refilter(map, old.get(layer.id)!, layer);
      repaint(map, old.get(layer.id)!, layer);
    } else map.addLayer(layer, above);
    above = layer.id;
  }
}

/** Whether a layer can become the other by changing its paint and its filter alone. */
function sameStructure(first: LayerSpecification, second: LayerSpecification): boolean {
  const rest = { paint: null, filter: null };
  return JSON.stringify({ ...first, ...rest }) === JSON.stringify({ ...second, ...rest });
}

function filterOf(layer: LayerSpecification): FilterSpecification | undefined {
  return 'filter' in layer ? layer.filter : undefined;
}

function refilter(map: MapLibreMap, before: LayerSpecification, after: LayerSpecification): void {
  const filter = filterOf(after);
  if (JSON.stringify(filterOf(before)) === JSON.stringify(filter)) return;
  map.setFilter(after.id, filter, { validate: false });
}

function repaint(map: MapLibreMap, before: LayerSpecification, after: LayerSpecification): void {
  const old: Record<string, unknown> = { ...before.paint };
  const paint: Record<string, unknown> = { ...after.paint };
  for (const name of new Set([...Object.keys(old), ...Object.keys(paint)])) {
    if (JSON.stringify(old[name]) === JSON.stringify(paint[name])) continue;
    map.setPaintProperty(after.id, name as PaintName, paint[name] as PaintValue, { validate: false });
  }
}
