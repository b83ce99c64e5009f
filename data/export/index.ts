import { join } from 'node:path';
import { getFormat, nameInFormat, type ExportFormat } from '#contract';
import type { ExportDocument, Passed } from '#core/disclosure';
import { writers } from './writers/index.ts';

export { writeTable } from './writers/csv.ts';

/** As what a document is written, and where. */
export interface WrittenAs {
  format: ExportFormat;
  folder: string;
  /** Without its ending. */
  fileName: string;
}

/**
 * Writes a document that has passed the gate. Answers the names written: the document first, then what belongs beside it.
 * Formats with room for one table hold only the first. Throws as the file system does.
 */
export async function writeDocument(
  document: Passed<ExportDocument>,
  { format, folder, fileName }: WrittenAs,
): Promise<string[]> {
  const name = nameInFormat(fileName, format);
  await writers[format](document, join(folder, name));
  return [name, ...getFormat(format).beside.map((ending) => name + ending)];
}
