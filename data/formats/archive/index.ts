export { type ImportFile, listParts, type Part, readBeginning, refuseLarge, watchFiles } from './archive.ts';
export { fingerprintFiles } from './fingerprint.ts';
