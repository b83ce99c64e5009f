import type { ErrorReport, FileRef } from '#contract';

/** A workspace that was opened lately, as the menu shows it. */
export interface RecentWorkspace {
  file: FileRef;
  place: string;
}

/** What the main process may ask of the data process. Everything else goes between the page and the data process. */
export interface ControlCalls {
  /** Opens the named workspace; with null the one that was open last, or the demonstration at the first start. */
  begin: { input: { path: string | null }; output: null };
  openDemo: { input: null; output: null };
  open: { input: { path: string }; output: null };
  openKnown: { input: { file: FileRef }; output: null };
  /** Gives references to files that the person picked or dropped. */
  register: { input: { paths: string[] }; output: FileRef[] };
  /** Brings a file that a job made to the place that the person chose and, where it exists, agreed to replace. */
  deliver: { input: { file: FileRef; destination: string }; output: null };
  /** Workspaces opened lately, other than the present one, the last first. */
  recent: { input: null; output: RecentWorkspace[] };
  /** Titles of the jobs at work. */
  running: { input: null; output: string[] };
  /** Cancels jobs, leaves the workspace as one single file, removes temporary files. */
  close: { input: null; output: null };
}

export type ControlName = keyof ControlCalls;

/** Main process → data process. `connect` comes with the page's port. */
export type ControlRequest = { connect: true } | { id: number; name: ControlName; input: unknown };

/** Data process → main process. */
export type ControlMessage =
  | { id: number; output: unknown }
  | { id: number; error: ErrorReport }
  | { opened: true };
