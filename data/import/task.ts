import type { ImportMapping, ImportReport } from '#contract';
import type { ReleaseDraft, Staging, WorkspaceReader } from '#data/workspace';
import type { Progress } from './progress.ts';

/** A file to read: where it lies, and its name as the person knows it (reports and errors use only the name). */
export interface ImportFile {
  path: string;
  name: string;
  /**
   * Of an archive with several data sets: the path inside of the one meant, of a shapefile without its extension. Left out where
   * the whole file is meant.
   */
  member?: string | undefined;
  /** Of a text with several tables one below another: which, counted from 1. Left out where it is one table. */
  table?: number | undefined;
}

/** One import: read `files` by `mapping`, check against what `reader` knows, put the result into `staging`. */
export interface ImportTask<Mapping extends ImportMapping = ImportMapping> {
  files: readonly ImportFile[];
  mapping: Mapping;
  reader: WorkspaceReader;
  staging: Staging;
  progress: Progress;
  publisher: string | null;
  licence: string | null;
  /** The present moment as ISO text. */
  now: () => string;
  /** `beginning`: a trial, of which nothing is kept. Of a large file only the beginning is read, and no fingerprint is made. */
  reach?: 'all' | 'beginning';
}

/** What the report says before the release has a number; who publishes adds the rest. */
export type ImportFindings = Omit<ImportReport, 'release' | 'alreadyImported' | 'seconds'>;

/** A read and staged import: what to publish, and what was found on the way. */
export interface ImportOutcome {
  draft: ReleaseDraft;
  findings: ImportFindings;
}
