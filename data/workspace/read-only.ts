import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makeScratch } from '#data/files';
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
  return connectToCopy(path);
}

function connectToCopy(path: string): { connection: Connection; release: () => void } {
  const scratch = makeScratch();
  try {
    const copies = ['', '-wal', '-journal']
      .filter((ending) => existsSync(path + ending))
      .map((ending) => copyPrivately(path + ending, scratch.makeFile(`copy.gpkg${ending}`)));
    const connection = new Connection(copies[0]!);
    connection.pragma('trusted_schema = OFF');
    return { connection, release: () => scratch.remove() };
  } catch (error) {
    scratch.remove();
    throw error;
  }
}

/** The rights of a file are copied along with its content; those of the copy are put back. */
function copyPrivately(from: string, to: string): string {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
  return to;
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
  connection.pragma('trusted_schema = OFF');
  return connection;
}
