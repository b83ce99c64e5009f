export {
  factPartOf,
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
