export { ExportDialog } from './ExportDialog.tsx';
export { TableExportDialog } from './TableExportDialog.tsx';
