export {
  shorthand,
  type DocumentCell,
  type DocumentColumn,
  type DocumentRow,
  type DocumentTable,
  type ExportDocument,
  type Fact,
} from './document.ts';
export { passGate, type Passed } from './gate.ts';
