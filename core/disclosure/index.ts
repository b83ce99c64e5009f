export {
  factPartOf,
  hiddenFact,
  policyFact,
  shorthand,
  type DocumentCell,
  type DocumentColumn,
  type DocumentRow,
  type DocumentTable,
  type ExportDocument,
  type Fact,
  type FactPart,
} from './document.ts';
export { passGate, type Passed } from './gate.ts';
export { auditSuppression, type Audit, type AuditFailure } from './audit.ts';
export { isSameList, isSameSystem, listEquations, type CellEquations, type CellSystem } from './cells.ts';
export { findDifferencing, type Differencing, type Documents } from './differencing.ts';
export { admitWholes, findKnownSum, type KnownSum, type WholeTotal } from './known-sums.ts';
export { cellState, isHidden } from './pattern.ts';
export { promisedWidth, showCount } from './rule.ts';
export type { Statement } from './said-sums.ts';
export { suppressCells, type Suppression, type SuppressionSummary, type WorkHooks } from './suppress.ts';
export { findChangedRest, findNarrowed, type Narrowed, type Told } from './together.ts';
export { admitTotals, type TotalAnswer } from './totals.ts';
export type { ProtectedCells } from './with-sums.ts';
