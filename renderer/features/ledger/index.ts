export { LedgerPane } from './LedgerPane.tsx';
