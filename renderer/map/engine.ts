import {
  Map as MapLibreMap,
  prewarm,
  setWorkerUrl,
  type CameraOptions,
  type LngLatLike,
  type StyleSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type AreaList, type Client, type GeographyRef, themes } from '#contract';
import { markFirstMap } from './first-map.ts';
import { drawHatch, hatchNames, hatchPixelRatio } from './hatches.ts';
import { makeLabelPoints, type LabelPoints } from './labels.ts';
import { makePainter, shownOutcomes } from './painter.ts';
import { getPalette } from './palette.ts';
import { planMap, type MapPlan } from './plan.ts';
import { followPointer, type PointerEvents } from './pointer.ts';
import type { MapBounds, MapViewProps, SiteMark } from './props.ts';
import { closeTiles, openTiles } from './protocol.ts';
import { makeReadyAreas } from './ready-areas.ts';
import { reconcile } from './reconcile.ts';
import { hatchImageName } from './shading-layers.ts';
import { listGroup, zoomToPart, type SiteGroup } from './site-clusters.ts';
import { siteImageName, symbolsOf } from './site-layers.ts';
import { drawnSymbols, drawProposedImage, drawSiteImage, sitePixelRatio } from './site-symbols.ts';
import { packHatches, packTargets } from './states.ts';
import { tileAddress } from './tile-address.ts';

// The bundler does not find MapLibre's worker by itself; without this no tile is ever drawn.
setWorkerUrl(new URL(workerUrl, location.href).href);
// The worker starts while the workspace is still being read.
prewarm();

/** What keeps the map from being drawn: the graphics are gone, or something could not be read. */
export interface Trouble {
  kind: 'graphics' | 'reading';
  message: string;
}

export interface EngineEvents extends PointerEvents {
  /** The view moved or the map was resized. */
  onMove: () => void;
  /** Null: the trouble is over. */
  onTrouble: (trouble: Trouble | null) => void;
}

/** The map with everything that is on it; brought up to date by props, told of by events. */
export interface MapEngine {
  map: MapLibreMap;
  /** Draws these props; `hovered` is the area index under the pointer. */
  update(props: MapViewProps, hovered: number | null): void;
  /** Shows these bounds in the part of the map that the legend leaves free. */
  fit: (bounds: MapBounds, durationMs: number) => void;
  /** Zooms in until the group parts. Answers its sites where they stand at one place and cannot part. */
  openGroup(group: SiteGroup): Promise<string[]>;
  /** Ids of at most so many of the group's sites. */
  listGroup(group: SiteGroup, limit: number): Promise<string[]>;
  destroy(): void;
}

const emptyPlan: MapPlan = { sources: {}, layers: [] };
/** Great Britain, until something is known. */
const nowhere: MapBounds = [-8, 49.8, 2, 59];
const deepestZoom = 17;
/** Quick, as all changes of view; MapLibre leaves it out under reduced motion. */
const openMs = 160;

/**
 * Starts a map in an element. Throws where the machine has no WebGL 2.
 */
export function startMap(container: HTMLElement, client: Client, events: EngineEvents): MapEngine {
  const caller = openTiles(client);
  const map = createMap(container);
  const painter = makePainter(map);
  const fitter = makeFitter(map);
  let plan = emptyPlan;
  let wanted: { props: MapViewProps; hovered: number | null } | null = null;
  let isStyled = false;
  /** Names wait until areas are in sight: they are the answer to the second question. */
  let hasBegun = false;
  const ready = { hatches: makeReadyAreas(), targets: makeReadyAreas() };

  const draw = () => {
    if (!isStyled || !wanted) return;
    const { props, hovered } = wanted;
    const labelPoints = hasBegun ? props.labels.map(labelPointsOf) : [];
    const addressOf = (geography: GeographyRef) => tileAddress(caller, props.revision, geography);
    const hatched = ready.hatches.grow(props.areaList, packHatches(props));
    const outcomes = shownOutcomes(props);
    const targeted = ready.targets.grow(props.areaList, packTargets(outcomes, outcomes?.length ?? 0));
    const picked = pickedIds(props, hovered);
    const next = planMap({ ...props, labelPoints, hatched, targeted, picked, addressOf });
    if (props.visible.provision !== false) addSiteImages(map, props.provision?.sites ?? []);
    map.getCanvas().style.cursor = props.provision?.onPlace ? 'crosshair' : '';
    const added = reconcile(map, plan, next);
    plan = next;
    painter.paint({ ...props, hovered, labelPoints, hatched }, added);
  };
  map.on('style.load', () => {
    addHatches(map);
    painter.forget();
    isStyled = true;
    draw();
  });
  map.on('webglcontextlost', () => {
    isStyled = false;
    events.onTrouble({ kind: 'graphics', message: graphicsLost });
  });
  map.on('webglcontextrestored', () => events.onTrouble(null));
  listen(map, events);
  markFirstMap(map, {
    areasNow: () => wanted?.props.areaList,
    onDrawn() {
      hasBegun = true;
      draw();
    },
  });
  return {
    map,
    update(props, hovered) {
      wanted = { props, hovered };
      draw();
    },
    fit: fitter.fit,
    async openGroup(group) {
      const zoom = await zoomToPart(map, group);
      if (zoom === null) return listGroup(map, group, group.count);
      map.easeTo({ center: [group.lon, group.lat], zoom: zoom + 0.2, duration: openMs });
      return [];
    },
    listGroup: (group, limit) => listGroup(map, group, limit),
    destroy() {
      map.remove();
      closeTiles(caller);
    },
  };
}

const graphicsLost =
  'The graphics system stopped. The map comes back by itself in most cases; if it does not, reload the page. The table shows the same areas.';

/** What to say where a map cannot even start. */
export const noGraphics: Trouble = {
  kind: 'graphics',
  message:
    'The map cannot be drawn on this machine: WebGL 2 is switched off or missing. Switch on hardware acceleration in the browser settings, or update the graphics driver. The table shows the same areas.',
};

function createMap(container: HTMLElement): MapLibreMap {
  const style: StyleSpecification = { version: 8, sources: {}, layers: [] };
  const map = new MapLibreMap({
    container,
    style,
    bounds: [...nowhere],
    maxZoom: deepestZoom,
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    maxPitch: 0,
    fadeDuration: prefersStillness() ? 0 : 140,
    locale: {
      'Map.Title': 'Map. Arrow keys move it, plus and minus zoom. The table holds the same areas.',
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}

/** Whether the person has asked for less motion. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function addHatches(map: MapLibreMap): void {
  for (const theme of themes) {
    for (const hatch of hatchNames) {
      const name = hatchImageName(hatch, theme);
      if (map.hasImage(name)) continue;
      map.addImage(name, drawHatch(hatch, getPalette(theme)), { pixelRatio: hatchPixelRatio });
    }
  }
}

/** Pictures for the sets of stages that are there, made when they first are, and those that groups show. */
function addSiteImages(map: MapLibreMap, sites: readonly SiteMark[]): void {
  if (sites.length === 0) return;
  for (const names of [[], ...drawnSymbols.map((name) => [name])]) {
    const name = `site ${names.join('')}`;
    if (!map.hasImage(name)) map.addImage(name, drawSiteImage(names), { pixelRatio: sitePixelRatio });
  }
  for (const site of sites) {
    const name = siteImageName(site);
    if (map.hasImage(name)) continue;
    const image = site.kind === 'proposed' ? drawProposedImage(site.rank) : drawSiteImage(symbolsOf(site));
    map.addImage(name, image, { pixelRatio: sitePixelRatio });
  }
}

function listen(map: MapLibreMap, events: EngineEvents): void {
  followPointer(map, events);
  map.on('move', events.onMove);
  map.on('resize', events.onMove);
  map.on('error', ({ error }) => {
    if (error instanceof Error && error.name === 'AbortError') return;
    events.onTrouble({ kind: 'reading', message: `Part of the map could not be drawn. ${error.message}` });
  });
}

/** Ids of the areas selected and under the pointer. */
function pickedIds({ shaded, areaList, selected }: MapViewProps, hovered: number | null): number[] {
  if (areaList.geography !== shaded) return [];
  return [selected, hovered].flatMap((index) => (index === null ? [] : (areaList.ids[index] ?? [])));
}

const edgePx = 24;
/** Fits bounds into the map, and again when map or legend changes its size while nobody has moved it since. */
function makeFitter(map: MapLibreMap): Pick<MapEngine, 'fit'> {
  let fitted: { bounds: MapBounds; center: LngLatLike; zoom: number } | null = null;
  const again = (): void => {
    if (fitted === null || map.isMoving()) return;
    const moved = map.project(fitted.center).dist(map.project(map.getCenter()));
    if (moved < 1 && Math.abs(map.getZoom() - fitted.zoom) < 0.01) start(fitted.bounds, 0);
  };
  map.on('resize', again);
  const legend = new ResizeObserver(again);
  const corner = map.getContainer().parentElement?.querySelector('.map-corner');
  if (corner) legend.observe(corner);
  map.on('remove', () => legend.disconnect());
  function start(bounds: MapBounds, durationMs: number): void {
    const view = fit(map, bounds, durationMs);
    fitted =
      view?.center && view.zoom !== undefined ? { bounds, center: view.center, zoom: view.zoom } : null;
  }
  return { fit: start };
}

/** Shows the bounds clear of the legend: beside or above it, wherever they become larger; of the source lines where it costs little. */
function fit(
  map: MapLibreMap,
  [west, south, east, north]: MapBounds,
  durationMs: number,
): CameraOptions | undefined {
  const { legend, foot } = takenRoom(map.getContainer());
  const camera = (left: number, bottom: number) => {
    const padding = { top: edgePx, bottom: bottom + edgePx, left: left + edgePx, right: 2 * edgePx };
    return map.cameraForBounds([west, south, east, north], { padding, maxZoom: 15 });
  };
  const zoomOf = (view: CameraOptions | undefined): number => view?.zoom ?? -1;
  const clear = [camera(legend.width, 0), camera(0, legend.height)];
  const best = clear.reduce((most, view) => (zoomOf(view) > zoomOf(most) ? view : most)) ?? camera(0, 0);
  const clearOfAll = [camera(legend.width, foot), camera(0, Math.max(legend.height, foot))];
  const chosen = clearOfAll.find((view) => zoomOf(view) >= zoomOf(best) - zoomToGive) ?? best;
  if (chosen) map.easeTo({ ...chosen, duration: durationMs });
  return chosen;
}

/** So much smaller, in zoom, everything may get to stay clear of the source lines. */
const zoomToGive = 0.4;
/** The legend never takes more of the map than this; what is larger has to be folded to be looked past. */
const mostTaken = 0.8;

/** What lies over the map at its left or bottom: the legend's width and height, and the height of the source lines. */
function takenRoom(container: HTMLElement): { legend: { width: number; height: number }; foot: number } {
  const { left, bottom, width, height } = container.getBoundingClientRect();
  const boxOf = (name: string) => container.parentElement?.querySelector(name)?.getBoundingClientRect();
  const corner = boxOf('.map-corner');
  const foot = bottom - (boxOf('.map-foot')?.top ?? bottom);
  return {
    legend: {
      width: Math.min((corner?.right ?? left) - left, mostTaken * width),
      height: Math.min(bottom - (corner?.top ?? bottom), mostTaken * height),
    },
    foot: foot < height / 2 ? foot : 0,
  };
}

const knownLabels = new WeakMap<AreaList, LabelPoints>();

function labelPointsOf(areas: AreaList): LabelPoints {
  const known = knownLabels.get(areas) ?? makeLabelPoints(areas);
  knownLabels.set(areas, known);
  return known;
}
