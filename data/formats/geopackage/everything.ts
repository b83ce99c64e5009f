import { type Cell, openSealed } from './sealed.ts';

/** One thing that a SQLite file declares, and what it holds. */
export interface Declared {
  kind: 'table' | 'index' | 'trigger' | 'view';
  name: string;
  /** Of tables; others have none. */
  columns: string[];
  rows: Cell[][];
}

/** All that is in a SQLite file. */
export interface Everything {
  declared: Declared[];
  /** Pages that belong to nothing any more and may still hold what was deleted. */
  freePages: number;
}

/**
 * Reads a whole SQLite file, whatever is in it, through a SQLite that shares nothing with the one that writes: for what was just
 * written and is looked through before it leaves. Everything is held in memory. Throws `SealedError` where it cannot be read.
 */
export async function readEverything(path: string): Promise<Everything> {
  const db = await openSealed(path);
  try {
    const declared = [...db.rows('SELECT type, name FROM sqlite_schema ORDER BY rowid')].map(
      ([kind, name]): Declared => {
        const isTable = kind === 'table';
        const columns = isTable
          ? [...db.rows('SELECT name FROM pragma_table_xinfo(?)', String(name))].map(([column]) =>
              String(column),
            )
          : [];
        const rows = isTable ? [...db.rows(`SELECT * FROM "${String(name).replaceAll('"', '""')}"`)] : [];
        return { kind: kind as Declared['kind'], name: String(name), columns, rows };
      },
    );
    const [free] = db.rows('PRAGMA freelist_count');
    return { declared, freePages: Number(free?.[0] ?? 0) };
  } finally {
    db.close();
  }
}
