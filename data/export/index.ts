import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat, TargetList } from '#contract';
import type { Shape } from '#core/geography';
import { formatCsv, formatCsvMetadata } from './csv.ts';
import { formatGeoJson } from './geojson.ts';
import { writeGeoPackage } from './geopackage.ts';
import { formatXlsx } from './xlsx.ts';

export { csvRow } from './csv.ts';

export interface ListExport {
  list: TargetList;
  /** Every drawn area of the list's geography; those not on the list are passed over. */
  shapes: Iterable<{ code: string; shape: Shape }>;
  format: ExportFormat;
  folder: string;
  /** Without extension. */
  fileName: string;
}

/** Written under a temporary name, then renamed: a broken-off export leaves no file that looks whole. */
function writeWhole(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
  return name;
}

function pickShapes({ list, shapes }: ListExport): Map<string, Shape> {
  const wanted = new Set(list.areas.map((area) => area.code));
  const picked = new Map<string, Shape>();
  for (const { code, shape } of shapes) if (wanted.has(code)) picked.set(code, shape);
  return picked;
}

/** Writes a list that has passed the gate. Answers the names written: the list first, then what belongs beside it. */
export async function writeTargetList(request: ListExport): Promise<string[]> {
  const { list, format, folder, fileName } = request;
  const name = `${fileName}.${format}`;
  if (format === 'csv') {
    const metadata = formatCsvMetadata(list, name);
    return [writeWhole(folder, name, formatCsv(list)), writeWhole(folder, `${name}-metadata.json`, metadata)];
  }
  if (format === 'xlsx') return [writeWhole(folder, name, await formatXlsx(list))];
  if (format === 'geojson') return [writeWhole(folder, name, formatGeoJson(list, pickShapes(request)))];
  writeGeoPackage(list, pickShapes(request), join(folder, name));
  return [name];
}
