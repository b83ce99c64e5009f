export { openPlaceShapefile } from './points.ts';
export { isPartOfShapefile, listShapefiles, openShapefile } from './shapefile.ts';
