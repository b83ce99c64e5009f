import type { DocumentTable, ExportDocument } from '#core/disclosure';
import { headOf, headWithUnit } from '../head.ts';
import { nameSheets } from '../sheets/names.ts';
import { printable } from './printable.ts';

function phrasesOf({ name, sheet, holds, columns, rows }: DocumentTable): (string | null)[] {
  return [
    name,
    sheet,
    holds,
    ...columns.flatMap((column) => [
      column.key,
      column.title,
      column.unit,
      headOf(column),
      headWithUnit(column),
    ]),
    ...rows.map(({ id }) => id),
  ];
}

/** An instant as it is stored: as it is, and to the second. */
function instantsOf(made: string): string[] {
  const instant = new Date(made).toISOString();
  return [made, instant, `${instant.slice(0, 19)}Z`];
}

/** Every text that a document says apart from its cells, each as one: title, facts, sources, and of tables the names and columns. */
export function listPhrases(document: ExportDocument, blanks: 'kept' | 'lost'): Set<string> {
  const { title, description, tables, facts, releases, licences, made, madeBy, author } = document;
  const phrases = [
    title,
    description,
    ...instantsOf(made),
    madeBy,
    author,
    ...licences,
    ...facts.flatMap(([name, value]) => [name, value, `${name}: ${value}`]),
    ...releases.flatMap((release) => [
      release.title,
      release.file,
      release.sha256,
      release.imported,
      release.publisher,
      release.licence,
    ]),
    ...tables.flatMap(phrasesOf),
    ...nameSheets(tables),
  ];
  return new Set(phrases.map((phrase) => printable(phrase ?? '', blanks)));
}
