export { makeDocument } from './make.ts';
