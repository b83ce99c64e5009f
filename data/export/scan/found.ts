import type { Bounds } from '#core/geography';
import type { ExportDocument } from '#core/disclosure';

/** A cell as it was found: a number, a text (also a number written as text, with or without commas), or null where nothing is. */
export type FoundCell = string | number | null;

/** A table of the document as it was found in a file. */
export interface FoundTable {
  /** One row for each that is there, its cells in the order of the document's columns. */
  rows: FoundCell[][];
  /** Where each row lies, in what the document's places are in; null where it lies nowhere. Left out of formats that draw nothing. */
  places?: (Bounds | null)[];
}

/** A text or number of a file that is no cell of a table, and where in the file it stands: `title`, `xl/workbook.xml`. */
export type FoundText = readonly [where: string, text: string];

/** All that is in a file. What is left out here leaves unseen, so a reader that meets what it does not know calls it strange. */
export interface FoundFile {
  /** In the order of the document's, as many as the format has room for. */
  tables: FoundTable[];
  /** Every text apart from cells: headings, names of sheets, columns, layers and parts, properties, notes, attributes for people. */
  texts: FoundText[];
  /** What no file may hold, in a few words each: a hidden sheet, a comment, a link, a part or element that no writer makes. */
  strange: string[];
  /** Whether line ends and blanks are as they were written, or are lost, as on a page where lines are broken. */
  blanks: 'kept' | 'lost';
  /** What is left of a text of a cell where the format cannot hold it as it is; left out where it can. */
  cut?: (text: string) => string;
}

/**
 * Reads a file that has just been written, and what lies beside it, as somebody else would: by another way than the writer's,
 * from the bytes on the disk, and all of it. `document` says only how its tables and columns are named, so that what is
 * found can be put in their order; no value is taken from it. Whatever the reader cannot place is `strange`. Throws where the
 * file cannot be read at all.
 */
export type ReadBack = (path: string, document: ExportDocument) => Promise<FoundFile> | FoundFile;
