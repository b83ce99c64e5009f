import { create } from 'zustand';
import type { AreaList, GeographyRef } from '#contract';

type Bounds = [west: number, south: number, east: number, north: number];

/** A group of areas of the shown geography. */
export interface MarkedAreas {
  geography: GeographyRef;
  /** Positions in `area.list`. */
  areas: readonly number[];
  /** What they are, for the legend: "Areas of Knowsley". */
  title: string;
  /** Who points them out, so that it takes back only its own. */
  by: 'ledger' | 'plan';
}

interface SelectionState {
  /** Code of the area that map, table and evidence all show. */
  code: string | null;
  /** Area index under the pointer, on the map or in the table. */
  hovered: number | null;
  /** Areas that the map points out together, and what they are; null = none. */
  marked: MarkedAreas | null;
  /** Where the map was asked to go last. */
  fit: { bounds: Bounds; nonce: number } | null;
}

export const useSelection = create<SelectionState>(() => ({
  code: null,
  hovered: null,
  marked: null,
  fit: null,
}));

/** Chooses an area by its code; null = none. */
export function selectArea(code: string | null): void {
  useSelection.setState({ code });
}

/** Tells which area is under the pointer, by its area index; null = none. */
export function hoverArea(hovered: number | null): void {
  if (useSelection.getState().hovered !== hovered) useSelection.setState({ hovered });
}

/** Asks the map to show these bounds. */
export function showBounds(bounds: Bounds): void {
  useSelection.setState(({ fit }) => ({ fit: { bounds, nonce: (fit?.nonce ?? 0) + 1 } }));
}

/** Points out areas together on the map; null: none. */
export function markAreas(marked: MarkedAreas | null): void {
  useSelection.setState({ marked });
}

/** Takes back what one of them pointed out; what the other points out stays. */
export function unmarkAreas(by: MarkedAreas['by']): void {
  if (useSelection.getState().marked?.by === by) markAreas(null);
}

/** Asks the map to show places with something of their surroundings; nothing where there are none. */
export function showPlaces(places: readonly { lon: number; lat: number }[], edge = 0.02): void {
  const known = places.filter(({ lon, lat }) => !Number.isNaN(lon) && !Number.isNaN(lat));
  if (known.length === 0) return;
  const [lons, lats] = [known.map(({ lon }) => lon), known.map(({ lat }) => lat)];
  showBounds([
    Math.min(...lons) - edge,
    Math.min(...lats) - edge,
    Math.max(...lons) + edge,
    Math.max(...lats) + edge,
  ]);
}

/** The same for areas by their position. */
export function showAreas(list: AreaList, areas: readonly number[]): void {
  showPlaces(
    areas.map((index) => ({ lon: list.lon[index] ?? Number.NaN, lat: list.lat[index] ?? Number.NaN })),
  );
}

const metresPerDegree = 111_320;

/** Asks the map to show one area with something of its surroundings. */
export function showArea(list: AreaList, index: number): void {
  const lon = list.lon[index] ?? Number.NaN;
  const lat = list.lat[index] ?? Number.NaN;
  if (Number.isNaN(lon) || Number.isNaN(lat)) return;
  const reachMetres = 2 * Math.sqrt(Math.max(list.landArea[index] ?? 0, 40_000));
  const dLat = reachMetres / metresPerDegree;
  const dLon = dLat / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  showBounds([lon - dLon, lat - dLat, lon + dLon, lat + dLat]);
}
