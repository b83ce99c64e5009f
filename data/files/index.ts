export { deliver, type FileMove, type Judge } from './deliver.ts';
export { nameDraft, removeDraft, sweepDrafts } from './drafts.ts';
export { explainFileError, inSentences } from './explain.ts';
export { isSameFile, lookAtPlace, type FilePlace } from './place.ts';
export { isRunning, processBirth } from './processes.ts';
export { writeWhole } from './write.ts';
export { makeScratch, sweepScratch, type Scratch } from './scratch.ts';
