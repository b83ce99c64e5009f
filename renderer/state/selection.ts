import { create } from 'zustand';
import type { AreaList } from '#contract';

type Bounds = [west: number, south: number, east: number, north: number];

interface SelectionState {
  /** Code of the area that map, table and evidence all show. */
  code: string | null;
  /** Area index under the pointer, on the map or in the table. */
  hovered: number | null;
  /** Where the map was asked to go last. */
  fit: { bounds: Bounds; nonce: number } | null;
}

export const useSelection = create<SelectionState>(() => ({ code: null, hovered: null, fit: null }));

export function selectArea(code: string | null): void {
  useSelection.setState({ code });
}

export function hoverArea(hovered: number | null): void {
  if (useSelection.getState().hovered !== hovered) useSelection.setState({ hovered });
}

/** Asks the map to show these bounds. */
export function showBounds(bounds: Bounds): void {
  useSelection.setState(({ fit }) => ({ fit: { bounds, nonce: (fit?.nonce ?? 0) + 1 } }));
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
