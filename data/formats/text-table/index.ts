export { getColumn } from './columns.ts';
export { type Layout, quoteColumns, quoteNames } from './layout.ts';
export type { Cells } from './records.ts';
export {
  type Leavings,
  listTables,
  openFilledTable,
  openTable,
  refuseBare,
  type RowVisitor,
  type Table,
} from './table.ts';
export { type CellValue, readBareNumber, readValue, saysNothing } from './values.ts';
