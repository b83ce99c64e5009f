export { openPlaceShapefile } from './points.ts';
export { listShapefiles, openShapefile } from './shapefile.ts';
