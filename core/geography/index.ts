export { boundsOf, shapeFromRings, shapeToRings } from './shape.ts';
export type { Bounds, Shape } from './shape.ts';
export { decodeGeoPackageGeometry, decodeWkb, encodeGeoPackageGeometry } from './geopackage.ts';
export { landAreaM2 } from './area.ts';
export { labelPoint } from './label.ts';
export { containsPoint } from './contain.ts';
export { mendShape } from './mend.ts';
export type { Mended, MendKind } from './mend.ts';
export { assignRings } from './nesting.ts';
