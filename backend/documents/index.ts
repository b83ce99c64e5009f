export { exportContent, previewTable } from './export-content.ts';
export { exportTargetList } from './export-target.ts';
export { makeAgain } from './make-again.ts';
export { writeRejects } from './rejects.ts';
