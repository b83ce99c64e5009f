export { findDistrictName } from './district.ts';
export { editDistance, findNearest, suggest } from './nearest.ts';
