import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyNow, migrationCopyPath } from '../../../data/workspace/backup.ts';
import { Connection } from '../../../data/workspace/connection.ts';
import { currentSchema, currentVersion, migrate, schemaVersion } from '../../../data/workspace/migrate.ts';
import { migrations } from '../../../data/workspace/migrations/index.ts';
import { aWorkspace, contentOf, publishAreas } from './build.ts';

const next = {
  version: currentVersion + 1,
  name: 'a test',
  sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY)',
};
const broken = {
  version: currentVersion + 2,
  name: 'broken',
  sql: 'CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)',
};

describe('schema.sql', () => {
  it('is what the migrations make (written by scripts/schema.ts)', () => {
    const path = join(import.meta.dirname, '../../../data/workspace/schema.sql');
    expect(readFileSync(path, 'utf8')).toBe(currentSchema());
  });
});

describe('migrations', () => {
  it('are numbered one after another', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
  });

  it('copy the file beside it before each step, and stop whole where one fails', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    workspace.close();
    const before = contentOf(workspace.path);
    const connection = new Connection(workspace.path);
    const copyBeside = (version: number): void =>
      copyNow(connection, migrationCopyPath(workspace.path, version));
    expect(() => migrate(connection, copyBeside, [...migrations, next, broken])).toThrow('nowhere');
    expect(schemaVersion(connection)).toBe(next.version);
    const tables = connection.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
    expect(tables.map(({ name }) => name)).toContain('later');
    expect(tables.map(({ name }) => name)).not.toContain('half');
    connection.close();
    const folder = dirname(workspace.path);
    expect(readdirSync(folder).toSorted()).toEqual([
      'test.gpkg',
      `test.schema-${currentVersion}.gpkg`,
      `test.schema-${next.version}.gpkg`,
    ]);
    expect(contentOf(join(folder, `test.schema-${currentVersion}.gpkg`))).toEqual(before);
  });

  it('do nothing to a file that is up to date', () => {
    const workspace = aWorkspace();
    const connection = new Connection(workspace.path);
    migrate(connection, () => expect.unreachable());
    expect(schemaVersion(connection)).toBe(currentVersion);
    connection.close();
  });
});
