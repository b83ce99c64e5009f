export { exportTable } from './export-table.ts';
export { exportTargetList } from './export-target.ts';
export { writeRejects } from './rejects.ts';
