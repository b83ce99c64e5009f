export { boundsOf, joinShapes, shapeFromRings, shapeToRings } from './shape.ts';
export type { Bounds, Shape } from './shape.ts';
export {
  decodeGeoPackageGeometry,
  decodeWkb,
  encodeGeoPackageGeometry,
  GeoPackageEncoder,
} from './geopackage.ts';
export { landAreaM2 } from './area.ts';
export { labelPoint } from './label.ts';
export { containsPoint } from './contain.ts';
export { type Effort, limitEffort, TooMuchEffort } from './effort.ts';
export { mendShape } from './mend.ts';
export type { Mended, MendKind } from './mend.ts';
export { assignRings, polygonsOf, turnRightly } from './nesting.ts';
export { encodeTile } from './tile.ts';
export type { TileFeature } from './tile.ts';
export { bufferedTileBounds, tileAt, tileBounds } from './tile-maths.ts';
export { locateIn, pointsInAreas } from './points-in-areas.ts';
export type { AreaLocator } from './points-in-areas.ts';
export { overlapAreaM2 } from './overlap.ts';
export { overlapWith } from './largest-overlap.ts';
export type { LargestOverlap } from './largest-overlap.ts';
export { dissolve } from './dissolve.ts';
