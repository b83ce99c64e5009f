export { CoverageCurve } from './CoverageCurve.tsx';
