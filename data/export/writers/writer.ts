import type { ExportDocument } from '../document.ts';

/**
 * Writes a document as a file of one format at the path, and what belongs beside it: each further file at the path and the
 * ending that the record of the format names (`beside`). Tables beyond the first are left out where it has no room for them.
 */
export type WriteDocument = (document: ExportDocument, path: string) => Promise<void> | void;
