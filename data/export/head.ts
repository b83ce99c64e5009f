import type { DocumentColumn } from '#core/disclosure';

/** The head of a column for people: its key with words apart, so that it can go on in a second line. `jsa_rate` is "Jsa rate". */
export function headOf({ key }: Pick<DocumentColumn, 'key'>): string {
  return key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');
}

/** The head with its unit, where it has one: "Jsa rate (%)". */
export function headWithUnit(column: Pick<DocumentColumn, 'key' | 'unit'>): string {
  return (column.unit ?? '') === '' ? headOf(column) : `${headOf(column)} (${column.unit})`;
}

/** The position of the column by which a reader knows the row: the name, else the code, else the first. */
export function columnOfNames(columns: readonly DocumentColumn[]): number {
  const found = ['name', 'code'].map((wanted) => columns.findIndex(({ key }) => key === wanted));
  return found.find((at) => at >= 0) ?? 0;
}
