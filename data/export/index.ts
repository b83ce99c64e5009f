import { join } from 'node:path';
import { drawsAreas, getFormat, nameInFormat, type ExportFormat, type TargetList } from '#contract';
import type { Shape } from '#core/geography';
import { documentOfList, type DocumentTable, type ExportDocument } from './document.ts';
import { writers } from './writers/index.ts';

export { shorthand, type Cell, type Column } from './columns.ts';
export { csvRow } from './writers/csv.ts';
export type { DocumentRow, DocumentTable, ExportDocument } from './document.ts';
export { listOrigin, type Fact } from './facts.ts';

/** Where a document goes. */
export interface Destination {
  format: ExportFormat;
  folder: string;
  /** Without extension. */
  fileName: string;
}

export interface ListExport extends Destination {
  list: TargetList;
  /** Every drawn area of the list's geography; those not on the list are passed over. */
  shapes: Iterable<{ code: string; shape: Shape }>;
  /** What goes with the list in formats that hold several tables. */
  further?: DocumentTable[];
}

function pickShapes({ list, shapes }: ListExport): Map<string, Shape> {
  const wanted = new Set(list.areas.map((area) => area.code));
  const picked = new Map<string, Shape>();
  for (const { code, shape } of shapes) if (wanted.has(code)) picked.set(code, shape);
  return picked;
}

/** Writes a list that has passed the gate. Answers the names written: the list first, then what belongs beside it. */
export function writeTargetList(request: ListExport): Promise<string[]> {
  const isDrawn = drawsAreas(getFormat(request.format));
  const document = documentOfList(request.list, isDrawn ? pickShapes(request) : new Map());
  document.tables.push(...(request.further ?? []));
  return writeDocument(document, request);
}

/**
 * Writes a document that has passed the gate. Answers the names written: the document first, then what belongs beside it.
 * Formats with room for one table hold only the first.
 */
export async function writeDocument(
  document: ExportDocument,
  { format, folder, fileName }: Destination,
): Promise<string[]> {
  const name = nameInFormat(fileName, format);
  await writers[format](document, join(folder, name));
  return [name, ...getFormat(format).beside.map((ending) => name + ending)];
}
