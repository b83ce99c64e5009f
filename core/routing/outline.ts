import { type StraightMode } from '#contract';
import { assignRings, type Shape } from '#core/geography';
import { traceContour } from './contour.ts';
import { cycleMetresPerMinute, detour, metresWalked, type LonLat } from './earth.ts';
import { percentileOfSorted } from './percentile.ts';
import type { TransitNetwork } from './network.ts';
import type { JourneyFinder } from './minutes.ts';

/** A place and how far around it one gets. */
export interface Circle extends LonLat {
  radiusMetres: number;
}

export interface CirclesQuestion {
  network: TransitNetwork;
  /** Made with `keepStops`, after `reach(place)`. */
  finder: JourneyFinder;
  place: LonLat;
  percentile: number;
  /** At most the limit of the network. */
  limitMinutes: number;
}

/**
 * The circles that a transit catchment is drawn with: around each stop what is left of the limit to walk after the
 * percentile of its seconds by vehicle, at most the longest walk; around the place the walk of the whole limit.
 * For drawing only: whether a point is reached is measured, never read off a drawing.
 */
export function transitCircles(question: CirclesQuestion): Circle[] {
  const { network, finder, place, percentile, limitMinutes } = question;
  const { lon, lat } = network.walks.places;
  const minuteCount = network.window.toMinute - network.window.fromMinute;
  const circles: Circle[] = [{ ...place, radiusMetres: metresWalked(limitMinutes * 60) }];
  for (let stop = 0; stop < network.stopCount; stop++) {
    const column = finder.stopSeconds?.slice(stop * minuteCount, (stop + 1) * minuteCount) ?? [];
    const seconds = Float64Array.from(column, (value) => (value < 0 ? Infinity : value)).toSorted();
    const left = limitMinutes * 60 - percentileOfSorted(seconds, percentile);
    if (!(left > 0)) continue;
    const walk = Math.min(left, network.walks.maxWalkMinutes * 60);
    circles.push({ lon: lon[stop]!, lat: lat[stop]!, radiusMetres: metresWalked(walk) });
  }
  return circles.filter((circle) => circle.radiusMetres > 0 && Number.isFinite(circle.lon + circle.lat));
}

/** The one circle of a catchment without timetable: `limit` in kilometres for distance, else in minutes. */
export function straightCircle(mode: StraightMode, place: LonLat, limit: number): Circle {
  const radius = {
    distance: limit * 1000,
    walk: metresWalked(limit * 60),
    cycle: (limit * cycleMetresPerMinute) / detour,
  };
  return { ...place, radiusMetres: radius[mode] };
}

/** Metres of a degree of latitude on the mean sphere. */
const degreeMetres = (6_371_008.8 * Math.PI) / 180;
/** Cells along the longer side of the picture: fine enough for a screen. */
const sideCells = 500;

/**
 * The outline of a union of circles, for drawing only: outer rings anticlockwise, holes clockwise, lon and lat. The height
 * of the nearest edge (radius less distance, the largest of all circles) is taken on a grid of 500 cells along the longer
 * side and followed at 0, so edges are true to a fraction of a cell and circles smaller than a cell may be missing.
 * No circles give an empty shape.
 */
export function outlineCircles(circles: readonly Circle[]): Shape {
  if (circles.length === 0) return assignRings(new Float64Array(0), new Uint32Array(0));
  const plane = layPlane(circles);
  const rings = traceContour(fillHeights(circles, plane), plane.columns);
  const coordinates = rings
    .flat()
    .map((value, at) => (at % 2 === 0 ? plane.lonAt(value) : plane.latAt(value)));
  let end = 0;
  return assignRings(
    Float64Array.from(coordinates),
    Uint32Array.from(rings, (ring) => (end += ring.length / 2)),
  );
}

/** A grid over the circles in metres of a local plane; positions are in cells. */
interface Plane {
  cellMetres: number;
  columns: number;
  rows: number;
  xAt(lon: number): number;
  yAt(lat: number): number;
  lonAt(x: number): number;
  latAt(y: number): number;
}

function layPlane(circles: readonly Circle[]): Plane {
  const lat0 = circles[0]!.lat;
  const lonMetres = degreeMetres * Math.cos((lat0 * Math.PI) / 180);
  const [west, east] = extent(circles, ({ lon }) => lon * lonMetres);
  const [south, north] = extent(circles, ({ lat }) => lat * degreeMetres);
  const cellMetres = Math.max(east - west, north - south) / sideCells;
  // Two cells of margin keep every ring closed inside the grid.
  return {
    cellMetres,
    columns: Math.ceil((east - west) / cellMetres) + 5,
    rows: Math.ceil((north - south) / cellMetres) + 5,
    xAt: (lon) => (lon * lonMetres - west) / cellMetres + 2,
    yAt: (lat) => (lat * degreeMetres - south) / cellMetres + 2,
    lonAt: (x) => ((x - 2) * cellMetres + west) / lonMetres,
    latAt: (y) => ((y - 2) * cellMetres + south) / degreeMetres,
  };
}

function extent(circles: readonly Circle[], at: (circle: Circle) => number): [number, number] {
  return circles.reduce<[number, number]>(
    ([low, high], circle) => [
      Math.min(low, at(circle) - circle.radiusMetres),
      Math.max(high, at(circle) + circle.radiusMetres),
    ],
    [Infinity, -Infinity],
  );
}

/** Heights in cells at the corners of the grid: above 0 inside a circle. */
function fillHeights(circles: readonly Circle[], plane: Plane): Float64Array {
  const { columns, rows } = plane;
  const heights = new Float64Array(columns * rows).fill(-2);
  for (const circle of circles) {
    const [x, y, radius] = [
      plane.xAt(circle.lon),
      plane.yAt(circle.lat),
      circle.radiusMetres / plane.cellMetres,
    ];
    // A little beyond the edge, so that the corners just outside know how far out they are.
    const reach = radius + 1.5;
    for (let row = Math.max(0, Math.ceil(y - reach)); row <= Math.min(rows - 1, y + reach); row++) {
      for (
        let column = Math.max(0, Math.ceil(x - reach));
        column <= Math.min(columns - 1, x + reach);
        column++
      ) {
        const height = radius - Math.hypot(column - x, row - y);
        if (height > heights[row * columns + column]!) heights[row * columns + column] = height;
      }
    }
  }
  return heights;
}
