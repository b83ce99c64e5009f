import type { ImportMapping, ImportReport } from '#contract';
import type { ReleaseDraft, Staging, WorkspaceReader } from '#data/workspace';
import type { ImportFile } from '#data/formats/archive';
import type { Progress } from '#data/formats/progress';

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
