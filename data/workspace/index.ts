import type { Staging, WorkspaceReader, WorkspaceWriter } from './faces.ts';

export type * from './faces.ts';
export type * from './types.ts';

export interface OpenOptions {
  /** Whether the file lies on a network drive; left out = look. */
  network?: boolean;
}

export interface WritingOptions extends OpenOptions {
  /** Who holds the file, as others who want it are told. */
  holder: string;
  /** The instant of a change, ISO; left out = the clock. */
  now?: () => string;
}

export function openForReading(_path: string, _options: OpenOptions = {}): WorkspaceReader {
  throw new Error('being written');
}
export function openForWriting(_path: string, _options: WritingOptions): WorkspaceWriter {
  throw new Error('being written');
}
export function joinForWriting(_path: string): WorkspaceWriter {
  throw new Error('being written');
}
export function createWorkspace(_path: string, _options: WritingOptions): WorkspaceWriter {
  throw new Error('being written');
}
export function createStaging(): Staging {
  throw new Error('being written');
}
