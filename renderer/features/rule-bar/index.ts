export { RuleBar } from './RuleBar.tsx';
