import type { DocumentColumn } from '#core/disclosure';

/** The head of a column for people: its key with words apart, so that it can go on in a second line. `jsa_rate` is "Jsa rate". */
export function headOf({ key }: Pick<DocumentColumn, 'key'>): string {
  return key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');
}
