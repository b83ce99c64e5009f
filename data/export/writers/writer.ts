import type { ExportDocument, Passed } from '#core/disclosure';
import type { ReadBack } from '../scan/found.ts';

/**
 * Writes a document that has passed the gate as a file of one format at the path, and what belongs beside it: each further file at the path and the
 * ending that the record of the format names (`beside`). Tables beyond the first are left out where it has no room for them. What
 * varies comes from the document alone (`made`), so that the same document gives the same bytes on any day and in any place.
 * Answers what the format could not hold as it is, a sentence each; nothing where it holds all.
 */
export type WriteDocument = (
  document: Passed<ExportDocument>,
  path: string,
) => Promise<string[] | void> | string[] | void;

/**
 * One format: how it is written, and how the file is looked through before anybody has it. `writeDocument` holds what is
 * found against the document; a file with anything in it that the document does not hold is removed.
 */
export interface FormatWriter {
  write: WriteDocument;
  readBack: ReadBack;
  /** What the writer says of its own in every document, such as the heading "Contents": texts, or patterns of whole texts. */
  words: readonly (string | RegExp)[];
}
