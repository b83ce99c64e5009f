export { ResultSummary } from './ResultSummary.tsx';
