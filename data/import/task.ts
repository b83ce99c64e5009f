import type { ImportMapping, ImportReport, Sensitivity } from '#contract';
import type { ReleaseDraft, Staging, WorkspaceReader } from '#data/workspace';
import type { Fingerprint, ImportFile } from '#data/formats/archive';
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
  /** null or left out = guessed from licence and source. */
  sensitivity?: Sensitivity | null;
  /** The present moment as ISO text. */
  now: () => string;
  /** Fingerprint of the files; '' in a trial. */
  sha256: string;
  /** `beginning`: a trial, of which nothing is kept. Of a large file only the beginning is read. */
  reach?: 'all' | 'beginning';
}

/** An import as it is asked for. `fingerprint` was taken of the same files beforehand; where it is left out it is taken first. */
export type UnreadImport = Omit<ImportTask, 'sha256' | 'reach'> & { fingerprint?: Fingerprint };

/** What the report says before the release has a number; who publishes adds the rest. */
export type ImportFindings = Omit<ImportReport, 'release' | 'alreadyImported' | 'seconds'>;

/** A read and staged import: what to publish, and what was found on the way. */
export interface ImportOutcome {
  draft: ReleaseDraft;
  findings: ImportFindings;
}
