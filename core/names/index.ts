export { editDistance, findNearest, suggest } from './nearest.ts';
