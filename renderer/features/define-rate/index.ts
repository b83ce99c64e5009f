export { RateDialog } from './RateDialog.tsx';
