import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, test } from 'vitest';
import { createBackend } from '#backend';
import type { PinpointError } from '#contract';
import { explainFileError } from '#data/files';
import { openForReading, openForWriting } from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';
import { aFolder, aWorkspace, publishAreas, publishValues } from './build.ts';

const asTest = { holder: 'a test' };

/** A closed workspace with two areas and a value, after another program has been at it. */
function aTouchedWorkspace(touch: string): string {
  const workspace = aWorkspace();
  publishAreas(workspace, 'lsoa:2011', 2);
  publishValues(workspace, 'jsa', { '2017-09': { A000: 4 } });
  workspace.close();
  const db = new Database(workspace.path);
  db.unsafeMode();
  db.pragma('foreign_keys = OFF');
  db.function('ST_IsEmpty', () => 0);
  for (const name of ['MinX', 'MaxX', 'MinY', 'MaxY']) db.function(`ST_${name}`, () => 0);
  db.exec(touch);
  db.close();
  return workspace.path;
}

const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';

const hostile: [kind: string, sql: string, found: string][] = [
  ['a trigger on the settings', 'CREATE TRIGGER evil AFTER UPDATE ON pinpoint BEGIN DELETE FROM release; END', 'the trigger “evil” on “pinpoint”'],
  ['a trigger on areas that never ends', `CREATE TRIGGER evil AFTER INSERT ON area BEGIN SELECT sum(x) FROM (${endless} SELECT x FROM c); END`, 'the trigger “evil” on “area”'],
  ['a trigger under the name of an index trigger', 'DROP TRIGGER rtree_area_geom_insert; CREATE TRIGGER rtree_area_geom_insert AFTER INSERT ON area BEGIN DELETE FROM release; END', 'the trigger “rtree_area_geom_insert” is not as it was made'],
  ['a trigger that looks like the counting of GDAL', "CREATE TABLE gpkg_ogr_contents(table_name TEXT NOT NULL PRIMARY KEY,feature_count INTEGER DEFAULT NULL); CREATE TRIGGER trigger_insert_feature_count_area AFTER INSERT ON area BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('area'); DELETE FROM release; END", 'the trigger “trigger_insert_feature_count_area” on “area”'],
  ['a trigger on the counts of GDAL', 'CREATE TABLE gpkg_ogr_contents(table_name TEXT NOT NULL PRIMARY KEY,feature_count INTEGER DEFAULT NULL); CREATE TRIGGER evil AFTER UPDATE ON gpkg_ogr_contents BEGIN DELETE FROM release; END', 'the trigger “evil” on “gpkg_ogr_contents”'],
  ['a trigger on what lies behind the spatial index', 'CREATE TRIGGER evil AFTER INSERT ON rtree_area_geom_node BEGIN DELETE FROM release; END', 'cannot create triggers on shadow tables'],
  ['a view in the place of a table', `DROP TABLE release_column; CREATE VIEW release_column AS ${endless} SELECT x AS release, x AS indicator FROM c`, '“release_column” is a view, not a table'],
  ['settings that compute', "DROP TABLE pinpoint; CREATE TABLE pinpoint (key TEXT PRIMARY KEY NOT NULL, value TEXT AS (hex(zeroblob(400)))); INSERT INTO pinpoint (key) VALUES ('schema_version')", 'a table “pinpoint” of another layout'],
  ['a computed column of a gigabyte', "ALTER TABLE indicator ADD COLUMN evil TEXT AS (hex(zeroblob(400)))", 'the table “indicator” is not as it was made'],
  ['a condition that takes a gigabyte', "ALTER TABLE indicator ADD COLUMN evil TEXT CHECK (length(hex(zeroblob(400))) > 0)", 'the table “indicator” is not as it was made'],
  ['an index that computes', "CREATE INDEX evil ON release (printf('%*c', 1000, 'x'))", 'the index “evil” on “release”'],
  ['an index that refuses', 'CREATE UNIQUE INDEX evil ON release (kind)', 'the index “evil” on “release”'],
  ['a table that goes with ours, and a trigger on it', 'CREATE TABLE evil (r REFERENCES release (id) ON DELETE CASCADE); CREATE TRIGGER worse AFTER DELETE ON evil BEGIN DELETE FROM area; END', 'the table “evil” changes with “release”'],
  ['a table that is gone', 'DROP TABLE attic_observation', 'the table “attic_observation” is missing'],
]; // prettier-ignore

describe('a workspace into which somebody has put', () => {
  it.each(hostile)('%s is not opened, to read or to write, and stays as it is', async (_, sql, found) => {
    const path = aTouchedWorkspace(sql);
    const before = readFileSync(path);
    const refused = expect.objectContaining({ code: 'workspace_damaged', message: expect.stringMatching(/^test\.gpkg .*\.$/) });
    expect(() => openForReading(path)).toThrow(refused);
    expect(() => openForWriting(path, asTest)).toThrow(refused);
    try {
      openForReading(path);
    } catch (error) {
      expect((error as PinpointError).details.found).toContain(found);
    }
    const backend = createBackend({ holder: 'a test', home: aFolder() });
    await expect(backend.open(path)).rejects.toThrow(refused);
    await backend.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  }, 15_000); // prettier-ignore
});

/** What QGIS, through GDAL, writes into a GeoPackage that it opens for editing, styles and adds layers to. */
const asQgis = `
  CREATE TABLE gpkg_ogr_contents(table_name TEXT NOT NULL PRIMARY KEY,feature_count INTEGER DEFAULT NULL);
  INSERT INTO gpkg_ogr_contents VALUES ('area', 2), ('site', 0);
  CREATE TRIGGER "trigger_insert_feature_count_area" AFTER INSERT ON "area" BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('area'); END;
  CREATE TRIGGER "trigger_delete_feature_count_area" AFTER DELETE ON "area" BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('area'); END;
  CREATE TABLE "layer_styles" ( "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "f_table_name" TEXT(256), "styleQML" TEXT, "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
  CREATE TRIGGER "trigger_insert_feature_count_layer_styles" AFTER INSERT ON "layer_styles" BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('layer_styles'); END;
  CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB);
  CREATE TABLE "notes" ( "fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" POINT, "text" TEXT CHECK (length("text") < 1000), "shout" TEXT AS (upper("text")));
  INSERT INTO notes (text) VALUES ('here');
  CREATE VIRTUAL TABLE "rtree_notes_geom" USING rtree(id, minx, maxx, miny, maxy);
  CREATE TRIGGER "rtree_notes_geom_insert" AFTER INSERT ON "notes" WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_notes_geom" VALUES (NEW."fid",ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
  CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata (id));
  CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL REFERENCES gpkg_contents (table_name), column_name TEXT NOT NULL);
  CREATE TRIGGER gpkg_metadata_reference_scope BEFORE INSERT ON gpkg_metadata_reference BEGIN SELECT RAISE(ABORT, 'wrong') WHERE NEW.reference_scope = ''; END;
  CREATE VIEW "my own layer" AS SELECT id, geom, name FROM area;
  CREATE INDEX "my own index" ON area ("name");
  ANALYZE;`;

test('a workspace that QGIS has been at opens, and is worked on as before', () => {
  const path = aTouchedWorkspace(asQgis);
  const writer = openForWriting(path, asTest);
  publishAreas(writer, 'ward:2013', 3);
  expect(writer.describe().geographies.map(({ areas }) => areas)).toEqual([2, 3]);
  const counting = new Connection(path, { readonly: true });
  const counted = counting.get("SELECT feature_count AS areas FROM gpkg_ogr_contents WHERE table_name = 'area'");
  expect(counted).toEqual({ areas: 5 });
  counting.close();
  writer.deleteRelease(1);
  writer.undo();
  expect(writer.findColumn('lsoa:2011', 'jsa', 'all', '2017-09')?.values[0]).toBe(4);
  expect(writer.check().problems).toEqual([]);
  writer.forget(null);
  writer.close();
  const db = new Database(path, { readonly: true });
  expect(db.prepare('SELECT text, shout FROM notes').get()).toEqual({ text: 'here', shout: 'HERE' });
  db.close();
}); // prettier-ignore

test('a column that somebody has added does not keep a workspace from being opened', () => {
  const path = aTouchedWorkspace(
    `ALTER TABLE "indicator" ADD COLUMN "my notes" TEXT; ALTER TABLE release ADD COLUMN mine INTEGER; ALTER TABLE area ADD COLUMN mine TEXT`,
  );
  const writer = openForWriting(path, asTest);
  publishValues(writer, 'ib', { '2017-09': { A001: 9 } });
  writer.deleteRelease(3);
  writer.undo();
  expect(writer.findColumn('lsoa:2011', 'ib', 'all', '2017-09')?.values[1]).toBe(9);
  writer.close();
});

test.each([
  ['names another table', [{ table: 'release SET file = 1 --', before: { id: 1 }, after: null }]],
  ['holds values of another kind', [{ table: 'period', before: { id: { a: 1 } }, after: null }]],
  ['is none', { table: 'period' }],
])('a list of steps that somebody has rewritten so that it %s changes nothing', (_, steps) => {
  const rows = JSON.stringify(steps);
  const path = aTouchedWorkspace(`UPDATE command_log SET rows = '${rows}'`);
  const writer = openForWriting(path, asTest);
  expect(() => writer.undo()).toThrow(expect.objectContaining({ code: 'workspace_damaged' }));
  expect(writer.describe().releases).toHaveLength(2);
  writer.close();
});

test('a table of another program that computes when it is checked holds nobody up', () => {
  const slow = "instr(printf('%.*c', 60000000, 'a'), printf('%.*c', 30000000, 'a') || x)";
  const path =
    aTouchedWorkspace(`CREATE TABLE evil (x INTEGER, y TEXT NOT NULL AS (upper(x))); INSERT INTO evil (x) VALUES (1);
    PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'upper(x)', '${slow.replaceAll("'", "''")}') WHERE name = 'evil'`);
  openForReading(path).close();
}, 15_000);

test('pages that turn out to be damaged while they are read are a sentence, not a fault of ours', () => {
  const path = aTouchedWorkspace('');
  const connection = new Connection(path, { readonly: true });
  const page = connection.get<{ rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'area'")!;
  connection.close();
  const bytes = readFileSync(path);
  bytes.fill(0xab, (page.rootpage - 1) * 4096, page.rootpage * 4096);
  writeFileSync(path, bytes);
  const again = new Connection(path, { readonly: true });
  const read = (): unknown => {
    try {
      return again.all('SELECT * FROM area');
    } catch (error) {
      return explainFileError(error, 'test.gpkg', 'read');
    }
  };
  expect(read()).toMatchObject({ code: 'workspace_damaged', message: 'test.gpkg cannot be read: it is damaged.' });
  again.close();
  expect(() => openForReading(path)).toThrow(expect.objectContaining({ code: 'workspace_damaged' }));
}); // prettier-ignore
