import type {
  Coverage,
  DisclosureOverride,
  DisclosurePolicy,
  ErrorReport,
  ExportRequest,
  GeographyRef,
  ImportMapping,
  ImportReport,
  JobResult,
  RunChange,
  Sensitivity,
  TablePreviewRequest,
  TableRequest,
  TravelContent,
} from '#contract';
import type { ProgressState } from './progress.ts';

import type { ExportStatement } from '#data/workspace';
import type { Terms, TreatedGroup } from '../disclosure/index.ts';

/** A file as a worker needs it: where it is, and what the person calls it. */
export interface NamedFile {
  path: string;
  name: string;
  /** Of an archive with several data sets: the one meant. */
  member?: string | undefined;
  /** Of a text with several tables one below another: the one meant, from 1. */
  table?: number | undefined;
}

/** What a worker can be asked to do. All of it travels by structured clone. */
export type Task =
  | {
      type: 'import';
      files: NamedFile[];
      mapping: ImportMapping;
      publisher: string | null;
      licence: string | null;
      sensitivity: Sensitivity | null;
    }
  | { type: 'link'; from: GeographyRef; to: GeographyRef }
  | { type: 'districts'; from: GeographyRef }
  | { type: 'rejects'; release: number; folder: string; madeBy: string }
  | {
      type: 'export';
      request: ExportRequest;
      /** What the request names; null = none. */
      coverage: Coverage | null;
      folder: string;
      madeBy: string;
      readOnly: boolean;
    }
  /** `terms` null = it is looked at, and does not leave. */
  | { type: 'measure'; content: TravelContent; terms: Terms | null; readOnly: boolean }
  | {
      type: 'table';
      request: TableRequest;
      result: JobResult | null;
      folder: string;
      madeBy: string;
      readOnly: boolean;
    }
  /** A table as it would leave, looked at before it is written; `result` as of a table. */
  | {
      type: 'preview';
      request: TablePreviewRequest;
      result: JobResult | null;
      madeBy: string;
      readOnly: boolean;
    }
  /** `fileName` null = as before; `agreed`: it is written also where something has changed. */
  | {
      type: 'run';
      file: NamedFile;
      fileName: string | null;
      agreed: boolean;
      override: DisclosureOverride | null;
      folder: string;
      madeBy: string;
      readOnly: boolean;
    }
  | { type: 'copy'; folder: string; name: string }
  /** null = everything deleted. */
  | { type: 'forget'; release: number | null };

/** The stage from which on a job cannot be stopped: its one short transaction. */
export const publishing = 'Publishing';

/** What was treated already where the task comes from. */
export interface KnownTreated {
  policy: DisclosurePolicy;
  groups: readonly TreatedGroup[];
}

export interface WorkerInput {
  workspacePath: string;
  /** null = nothing that the task would need. */
  known: KnownTreated | null;
  task: Task;
  /** One Int32: not 0 = cancel. Polled, because a message would not be served inside a synchronous loop. */
  cancelFlag: SharedArrayBuffer;
}

export type WorkerMessage =
  | { type: 'progress'; state: ProgressState }
  /** A first answer, while a better one is looked for. */
  | ({ type: 'interim' } & JobAnswer)
  | { type: 'done'; product: TaskProduct }
  | { type: 'failed'; error: ErrorReport };

/** What was worked out. */
export interface JobAnswer {
  result: JobResult;
  /** What it shows of restricted values; none where it does not leave. */
  shown: ExportStatement[];
}

/** Files that were written. */
export interface Exported {
  files: NamedFile[];
  /** What their format could not hold as it is, a sentence each. */
  losses: string[];
}

/** What a worker makes: a report, files that the backend then gives references to, or a result that is kept to be fetched. */
export type TaskProduct =
  | { kind: 'report'; report: ImportReport }
  | ({ kind: 'files' } & Exported)
  | ({ kind: 'run'; changes: RunChange[] } & Exported)
  | { kind: 'forgotten'; releases: string[]; steps: number }
  | ({ kind: 'result' } & JobAnswer);
