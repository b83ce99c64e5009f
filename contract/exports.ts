import { z } from 'zod';
import { job } from './kinds.ts';
import { ruleQuestion } from './rules.ts';

export const exportFormats = ['csv', 'xlsx', 'geojson', 'gpkg'] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportRequest = z.object({
  question: ruleQuestion,
  title: z.string().nullable(),
  format: exportFormat,
  /** First N areas in rank order, or areas until this share of the need count; both null = all that are in. */
  limit: z.number().int().positive().nullable(),
  share: z.number().positive().max(1).nullable(),
  /** Adds the areas that are unknown and out. */
  all: z.boolean(),
  /** Who the output names as its maker; null = nobody. */
  author: z.string().nullable(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

export const exportCalls = {
  /** Product: the files written (the list itself first, then its metadata). */
  'export.start': job(exportRequest),
} as const;
