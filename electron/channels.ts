import type { ErrorReport } from '#contract';

/** An answer of the main process to the page. Errors travel as data: thrown ones would lose all but their text on the way. */
export type CallOutcome<T> = { output: T } | { error: ErrorReport };

/** Names of the messages between the page's preload script and the main process. */
export const channels = {
  /** Page → main: the page listens now and wants its port to the backend. */
  wantPort: 'pinpoint:want-port',
  /** Main → page: carries the port. */
  port: 'pinpoint:port',
  pickFiles: 'pinpoint:pick-files',
  takeFiles: 'pinpoint:take-files',
  deliver: 'pinpoint:deliver',
  openLink: 'pinpoint:open-link',
  /** Main → page: a menu entry that the page performs. */
  command: 'pinpoint:command',
  /** Page → main: a text field has the focus, so undo and redo are the field's own. */
  editText: 'pinpoint:edit-text',
} as const;

/** What the page receives its port with, by `window.postMessage`. */
export const portMessage = 'pinpoint-port';
