import type { Connection } from './connection.ts';

/** The tables of a file, and of each what it is made of, as a text. */
export type Tables = ReadonlyMap<string, string>;

/** The tables as they are now. Of a virtual table, whose module may not be there, the text that made it. */
export function readTables(connection: Connection): Tables {
  const rows = connection.all<{ name: string; columns: string }>(
    `SELECT name, CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN sql ELSE (
       SELECT json_group_array(json_array(name, type, "notnull", pk)) FROM pragma_table_info(t.name)
     ) END AS columns
     FROM sqlite_master t WHERE type = 'table' AND sql IS NOT NULL`,
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

/**
 * What is wrong with the first table that is gone or has other columns than before, in words; null where all are as they
 * were. Further tables are nobody's business: other programs keep their styles in the file.
 */
export function findChangedTable(connection: Connection, before: Tables): string | null {
  const now = readTables(connection);
  for (const [name, columns] of before) {
    if (!now.has(name)) return `the table “${name}” is not there any more`;
    if (now.get(name) !== columns) return `the table “${name}” has other columns than before`;
  }
  return null;
}
