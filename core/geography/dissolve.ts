import type { GeometryCollection } from 'geojson';
import { merge } from 'topojson-client';
import { topology } from 'topojson-server';
import { ringAreaM2 } from './area.ts';
import { mendShape, type Mended } from './mend.ts';
import { shapeFromRings, shapeToRings, type Shape } from './shape.ts';

type Point = [lon: number, lat: number];
type Ring = Point[];

/** Steps to a degree of the grid that points are snapped to: about a centimetre. Published neighbours differ by less. */
const stepsPerDegree = 1e7;

/** What is narrower on average is no land or water but the gap or overlap of two neighbours drawn apart. */
const sliverMetres = 2;

/**
 * The outline of all areas together (lon, lat in degrees): borders that two of them share are gone, islands and true holes
 * stay. Neighbours need not share their vertices to the last digit, but each vertex of a shared border must be in both;
 * what a vertex in one alone leaves open, on average under 2 m wide, is closed. Refused, with a sentence, where nothing or
 * nothing usable is left. Shared borders are found by topology (Bostock's TopoJSON).
 */
export function dissolve(shapes: readonly Shape[]): Mended {
  const areas: GeometryCollection = {
    type: 'GeometryCollection',
    geometries: shapes.map((shape) => ({ type: 'MultiPolygon', coordinates: snap(shape) })),
  };
  const joined = topology({ areas });
  const object = joined.objects['areas'];
  const parts = object?.type === 'GeometryCollection' ? object.geometries : [];
  const { coordinates } = merge(joined, parts as Parameters<typeof merge>[1]);
  const mended = mendShape(shapeFromRings(coordinates));
  return 'refused' in mended ? mended : { ...mended, shape: withoutSlivers(mended.shape) };
}

function snap(shape: Shape): Ring[][] {
  return shapeToRings(shape)
    .map((rings) => rings.map(snapRing).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
}

function snapRing(ring: Ring): Ring {
  const onGrid = ring.map(([lon, lat]): Point => [toGrid(lon), toGrid(lat)]);
  return onGrid.filter(([lon, lat], at) => lon !== onGrid[at - 1]?.[0] || lat !== onGrid[at - 1]?.[1]);
}

const toGrid = (degrees: number): number => Math.round(degrees * stepsPerDegree) / stepsPerDegree;

/** Drops thin holes, and thin polygons with all they hold. */
function withoutSlivers(shape: Shape): Shape {
  let ring = -1;
  const polygons = shapeToRings(shape).map((rings) =>
    rings.map((points) => {
      ring += 1;
      return { points, isSliver: meanWidthM(shape, ring, points) < sliverMetres };
    }),
  );
  const kept = polygons
    .filter(([outer]) => outer?.isSliver === false)
    .map((rings) => rings.filter(({ isSliver }) => !isSliver).map(({ points }) => points));
  return kept.length === 0 ? shape : shapeFromRings(kept);
}

/** A strip's width: twice its surface by its circumference. */
function meanWidthM(shape: Shape, ring: number, points: Ring): number {
  return (2 * Math.abs(ringAreaM2(shape, ring))) / lengthM(points);
}

const metresPerDegree = 111_320;

function lengthM(points: Ring): number {
  return points.slice(1).reduce((sum, [lon, lat], at) => {
    const [lonBefore, latBefore] = points[at]!;
    const east = (lon - lonBefore) * Math.cos((lat * Math.PI) / 180);
    return sum + metresPerDegree * Math.hypot(east, lat - latBefore);
  }, 0);
}
