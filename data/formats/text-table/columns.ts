import { refusal } from '#data/formats/refusals';
import { quoteColumns } from './layout.ts';
import type { Table } from './table.ts';

/**
 * Position of a column by its name: exactly, or else without regard to case and spacing.
 * Throws `input_refused` with the columns there are. `role` says what it is needed for: "value column".
 */
export function getColumn(table: Table, name: string, role: string): number {
  const at = findColumn(table.layout.columns, name);
  if (at !== undefined) return at;
  throw refusal(
    name === ''
      ? `Which column is the ${role} of “${table.label}” is not said.`
      : `“${table.label}” has no column “${name}” for the ${role}.`,
    {
      file: table.label,
      column: name,
      expected: `one of ${quoteColumns(table.layout)}`,
      hint: `Name the ${role} in the mapping.`,
    },
  );
}

/** Position of a column by its name, exactly or else without regard to case and spacing. */
export function findColumn(columns: readonly string[], name: string): number | undefined {
  const exact = columns.indexOf(name);
  if (exact >= 0) return exact;
  const loose = loosen(name);
  const at = columns.findIndex((column) => loosen(column) === loose);
  return at >= 0 && loose !== '' ? at : undefined;
}

function loosen(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}
