import Database from 'better-sqlite3';

export type SqlValue = string | number | bigint | null | Uint8Array;
export type RawRow = SqlValue[];

/** How long a statement waits for another connection to finish its change. */
const patienceMs = 10_000;

/**
 * One SQLite connection whose statements are prepared once and kept. Row types are promises of the SQL text that stands
 * next to them.
 */
export class Connection {
  readonly path: string;
  readonly db: Database.Database;
  private readonly prepared = new Map<string, Database.Statement>();
  private readonly preparedRaw = new Map<string, Database.Statement>();

  constructor(path: string, options: { readonly?: boolean; mustExist?: boolean } = {}) {
    this.path = path;
    this.db = new Database(path, {
      readonly: options.readonly ?? false,
      fileMustExist: options.mustExist ?? true,
      timeout: patienceMs,
    });
    this.db.pragma('cell_size_check = ON');
    // A handle that only reads calls no function for the file. One that writes does: the triggers of the spatial index need ours,
    // and what else hangs on the tables is looked at before (`foreign-schema.ts`). SQLite's defensive mode is the library's own.
    if (options.readonly === true) this.db.pragma('trusted_schema = OFF');
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the row's type is the caller's promise
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.statement(sql).get(...bound(sql, values)) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.statement(sql).all(...bound(sql, values)) as Row[];
  }

  /** Rows as arrays: several times quicker than objects where there are many. */
  rows(sql: string, ...values: SqlValue[]): RawRow[] {
    let statement = this.preparedRaw.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql).raw();
      this.preparedRaw.set(sql, statement);
    }
    return statement.all(...bound(sql, values)) as RawRow[];
  }

  /** Rows one by one, for answers too large to hold. The statement is its own, so that walks may overlap. */
  walk<Row>(sql: string, ...values: SqlValue[]): IterableIterator<Row> {
    return this.db.prepare(sql).iterate(...bound(sql, values)) as IterableIterator<Row>;
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.statement(sql).run(...bound(sql, values)).changes;
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  pragma(text: string): SqlValue {
    return this.db.pragma(text, { simple: true }) as SqlValue;
  }

  /** Runs work that writes the tables behind a virtual table itself, which SQLite keeps from ordinary statements. */
  inShadowTables(work: () => void): void {
    this.db.unsafeMode(true);
    try {
      work();
    } finally {
      this.db.unsafeMode(false);
    }
  }

  /** Runs the work on one state of the file: nothing that others commit meanwhile is seen. */
  atOnce<Result>(work: () => Result): Result {
    if (this.db.inTransaction) return work();
    return this.db.transaction(work).deferred();
  }

  /** Runs the work as one change: all of it or nothing. */
  change<Result>(work: () => Result): Result {
    return this.db.transaction(work).immediate();
  }

  /** Runs work that does not wait for other connections: it fails at once where one is in its way. */
  impatiently<Result>(work: () => Result): Result {
    this.pragma('busy_timeout = 0');
    try {
      return work();
    } finally {
      this.pragma(`busy_timeout = ${patienceMs}`);
    }
  }

  close(): void {
    this.prepared.clear();
    this.preparedRaw.clear();
    this.db.close();
  }

  private statement(sql: string): Database.Statement {
    let statement = this.prepared.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}

/** The library takes numbered parameters (`?1`) for names: they are bound as an object by their number. */
function bound(sql: string, values: SqlValue[]): unknown[] {
  if (!sql.includes('?1')) return values;
  return [Object.fromEntries(values.map((value, i) => [String(i + 1), value]))];
}
