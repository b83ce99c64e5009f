export { makeDocument } from './make.ts';
export { makeProvisionTable } from './provision.ts';
