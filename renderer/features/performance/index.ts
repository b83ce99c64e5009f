export { PerformanceDialog } from './PerformanceDialog.tsx';
