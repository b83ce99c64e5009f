import { join } from 'node:path';
import type { ExportFormat, TargetList } from '#contract';
import type { Shape } from '#core/geography';
import { writeWhole } from '#data/files';
import { formatCsv, formatCsvMetadata } from './csv.ts';
import { documentOfList, type DocumentTable, type ExportDocument } from './document.ts';
import { formatGeoJson } from './geojson.ts';
import { writeGeoPackage } from './geopackage.ts';
import { formatXlsx } from './xlsx.ts';

export { shorthand, type Cell, type Column } from './columns.ts';
export { csvRow } from './csv.ts';
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

function write(folder: string, name: string, content: string | Uint8Array): string {
  writeWhole(join(folder, name), content);
  return name;
}

function pickShapes({ list, shapes }: ListExport): Map<string, Shape> {
  const wanted = new Set(list.areas.map((area) => area.code));
  const picked = new Map<string, Shape>();
  for (const { code, shape } of shapes) if (wanted.has(code)) picked.set(code, shape);
  return picked;
}

/** Writes a list that has passed the gate. Answers the names written: the list first, then what belongs beside it. */
export function writeTargetList(request: ListExport): Promise<string[]> {
  const isDrawn = request.format === 'geojson' || request.format === 'gpkg';
  const document = documentOfList(request.list, isDrawn ? pickShapes(request) : new Map());
  document.tables.push(...(request.further ?? []));
  return writeDocument(document, request);
}

/**
 * Writes a document that has passed the gate. Answers the names written: the document first, then what belongs beside it.
 * CSV and GeoJSON hold its first table, XLSX and GeoPackage all of them.
 */
export async function writeDocument(
  document: ExportDocument,
  { format, folder, fileName }: Destination,
): Promise<string[]> {
  const name = `${fileName}.${format}`;
  if (format === 'csv') {
    const metadata = formatCsvMetadata(document, name);
    return [write(folder, name, formatCsv(document)), write(folder, `${name}-metadata.json`, metadata)];
  }
  if (format === 'xlsx') return [write(folder, name, await formatXlsx(document))];
  if (format === 'geojson') return [write(folder, name, await formatGeoJson(document))];
  writeGeoPackage(document, join(folder, name));
  return [name];
}
