import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openForReading, openForWriting } from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';
import { migrate, schemaVersion } from '../../../data/workspace/migrate.ts';
import { migrations } from '../../../data/workspace/migrations/index.ts';
import { addSpatialFunctions } from '../../../data/workspace/spatial.ts';
import { aClock, aFolder } from './build.ts';
import { publishNetwork } from './build-provision.ts';

/** A workspace as the first schema made it, with two areas and a value. */
function anOldWorkspace(): string {
  const path = join(aFolder(), 'old.gpkg');
  const connection = new Connection(path, { mustExist: false });
  addSpatialFunctions(connection);
  migrate(connection, () => undefined, migrations.slice(0, 1));
  connection.exec(`
    INSERT INTO geography VALUES (1, 'lsoa', '2011');
    INSERT INTO release (kind, title, file, sha256, attribution, imported, rounding, geography, rows_read, rows_taken,
      rows_rejected, mapping, report)
    VALUES ('boundaries', 'areas', 'a.zip', '${'0'.repeat(64)}', '[]', '2026-01-01T00:00:00.000Z', 0, 1, 2, 2, 0, '{}', '{}');
    INSERT INTO area (id, geography, code, name, label_lon, label_lat, land_area_m2, release)
    VALUES (1000000, 1, 'A000', 'One', -3, 53.4, 1, 1), (1000001, 1, 'A001', 'Two', -3, 53.5, 1, 1);`);
  connection.close();
  return path;
}

describe('a workspace of schema version 1', () => {
  it('can be read as it is, and has no provision', () => {
    const path = anOldWorkspace();
    const reader = openForReading(path);
    onTestFinished(() => reader.close());
    expect(reader.describe().provision).toMatchObject({ sites: 0, postcodes: 0, timetables: [] });
    expect(reader.getProvision().sites).toEqual([]);
    expect([reader.listSites(), reader.listPerformance(), reader.listTimetables()]).toEqual([[], [], []]);
    expect([reader.findPostcode('L1 1AA'), reader.findCatchment('a', '1')]).toEqual([undefined, undefined]);
    expect(reader.getAreas('lsoa:2011').codes).toEqual(['A000', 'A001']);
  });

  it('is brought up to date when it is opened for work, with a copy beside it, and keeps what it had', () => {
    const path = anOldWorkspace();
    const writer = openForWriting(path, { holder: 'a test', now: aClock() });
    expect(readdirSync(dirname(path))).toContain('old.schema-1.gpkg');
    const copy = new Connection(join(dirname(path), 'old.schema-1.gpkg'), { readonly: true });
    expect(schemaVersion(copy)).toBe(1);
    copy.close();
    publishNetwork(writer);
    expect(writer.listSites()).toHaveLength(2);
    expect(writer.getAreas('lsoa:2011').names).toEqual(['One', 'Two']);
    expect(writer.check().problems.filter((problem) => !/not listed as a layer/.test(problem))).toEqual([]);
    writer.close();
    const again = openForWriting(path, { holder: 'a test' });
    expect(readdirSync(dirname(path)).filter((name) => name.includes('schema'))).toEqual([
      'old.schema-1.gpkg',
      'old.schema-2.gpkg',
      'old.schema-3.gpkg',
      'old.schema-4.gpkg',
      'old.schema-5.gpkg',
    ]);
    again.close();
  });
});
