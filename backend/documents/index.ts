export { makeDocument } from './make.ts';
export { makeCatchmentsTable, sitesOf } from './catchments.ts';
export { makeProvisionTable, makeSitesTable } from './provision.ts';
