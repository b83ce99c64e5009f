export { hashFile, makeHandover, whereNothingIs, type Handover } from './deliver.ts';
export { makeFiles, type Files } from './files.ts';
export { findHome, makeHome, type Home } from './home.ts';
