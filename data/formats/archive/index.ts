export { type ImportFile, listParts, type Part, readBeginning, refuseLarge, watchFiles } from './archive.ts';
export { type Fingerprint, takeFingerprint } from './fingerprint.ts';
