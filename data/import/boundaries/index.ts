export { importBoundaries } from './import.ts';
export { inspectBoundaries } from './inspect.ts';
