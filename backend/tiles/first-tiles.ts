import type { WorkspaceDescription } from '#contract';
import { tileAt } from '#core/geography';
import type { TileAddress } from './tile-making.ts';

/** Width and height, in CSS pixels, that a window of usual size leaves to all areas together. */
const room = { width: 720, height: 430 };
const tilePx = 512;
const deepestZoom = 14;

type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The deepest whole zoom at which the bounds fit into the room. */
function zoomToFit([west, south, east, north]: Bounds): number {
  const from = tileAt(west, north, deepestZoom);
  const to = tileAt(east, south, deepestZoom);
  const times = Math.min(
    room.width / (tilePx * (to.x - from.x + 1)),
    room.height / (tilePx * (to.y - from.y + 1)),
  );
  return Math.min(deepestZoom, Math.max(0, deepestZoom + Math.floor(Math.log2(times))));
}

/**
 * The tiles that a window of usual size asks for first: all areas of each geography, in sight at once. None of a
 * geography without areas.
 */
export function listFirstTiles({ geographies }: Pick<WorkspaceDescription, 'geographies'>): TileAddress[] {
  return geographies.flatMap(({ geography, vintage, bounds }) => {
    if (bounds === null) return [];
    const z = zoomToFit(bounds);
    const from = tileAt(bounds[0], bounds[3], z);
    const to = tileAt(bounds[2], bounds[1], z);
    const tiles: TileAddress[] = [];
    for (let x = from.x; x <= to.x; x += 1)
      for (let y = from.y; y <= to.y; y += 1) tiles.push({ geography: `${geography}:${vintage}`, z, x, y });
    return tiles;
  });
}
