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
export { createProjector, type Projector } from './project.ts';
