import { Connection } from './connection.ts';
import { migrations as released, type Migration } from './migrations/index.ts';
import { addSpatialFunctions } from './spatial.ts';

/** The schema version that this Pinpoint writes. */
export const currentVersion = released.at(-1)!.version;

/** The schema version of the file; 0 before the first migration. */
export function schemaVersion(connection: Connection): number {
  const table = connection.get<{ n: number }>(
    "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'pinpoint'",
  );
  if (table?.n !== 1) return 0;
  const row = connection.get<{ value: string }>("SELECT value FROM pinpoint WHERE key = 'schema_version'");
  return row === undefined ? 0 : Number(row.value);
}

/**
 * Brings the schema up to date, each step in a transaction of its own. `copyBeside` is called before every step that
 * changes an existing file.
 */
export function migrate(
  connection: Connection,
  copyBeside: (version: number) => void,
  migrations: Migration[] = released,
): void {
  const from = schemaVersion(connection);
  for (const migration of migrations.filter(({ version }) => version > from)) {
    if (migration.version > 1) copyBeside(migration.version - 1);
    connection.change(() => {
      connection.exec(migration.sql);
      connection.run(
        "INSERT OR REPLACE INTO pinpoint (key, value) VALUES ('schema_version', ?)",
        String(migration.version),
      );
    });
  }
}

/** The schema of an empty workspace as one readable SQL text: what `schema.sql` holds. */
export function currentSchema(): string {
  const connection = new Connection(':memory:', { mustExist: false });
  addSpatialFunctions(connection);
  migrate(connection, () => undefined);
  const rows = connection.all<{ sql: string }>(
    `SELECT sql FROM sqlite_master
     WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
       AND name NOT GLOB 'rtree_*_geom_node' AND name NOT GLOB 'rtree_*_geom_parent' AND name NOT GLOB 'rtree_*_geom_rowid'
     ORDER BY rowid`,
  );
  connection.close();
  const head = `-- The schema of a workspace, version ${currentVersion}. Written by scripts/schema.ts from data/workspace/migrations.`;
  return [head, ...rows.map(({ sql }) => `${sql};`)].join('\n\n').concat('\n');
}
