import './releases.css';

export { ForgetDialog } from './ForgetDialog.tsx';
export { LinkDialog } from './LinkDialog.tsx';
export { ReleasesDialog } from './ReleasesDialog.tsx';
export { ReportDialog } from './ReportDialog.tsx';
