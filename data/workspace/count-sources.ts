import type { ObservationsMapping } from '#contract';
import type { WorkspaceReader } from './interfaces.ts';

/** What the newest import of an indicator says of who is counted. */
export interface CountSource {
  /** The columns that were added up, as the mapping has them: `16-64`; null where none were. */
  sumColumns: string | null;
  /** The cohort that the whole file is of, in words. */
  context: string;
}

/** The sources of all indicators that were imported, by indicator. */
export function listCountSources(reader: WorkspaceReader): Map<string, CountSource> {
  const sources = new Map<string, CountSource>();
  for (const { id, kind } of reader.describe().releases) {
    if (kind !== 'observations') continue;
    const mapping = reader.getRelease(id).mapping as Partial<ObservationsMapping> | null;
    if (mapping?.family !== 'observations' || mapping.indicator === undefined) continue;
    sources.set(mapping.indicator, {
      sumColumns: mapping.sumColumns ?? null,
      context: contextWords(mapping.cohort ?? {}),
    });
  }
  return sources;
}

/** A cohort in words that tell its ages: `age 16-64, sex male`. */
export function contextWords(cohort: Readonly<Record<string, string>>): string {
  return Object.entries(cohort)
    .map(([dimension, value]) => `${dimension} ${value}`)
    .join(', ');
}
