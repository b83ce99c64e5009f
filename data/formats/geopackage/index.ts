export {
  openForeignGeoPackage,
  type ForeignCrs,
  type ForeignGeoPackage,
  type ForeignLayer,
  type ForeignRow,
} from './foreign.ts';
export { type GeoPackageOptions, isSqlite, openGeoPackage, type UnpackPlace } from './layers.ts';
export { type Declared, type Everything, readEverything } from './everything.ts';
