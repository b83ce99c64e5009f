export { exportContent } from './export-content.ts';
export { exportTargetList } from './export-target.ts';
export { writeRejects } from './rejects.ts';
