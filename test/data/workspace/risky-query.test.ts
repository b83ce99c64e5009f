import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { refuseRiskyQuery } from '../../../data/workspace/risky-query.ts';

const place = { file: 'sent.gpkg', layer: 'areas' };

function judge(view: string): string | undefined {
  const db = new Database(':memory:');
  db.defaultSafeIntegers(true);
  db.exec(`CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, at INTEGER);
    CREATE TABLE u (fid INTEGER PRIMARY KEY, name TEXT); CREATE INDEX by_code ON t (code);
    CREATE VIEW areas AS ${view}`);
  try {
    refuseRiskyQuery(db, 'SELECT * FROM areas', place);
    return 'read';
  } catch (error) {
    if (error instanceof PinpointError) return error.details.found;
    throw error;
  } finally {
    db.close();
  }
}

it.each([
  ['a view of one table', 'SELECT fid, geom, upper(code) AS code FROM t WHERE at > 3 ORDER BY code'],
  ['a join by a key', 'SELECT t.geom, u.name FROM t JOIN u ON u.fid = t.at'],
  ['a value looked up for each row', 'SELECT geom, (SELECT name FROM u WHERE fid = at) AS name FROM t'],
  ['tables one after another', 'SELECT geom, code FROM t UNION ALL SELECT NULL, name FROM u'],
])('%s is read', (_, view) => expect(judge(view)).toBe('read'));

it.each([
  ['a counting without end', 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS geom FROM c', 'a recursion'],
  ['the same beneath a sum', 'SELECT geom FROM t WHERE (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c) > 0', 'a recursion'],
  ['a table with itself', 'SELECT a.geom FROM t a, t b', 'every row of one table with every row of another'],
  ['a search for each row', 'SELECT geom FROM t WHERE (SELECT count(*) FROM u WHERE name <> t.code) > 0', 'a search of a whole table for each row'],
  ['a value of a gigabyte', 'SELECT randomblob(1000000000) AS geom FROM t', 'the function randomblob'],
  ['a text of a gigabyte', "SELECT printf('%*c', 1000000000, 'x') AS geom FROM t", 'the function printf'],
  ['a text that doubles', "SELECT replace(replace(code, 'a', 'aa'), 'a', 'aa') AS geom FROM t", 'the function replace'],
  ['a table out of a text', "SELECT value AS geom FROM json_each('[1, 2]')", 'a virtual table'],
])('%s is refused', (_, view, found) => expect(judge(view)).toBe(found)); // prettier-ignore

it('judges columns that a table computes, where they are read', () => {
  const db = new Database(':memory:');
  db.defaultSafeIntegers(true);
  db.exec('CREATE TABLE areas (geom BLOB AS (zeroblob(1000000000)), code TEXT)');
  expect(() => refuseRiskyQuery(db, 'SELECT code FROM areas', place)).not.toThrow();
  expect(() => refuseRiskyQuery(db, 'SELECT geom FROM areas', place)).toThrow('cannot be read safely');
  db.close();
});
