import type { ExportFormat } from '#contract';
import { csv } from './csv.ts';
import { fgb } from './flatgeobuf/index.ts';
import { geojson } from './geojson.ts';
import { gpkg } from './gpkg.ts';
import { html } from './html.ts';
import { kml } from './kml.ts';
import { ods } from './ods.ts';
import { pdf } from './pdf.ts';
import { shp } from './shapefile/index.ts';
import type { FormatWriter } from './writer.ts';
import { xlsx } from './xlsx.ts';

/** One writer for each format of the catalogue; the compiler misses none. */
export const writers: Record<ExportFormat, FormatWriter> = {
  csv,
  xlsx,
  ods,
  geojson,
  gpkg,
  shp,
  fgb,
  kml,
  html,
  pdf,
};
