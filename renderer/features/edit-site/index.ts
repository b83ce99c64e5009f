export { ProvidersDialog } from './ProvidersDialog.tsx';
export { SiteDialog } from './SiteDialog.tsx';
