import type { ExportDocument } from '#core/disclosure';
import { longestFieldName } from './field-names.ts';
import { longestText, type Field } from './fields.ts';

/** What a shapefile cannot hold as it is, a sentence each, for whoever makes it; none where nothing. */
export function listLosses(fields: readonly Field[], rows: number): string[] {
  const shortened = fields.filter(({ name, column }) => name !== column.key);
  const pairs = shortened.map(({ name, column }) => `${column.key} is ${name}`).join(', ');
  const cut = fields
    .filter((field) => field.cut > 0)
    .map(
      ({ name, cut: texts }) =>
        `${texts} of ${rows} texts of ${name} are longer than the ${longestText} bytes that a Shapefile holds, and end there.`,
    );
  return [
    ...(shortened.length === 0
      ? []
      : [`Names of columns are shortened to the ten characters that a Shapefile holds: ${pairs}.`]),
    ...cut,
  ];
}

const kinds = { C: 'text', N: 'number' } as const;

/** What the README says before it lists the fields. */
export const aboutFields = `The fields of the table, in its order. A Shapefile holds ${longestFieldName} characters of a name and ${longestText} bytes of a text.`;

/** What the README says of each field, in its order. */
export const fieldHeads = ['Field', 'Name in full', 'What it is', 'Unit', 'Kind', 'Texts cut'] as const;

/**
 * The text that goes with a shapefile: every fact of the document, a line each, and then the fields as a table with tabs. Whatever
 * breaks lines is a blank, so that each line stands for one thing.
 */
export function writeReadme({ title, facts }: ExportDocument, fields: readonly Field[]): string {
  const rows = fields.map(({ name, column, type, cut }) => [
    name,
    column.key,
    column.title,
    column.unit ?? '',
    kinds[type],
    cut === 0 ? '' : String(cut),
  ]);
  const lines = [
    [title],
    [''],
    ...facts.map(([name, value]) => [`${name}: ${value}`]),
    [''],
    [aboutFields],
    [...fieldHeads],
    ...rows,
  ];
  return lines.map((cells) => `${cells.map(inOneLine).join('\t')}\r\n`).join('');
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ');
