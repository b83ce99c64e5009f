import type { ExportFormat } from '#contract';
import { writeCsv } from './csv.ts';
import { writeGeoJson } from './geojson.ts';
import { writeGeoPackage } from './gpkg.ts';
import type { WriteDocument } from './writer.ts';
import { writeXlsx } from './xlsx.ts';

/** One writer for each format of the catalogue; the compiler misses none. */
export const writers: Record<ExportFormat, WriteDocument> = {
  csv: writeCsv,
  xlsx: writeXlsx,
  geojson: writeGeoJson,
  gpkg: writeGeoPackage,
};
