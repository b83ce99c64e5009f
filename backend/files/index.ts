export { hashFile, makeDeliveries, whereNothingIs, type Deliveries } from './deliver.ts';
export { makeFiles, type Files } from './files.ts';
export { findHome, makePlaces, type Places } from './home.ts';
