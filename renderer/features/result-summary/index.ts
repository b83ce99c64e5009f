export { ResultSummary } from './ResultSummary.tsx';
export { RuleInWords } from './RuleInWords.tsx';
