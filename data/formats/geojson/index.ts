export { findFeatures, isJsonName, readCrs, readFields, toShapeFile } from './geojson.ts';
export { openPlaceJson } from './points.ts';
export { isRecord, readGeoJsonGeometry } from './positions.ts';
