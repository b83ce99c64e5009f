import init, { type Database, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { diskName, installDisk } from './disk.ts';

export type Cell = string | number | bigint | null | Uint8Array;

/** Why a database could not be read on. */
export type SealedReason = 'time' | 'memory' | 'damaged' | 'other' | 'busy' | 'sql';

/** Thrown where a sealed database cannot be read; the message is SQLite's own. */
export class SealedError extends Error {
  readonly reason: SealedReason;

  constructor(reason: SealedReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What reading one database may take in all. */
export interface SealedBudget {
  /** Seconds at work inside of SQLite. */
  seconds: number;
  /** For everything that SQLite holds at a time, such as a sorting. */
  megabytes: number;
  /** For one value. */
  valueMegabytes: number;
}

/** A join of every table of a country takes seconds and a sorting of its outlines half of this memory. */
export const sealedBudget: SealedBudget = { seconds: 60, megabytes: 1024, valueMegabytes: 128 };

/** A database of unknown making, behind glass. */
export interface SealedDatabase {
  /** The rows of a query, one by one. Throws `SealedError`, and whatever `keepGoing` throws. */
  rows(sql: string, ...values: string[]): IterableIterator<Cell[]>;
  close(): void;
}

/** Steps of SQLite's machine between two looks at the clock: a few can be long, as where each makes a value of many megabytes. */
const betweenLooks = 100;
const megabyte = 2 ** 20;

/**
 * Opens a database that somebody else made, to read it without trusting it. A view or a computed column is a program: SQLite runs
 * here as WebAssembly, in a memory of its own from which nothing else can be reached, and asks between its steps whether to go on,
 * so that a program without end is ended after its time and heard within moments where `keepGoing` throws; stopping the thread
 * ends it anywhere. Nothing is written to the disk, nor is the file locked. Throws `SealedError`.
 */
export async function openSealed(
  path: string,
  keepGoing: () => void = () => undefined,
  budget: SealedBudget = sealedBudget,
): Promise<SealedDatabase> {
  const sqlite = await init();
  sqlite.config.warn = () => undefined;
  sqlite.config.error = () => undefined;
  installDisk(sqlite);
  return new Sealed(sqlite, path, { keepGoing, budget });
}

class Sealed implements SealedDatabase {
  private readonly sqlite: Sqlite3Static;
  private readonly db: Database;
  private readonly budget: SealedBudget;
  private readonly keepGoing: () => void;
  private spentMs = 0;
  private begunMs = 0;
  /** What `keepGoing` threw: it must not fly through the WebAssembly. */
  private thrown: unknown;

  constructor(
    sqlite: Sqlite3Static,
    path: string,
    { keepGoing, budget }: { keepGoing: () => void; budget: SealedBudget },
  ) {
    this.sqlite = sqlite;
    this.budget = budget;
    this.keepGoing = keepGoing;
    this.db = this.explaining(() => new sqlite.oo1.DB({ filename: path, flags: 'r', vfs: diskName }));
    const { capi } = sqlite;
    capi.sqlite3_limit(this.db, capi.SQLITE_LIMIT_LENGTH, budget.valueMegabytes * megabyte);
    capi.sqlite3_limit(this.db, capi.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
    capi.sqlite3_progress_handler(this.db, betweenLooks, () => (this.mayGoOn() ? 0 : 1), 0);
    // A journal that another program has left is read into memory instead of shared with it.
    this.pragmas(
      'locking_mode = EXCLUSIVE',
      'trusted_schema = OFF',
      'cell_size_check = ON',
      `hard_heap_limit = ${budget.megabytes * megabyte}`,
    );
  }

  *rows(sql: string, ...values: string[]): IterableIterator<Cell[]> {
    const statement = this.atWork(() => this.db.prepare(sql));
    try {
      if (values.length > 0) statement.bind(values);
      while (this.atWork(() => statement.step())) yield this.explaining(() => statement.get([]) as Cell[]);
    } finally {
      statement.finalize();
    }
  }

  close(): void {
    this.db.close();
  }

  private pragmas(...texts: string[]): void {
    try {
      for (const text of texts) this.atWork(() => this.db.exec(`PRAGMA ${text}`));
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  private mayGoOn(): boolean {
    if (this.spentMs + performance.now() - this.begunMs > this.budget.seconds * 1000) return false;
    try {
      this.keepGoing();
      return true;
    } catch (error) {
      this.thrown = error;
      return false;
    }
  }

  private atWork<Result>(work: () => Result): Result {
    this.begunMs = performance.now();
    try {
      return this.explaining(work);
    } finally {
      this.spentMs += performance.now() - this.begunMs;
    }
  }

  private explaining<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (this.thrown !== undefined) throw this.thrown;
      // A file so broken that SQLite itself breaks on it breaks nothing else.
      if (error instanceof Error && error.name === 'RuntimeError')
        throw new SealedError('damaged', error.message);
      if (!(error instanceof this.sqlite.SQLite3Error)) throw error;
      const message = error.message.replace(/^.*?result code \d+: /s, '');
      throw new SealedError(this.reasonOf(error.resultCode), message);
    }
  }

  /** The lowest byte of a result code is its kind. */
  private reasonOf(code: number): SealedReason {
    const { capi } = this.sqlite;
    const reasons = new Map<number, SealedReason>([
      [capi.SQLITE_INTERRUPT, 'time'],
      [capi.SQLITE_NOMEM, 'memory'],
      [capi.SQLITE_TOOBIG, 'memory'],
      [capi.SQLITE_CORRUPT, 'damaged'],
      [capi.SQLITE_IOERR, 'damaged'],
      [capi.SQLITE_NOTADB, 'other'],
      [capi.SQLITE_BUSY, 'busy'],
      [capi.SQLITE_CANTOPEN, 'busy'],
      [capi.SQLITE_READONLY, 'busy'],
    ]);
    return reasons.get(code & 0xff) ?? 'sql';
  }
}
