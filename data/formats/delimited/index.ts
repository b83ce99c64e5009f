export { createRowCutter, type CutCells, type CutVisitor, type RowCutter, type RowStyle } from './rows.ts';
export { createTextReader } from './texts.ts';
