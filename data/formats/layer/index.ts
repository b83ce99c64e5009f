export { findSpot, isAt, noImportElsewhere, type PointLayer, type PointRecord, type Spot } from './points.ts';
export {
  batchSize,
  type Feature,
  type FeatureGeometry,
  hasNothing,
  isShape,
  type ShapeFile,
  type ShapeLayer,
  tellOf,
} from './shapes.ts';
