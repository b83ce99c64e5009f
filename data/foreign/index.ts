export {
  openForeignGeoPackage,
  type ForeignCrs,
  type ForeignGeoPackage,
  type ForeignLayer,
  type ForeignRow,
} from './geopackage.ts';
