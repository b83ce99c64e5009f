export { type Crs, isBritishNationalGrid, parseCrs, wgs84 } from './crs.ts';
export {
  isWithin,
  liesInWorldOf,
  listBounds,
  mostly,
  refuseMisplaced,
  resolveCrs,
  showCorner,
} from './place.ts';
export { createProjector, createReturnProjector, type Projector } from './project.ts';
