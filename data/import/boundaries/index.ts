export { importBoundaries } from './import.ts';
export { inspectBoundaries } from './inspect.ts';
export { refine } from './refine.ts';
