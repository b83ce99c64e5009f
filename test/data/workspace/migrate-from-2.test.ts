import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openForReading, openForWriting } from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';
import { migrate, schemaVersion } from '../../../data/workspace/migrate.ts';
import { migrations } from '../../../data/workspace/migrations/index.ts';
import { addSpatialFunctions } from '../../../data/workspace/spatial.ts';
import { aClock, aFolder, contentOf } from './build.ts';
import { aSite } from './build-provision.ts';

/** What a change by hand was written down as before sites had a kind. */
const moved = [
  {
    table: 'site',
    before: { fid: 1, id: 'a', name: 'Site a', lon: -2.9, lat: 53.4, edited: null, release: 1 },
    after: { fid: 1, id: 'a', name: 'Site a', lon: -2.98, lat: 53.41, edited: '2026-01-02', release: 1 },
  },
];

/** A workspace as the second schema made it: a site that was moved, one beneath it, its delivery and a kept catchment. */
function anOldWorkspace(): string {
  const path = join(aFolder(), 'old.gpkg');
  const connection = new Connection(path, { mustExist: false });
  addSpatialFunctions(connection);
  migrate(connection, () => undefined, migrations.slice(0, 2));
  connection.exec(`
    INSERT INTO geography VALUES (1, 'lsoa', '2011');
    INSERT INTO release (kind, title, file, sha256, attribution, imported, rounding, geography, rows_read, rows_taken,
      rows_rejected, mapping, report)
    VALUES ('sites', 'sites', 'a.csv', '${'0'.repeat(64)}', '[]', '2026-01-01T00:00:00.000Z', 0, 1, 2, 2, 0, '{}', '{}');
    INSERT INTO area (id, geography, code, name, label_lon, label_lat, land_area_m2, release)
    VALUES (1000000, 1, 'A000', 'One', -3, 53.4, 1, 1), (1000001, 1, 'A001', 'Two', -3, 53.5, 1, 1);
    INSERT INTO provider VALUES ('acorn', 'Acorn', NULL, 1);
    INSERT INTO programme VALUES ('iag', 'Advice', 'acorn', NULL, 1);
    INSERT INTO site VALUES (1, 'a', 'Site a', -2.98, 53.41, 'L1 1AA', '2007-01-01', NULL, '2026-01-02', 1, NULL);
    INSERT INTO attic_site VALUES (1, 'a', 'Site a', -2.5, 53.1, NULL, NULL, NULL, NULL, 7, NULL);
    INSERT INTO delivery VALUES ('1', 'iag', 'a', 'advice', 'ESF', 120, 24000, NULL, NULL, '[]', NULL, 1);
    INSERT INTO catchment VALUES (1, 'key', 'travel 1', '2026-01-01', 1, '{}', '{}', NULL);
    INSERT INTO catchment_area VALUES (1, 1000000, 12.5, 1);`);
  connection.run(
    "INSERT INTO command_log (at, kind, title, rows) VALUES ('2026-01-02', 'provision', 'Move Site a', ?)",
    JSON.stringify(moved),
  );
  connection.close();
  return path;
}

describe('a workspace of schema version 2', () => {
  it('can be read as it is', () => {
    const reader = openForReading(anOldWorkspace());
    onTestFinished(() => reader.close());
    expect(reader.listSites()).toMatchObject([aSite('a', { postcode: 'L1 1AA', firstDay: '2007-01-01' })]);
    expect(reader.describe().provision).toMatchObject({ sites: 1, deliveries: 1 });
    expect(reader.findCatchment('key', 'travel 1')?.minutes).toEqual(Float64Array.of(12.5, Number.NaN));
  });

  it('is brought up to date after a copy, and loses nothing', () => {
    const path = anOldWorkspace();
    const before = contentOf(path);
    const writer = openForWriting(path, { holder: 'a test', now: aClock() });
    onTestFinished(() => writer.close());
    const copy = join(dirname(path), 'old.schema-2.gpkg');
    expect(readdirSync(dirname(path))).toContain('old.schema-2.gpkg');
    expect(contentOf(copy)).toEqual(before);
    const connection = new Connection(path, { readonly: true });
    onTestFinished(() => connection.close());
    expect(schemaVersion(connection)).toBe(migrations.at(-1)!.version);
    for (const table of [
      'area',
      'release',
      'provider',
      'programme',
      'delivery',
      'catchment_area',
      'command_log',
    ])
      expect(connection.all(`SELECT * FROM ${table}`), table).toHaveLength(table === 'area' ? 2 : 1);
    expect(connection.all('SELECT id, lon, postcode, first_day, kind, jobs FROM site')).toEqual([
      { id: 'a', lon: -2.98, postcode: 'L1 1AA', first_day: '2007-01-01', kind: 'provision', jobs: null },
    ]);
    expect(connection.all('SELECT id, lon, release, kind, jobs FROM attic_site')).toEqual([
      { id: 'a', lon: -2.5, release: 7, kind: 'provision', jobs: null },
    ]);
    expect(connection.all('SELECT * FROM area_point')).toEqual([]);
  });

  it('can still take back what was done before', () => {
    const writer = openForWriting(anOldWorkspace(), { holder: 'a test', now: aClock() });
    onTestFinished(() => writer.close());
    writer.undo();
    expect(writer.listSites()).toMatchObject([{ id: 'a', lon: -2.9, lat: 53.4, postcode: 'L1 1AA' }]);
    writer.redo();
    expect(writer.listSites()).toMatchObject([{ id: 'a', lon: -2.98, lat: 53.41 }]);
  });
});
