import { districtRings } from './outlines.ts';
import type { DistrictName } from './outlines.ts';
import { places } from './places.ts';
import { toPlane } from './plane.ts';
import type { Land } from './pieces.ts';

/** How many LSOAs the demonstration gives to each district: 984 together. */
export const lsoaCounts: Record<DistrictName, number> = {
  Halton: 79,
  Knowsley: 99,
  Liverpool: 291,
  Sefton: 190,
  'St Helens': 118,
  Wirral: 207,
};

export const districtNames = Object.keys(districtRings) as DistrictName[];

const gridKm = 0.25;
/** LSOAs per km² in open country. */
const country = 0.12;

/** LSOAs per km² wanted at each point: homes spread around each place like a bell, thin country between. */
export function crowdingOf(land: Land): (x: number, y: number) => number {
  const homes = districtNames.flatMap((district) =>
    places[district].map((place) => ({
      at: toPlane(place.at),
      spread: place.spreadKm,
      peak: lsoaCounts[district] / places[district].length / (2 * Math.PI * place.spreadKm ** 2),
    })),
  );
  const columns = Math.ceil((land.east - land.west) / gridKm) + 2;
  const rows = Math.ceil((land.north - land.south) / gridKm) + 2;
  const grid = new Float64Array(columns * rows).fill(country);
  for (const { at, spread, peak } of homes) {
    const reach = 4 * spread;
    const firstRow = Math.max(0, Math.floor((at[1] - reach - land.south) / gridKm));
    const lastRow = Math.min(rows - 1, Math.ceil((at[1] + reach - land.south) / gridKm));
    const firstColumn = Math.max(0, Math.floor((at[0] - reach - land.west) / gridKm));
    const lastColumn = Math.min(columns - 1, Math.ceil((at[0] + reach - land.west) / gridKm));
    for (let r = firstRow; r <= lastRow; r++) {
      for (let c = firstColumn; c <= lastColumn; c++) {
        const dx = land.west + c * gridKm - at[0];
        const dy = land.south + r * gridKm - at[1];
        grid[r * columns + c]! += peak * Math.exp(-(dx * dx + dy * dy) / (2 * spread * spread));
      }
    }
  }
  return (x, y) => {
    const c = clamp((x - land.west) / gridKm, columns - 1.001);
    const r = clamp((y - land.south) / gridKm, rows - 1.001);
    const [c0, r0] = [Math.floor(c), Math.floor(r)];
    const at = r0 * columns + c0;
    const lower = grid[at]! + (grid[at + 1]! - grid[at]!) * (c - c0);
    const upper = grid[at + columns]! + (grid[at + columns + 1]! - grid[at + columns]!) * (c - c0);
    return lower + (upper - lower) * (r - r0);
  };
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
