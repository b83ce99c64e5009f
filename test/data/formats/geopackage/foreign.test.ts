import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PinpointError } from '#contract';
import { openForeignGeoPackage, type ForeignRow } from '#data/formats/geopackage';
import { endlessLayers, hugeLayers, outline, writeSent } from './sent.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-foreign-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
function sent(sql: string): string {
  const path = join(folder, `sent-${(made += 1)}.gpkg`);
  writeSent(path, sql);
  return path;
}

/** Everything that the layer holds, as an import reads it. */
async function readAll(path: string, keepGoing?: () => void, seconds = 0.3): Promise<ForeignRow[]> {
  const budget = { seconds, megabytes: 256, valueMegabytes: 64 };
  const file = await openForeignGeoPackage(path, 'sent.gpkg', { keepGoing, budget });
  try {
    file.countRows('areas');
    return [...file.readRows('areas', file.layers[0]!.columns)];
  } finally {
    file.close();
  }
}

async function whyRefused(path: string): Promise<PinpointError> {
  const error: unknown = await readAll(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PinpointError) return error;
  throw new Error('It was not refused.', { cause: error });
}

const codesOf = (rows: ForeignRow[]): string[] => rows.map(({ values }) => values.at(-1)!);

test.each([
  ['a table', 'CREATE TABLE areas AS SELECT geom, code FROM t'],
  ['values joined with outlines by a code', `CREATE TABLE v (area TEXT, jsa INTEGER); INSERT INTO v VALUES ('E01000001', 5), ('E01000002', 7);
    CREATE VIEW areas AS SELECT t.fid AS OGC_FID, t.geom, v.jsa, t.code FROM t JOIN v ON v.area = t.code`],
  ['a text computed for each row', "CREATE VIEW areas AS SELECT geom, replace(printf('%s', lower(code)), 'e', 'E') AS code FROM t ORDER BY code"],
  ['tables one after another', 'CREATE VIEW areas AS SELECT geom, code FROM t WHERE fid = 1 UNION ALL SELECT geom, code FROM t WHERE fid = 2'],
  ['a recursion that ends', 'CREATE VIEW areas AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2) SELECT t.geom, t.code FROM c JOIN t ON t.fid = c.x'],
  ['a computed column', "CREATE TABLE areas (geom BLOB, n INTEGER, code TEXT AS ('E0100000' || n)); INSERT INTO areas (geom, n) SELECT geom, fid FROM t"],
])('%s is read', async (_, sql) => {
  const rows = await readAll(sent(sql));
  expect(codesOf(rows)).toEqual(['E01000001', 'E01000002']);
  expect(rows.map(({ geometry }) => Buffer.from(geometry!).toString('hex'))).toEqual(
    [outline(-3), outline(-2.9)].map((sqlText) => sqlText.slice(2, -1)),
  );
}); // prettier-ignore

test.each(endlessLayers)('a layer that %s is left after its time, with the remedy', async (_, sql) => {
  const error = await whyRefused(sent(sql));
  expect(error.message).toMatch(/^The layer “areas” of “sent\.gpkg” takes too (long|much memory) to read and was left\.$/);
  expect(error.details).toMatchObject({ file: 'sent.gpkg', hint: expect.stringContaining('save the layer as a table') });
}, 30_000); // prettier-ignore

test.each(hugeLayers)(
  'a layer that %s is left before it is made',
  async (_, sql) => {
    const error = await whyRefused(sent(sql));
    expect(error.message).toBe(
      'The layer “areas” of “sent.gpkg” takes too much memory to read and was left.',
    );
  },
  30_000,
);

test.each([
  ['calls a function that only GIS have', 'SELECT ST_Buffer(geom, 1) AS geom, code FROM t', 'no such function: ST_Buffer'],
  ['loads code', "SELECT load_extension('evil') AS geom, code FROM t", 'no such function: load_extension'],
  ['reads itself', 'SELECT * FROM areas', 'view areas is circularly defined'],
  ['reads a table that is gone', 'SELECT * FROM gone', 'no such table: main.gone'],
])('a layer that %s is refused with what SQLite says and the remedy', async (_, select, found) => {
  const error = await whyRefused(sent(`CREATE VIEW areas AS ${select}`));
  expect(error.message).toBe('The layer “areas” of “sent.gpkg” is computed, and cannot be computed here.');
  expect(error.details).toMatchObject({ found, hint: expect.stringContaining('QGIS') });
}); // prettier-ignore

test('a layer that cannot be computed keeps nobody from the others', async () => {
  const path = sent(`CREATE VIEW bad AS SELECT ST_Buffer(geom, 1) AS geom, code FROM t; CREATE VIEW areas AS SELECT geom, code FROM t;
    INSERT INTO gpkg_contents VALUES ('bad', 'features', 'bad', 4326); INSERT INTO gpkg_geometry_columns VALUES ('bad', 'geom', 'POLYGON', 4326, 0, 0)`);
  expect(codesOf(await readAll(path))).toEqual(['E01000001', 'E01000002']);
  const file = await openForeignGeoPackage(path, 'sent.gpkg');
  expect(file.layers.map(({ name, columns }) => [name, columns])).toEqual([['areas', ['code']], ['bad', []]]);
  expect(() => file.countRows('bad')).toThrow('The layer “bad” of “sent.gpkg” is computed, and cannot be computed here.');
  file.close();
}); // prettier-ignore

test('the lists of layers may be programs as well', async () => {
  const path = sent(`CREATE TABLE areas AS SELECT geom, code FROM t; DROP TABLE gpkg_contents;
    CREATE VIEW gpkg_contents AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
      SELECT 'areas' AS table_name, 'features' AS data_type, x AS rowid FROM c`);
  expect((await whyRefused(path)).message).toMatch(/^“sent\.gpkg” takes too (long|much memory) to read and was left\.$/);
}, 30_000); // prettier-ignore

test('views that double and double are left while they are still being read', async () => {
  const views = Array.from(
    { length: 40 },
    (_, at) => `CREATE VIEW v${at + 1} AS SELECT * FROM v${at} UNION SELECT * FROM v${at}`,
  );
  const path = sent(
    `CREATE VIEW v0 AS SELECT geom, code FROM t; ${views.join(';')}; CREATE VIEW areas AS SELECT * FROM v40`,
  );
  expect((await whyRefused(path)).message).toMatch(/^The layer “areas” of “sent\.gpkg” /);
}, 30_000);

test('a table whose pages lead back to themselves ends', async () => {
  const path = sent(`CREATE TABLE areas (geom BLOB, code TEXT);
    WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20000) INSERT INTO areas SELECT NULL, x FROM c`);
  const db = new Database(path);
  const root = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'areas'").pluck().get() as number;
  const pageSize = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const bytes = readFileSync(path);
  foldTree(bytes, root, pageSize);
  writeFileSync(path, bytes);
  const read = await readAll(path).then(
    (rows) => rows.length,
    (error: unknown) => (error as PinpointError).code,
  );
  expect(read === 'input_refused' || typeof read === 'number').toBe(true);
}, 30_000);

/** Lets every child of a page be the same child, and the same beneath it. */
function foldTree(bytes: Buffer, page: number, pageSize: number): void {
  const at = (page - 1) * pageSize;
  if (bytes[at] !== 5) return;
  const child = bytes.readUInt32BE(at + 8);
  for (let cell = 0; cell < bytes.readUInt16BE(at + 3); cell++)
    bytes.writeUInt32BE(child, at + bytes.readUInt16BE(at + 12 + 2 * cell));
  foldTree(bytes, child, pageSize);
}

test.each(endlessLayers)(
  'a cancel is heard while a layer %s',
  async (_, sql) => {
    let calls = 0;
    const cancelling = (): void => {
      if ((calls += 1) > 20) throw new PinpointError('cancelled', 'It was cancelled.');
    };
    await expect(readAll(sent(sql), cancelling, 30)).rejects.toMatchObject({ code: 'cancelled' });
  },
  20_000,
);

test('what another program has written but not yet tidied up is read, and nothing is left beside the file', async () => {
  const path = sent('CREATE TABLE areas AS SELECT geom, code FROM t WHERE fid = 1');
  const other = new Database(path);
  other.pragma('journal_mode = WAL');
  other.exec('INSERT INTO areas SELECT geom, code FROM t WHERE fid = 2');
  expect(codesOf(await readAll(path))).toEqual(['E01000001', 'E01000002']);
  other.close();
  expect(readdirSync(folder).filter((name) => name.includes(`sent-${made}.`))).toEqual([`sent-${made}.gpkg`]);
});

test('a file that says it has a journal, without one, is read', async () => {
  const path = sent('CREATE TABLE areas AS SELECT geom, code FROM t');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.close();
  expect(codesOf(await readAll(path))).toEqual(['E01000001', 'E01000002']);
});
