export { parseCrs, type Crs } from './crs.ts';
export { importBoundaries } from './import.ts';
export { inspectBoundaries } from './inspect.ts';
export { createProjector, type Projector } from './project.ts';
