import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Connection } from './connection.ts';

/**
 * Connects to read only. A file left in WAL mode cannot be opened in a folder that cannot be written, because SQLite
 * needs a file beside it: a temporary copy is read instead, which `release` removes once the connection is closed.
 */
export function connectReadOnly(path: string): { connection: Connection; release: () => void } {
  const connection = new Connection(path, { readonly: true });
  try {
    connection.get('SELECT 1 FROM sqlite_master');
    return { connection, release: () => undefined };
  } catch (error) {
    connection.close();
    if (!(error instanceof Database.SqliteError) || !needsCopy(error.code)) throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-reading-'));
  for (const ending of ['', '-wal', '-journal']) {
    if (existsSync(path + ending)) copyFileSync(path + ending, join(folder, `copy.gpkg${ending}`));
  }
  return {
    connection: new Connection(join(folder, 'copy.gpkg')),
    release: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The file cannot be opened without writing beside it, or waits for a cut-off change to be rolled back. */
function needsCopy(code: string): boolean {
  return code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY');
}

/**
 * Connects to read a file that this process holds for work. SQLite opens it for writing, so that the last handle to close
 * can tidy up whichever it is, but takes no change.
 */
export function connectToOwn(path: string): Connection {
  const connection = new Connection(path);
  connection.pragma('query_only = ON');
  return connection;
}
