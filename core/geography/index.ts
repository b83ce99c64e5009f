export { boundsOf, shapeFromRings, shapeToRings } from './shape.ts';
export type { Bounds, Shape } from './shape.ts';
export { decodeGeoPackageGeometry, decodeWkb, encodeGeoPackageGeometry } from './geopackage.ts';
export { landAreaM2 } from './area.ts';
export { labelPoint } from './label.ts';
export { containsPoint } from './contain.ts';
