export { SiteDialog } from './SiteDialog.tsx';
