import { PinpointError, type GeographyRef } from '#contract';
import type { AreaTable } from '#core/targeting';
import {
  createWorkspace,
  openForReading,
  openForWriting,
  type WorkspaceReader,
  type WorkspaceWriter,
} from '#data/workspace';
import { makeAreaTable } from './area-table.ts';
import { makeTiles, type Tiles } from './tiles.ts';

/** One open workspace: its handle, and what is kept of it between calls. */
export interface Session {
  path: string;
  reader: WorkspaceReader;
  /** The writing handle; throws `read_only` where the workspace cannot be written. */
  writer(): WorkspaceWriter;
  /** The numbers of a geography as of now; kept until the workspace changes. */
  table(geography: GeographyRef): AreaTable;
  tiles: Tiles;
  close(): Promise<void>;
}

/**
 * Opens a workspace for writing; where another process holds it, for reading, with the reason.
 * Throws what `openForWriting` throws for damaged, newer or foreign files.
 */
export function openSession(path: string, holder: string): Session {
  try {
    const writer = openForWriting(path, { holder });
    return makeSession(writer, writer.readOnly ? null : writer);
  } catch (error) {
    if (!(error instanceof PinpointError) || error.code !== 'workspace_held') throw error;
    return makeSession(openForReading(path), null);
  }
}

/** Makes a new empty workspace and opens it; `now` is the clock its changes are dated by. Throws `file_exists`. */
export function createSession(path: string, holder: string, now?: () => string): Session {
  const writer = createWorkspace(path, { holder, now });
  return makeSession(writer, writer);
}

function makeSession(reader: WorkspaceReader, writer: WorkspaceWriter | null): Session {
  const tables = new Map<GeographyRef, AreaTable>();
  let revision = reader.revision();
  const tiles = makeTiles(reader);

  return {
    path: reader.path,
    reader,
    writer() {
      if (writer === null)
        throw new PinpointError(
          'read_only',
          reader.readOnlyReason ?? 'This workspace is open for reading only.',
          {
            hint: 'Make a copy of the workspace and open the copy.',
          },
        );
      return writer;
    },
    table(geography) {
      if (reader.revision() !== revision) {
        tables.clear();
        revision = reader.revision();
      }
      const known = tables.get(geography) ?? makeAreaTable(reader, geography);
      tables.set(geography, known);
      return known;
    },
    tiles,
    async close() {
      await tiles.close();
      reader.close();
    },
  };
}
