import type { ExportDocument, Passed } from '#core/disclosure';

/**
 * Writes a document that has passed the gate as a file of one format at the path, and what belongs beside it: each further file at the path and the
 * ending that the record of the format names (`beside`). Tables beyond the first are left out where it has no room for them.
 */
export type WriteDocument = (document: Passed<ExportDocument>, path: string) => Promise<void> | void;
