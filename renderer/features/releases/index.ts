import './releases.css';

export { LinkDialog } from './LinkDialog.tsx';
export { ReleasesDialog } from './ReleasesDialog.tsx';
export { ReportDialog } from './ReportDialog.tsx';
