import { columnProblem, findColumn } from '#contract';
import { refusal } from '#data/formats/refusals';
import { quoteColumns } from './layout.ts';
import type { Table } from './table.ts';

/**
 * Position of a column by its name: exactly, or else without regard to case and spacing.
 * Throws `input_refused` with the columns there are. `role` says what it is needed for: "value column".
 */
export function getColumn(table: Table, name: string, role: string): number {
  const { columns } = table.layout;
  const problem = columnProblem(role, name, {
    columns,
    listed: quoteColumns(table.layout),
    file: table.label,
  });
  if (problem === undefined) return findColumn(columns, name)!;
  const { message, ...rest } = problem;
  throw refusal(message, { file: table.label, column: name, ...rest });
}
