import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WorkspaceWriter } from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';
import { migrate } from '../../../data/workspace/migrate.ts';
import { migrations } from '../../../data/workspace/migrations/index.ts';
import { addSpatialFunctions } from '../../../data/workspace/spatial.ts';
import {
  aFolder,
  aWorkspace,
  publishAreas,
  publishBenchmark,
  publishDesignation,
  publishLookup,
  publishPoints,
  publishValues,
} from './build.ts';
import { publishNetwork, publishPerformance } from './build-provision.ts';

const { error, stdout } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
const hasCommand = error === undefined;
const version = hasCommand ? stdout.split(' ')[0]! : 'none';

/** What the sqlite3 of the system finds wrong with a file: nothing but `ok` where all is well. */
function complaintsOf(path: string): string[] {
  const out = execFileSync('sqlite3', [path, 'PRAGMA integrity_check; PRAGMA foreign_key_check;'], {
    encoding: 'utf8',
  });
  return out.trim().split('\n');
}

/** A file with every kind of row that may lie in the attic, suppressed counts among them. */
function publishAll(workspace: WorkspaceWriter): number[] {
  publishAreas(workspace, 'lsoa:2011', 6, { parents: { geography: 'ward:2013', codeOf: () => 'W1' } });
  return [
    publishValues(workspace, 'jsa', { '2017-09': { A000: 1, A001: 'suppressed', A002: 5 } }),
    publishBenchmark(workspace, 'jsa', ['GB', '2017-09', 2.3]),
    publishDesignation(workspace, 'daf', 'lsoa:2011', ['A000', 'A001']),
    publishLookup(workspace, ['lsoa:2011', 'ward:2013'], [['A003', 'W2']]),
    publishPoints(workspace, 'lsoa:2011', [['A000', -2.9, 53.4, 3]]),
    publishNetwork(workspace),
    publishPerformance(workspace, [
      ['A000', '2017-09', { starts: null, suppressed: ['starts'], outcomes: 1 }],
    ]),
  ];
}

describe.skipIf(!hasCommand)(
  `the sqlite3 of the system (${version}; skipped where there is none) finds nothing wrong`,
  () => {
    it('after every undo and redo', () => {
      const workspace = aWorkspace();
      publishAll(workspace);
      while (workspace.state().undo !== null) {
        workspace.undo();
        expect([workspace.state().undo, ...complaintsOf(workspace.path)]).toEqual([
          workspace.state().undo,
          'ok',
        ]);
      }
      while (workspace.state().redo !== null) workspace.redo();
      expect(complaintsOf(workspace.path)).toEqual(['ok']);
    });

    it('after deleting each release, importing again, and forgetting for good', () => {
      const workspace = aWorkspace();
      for (const release of publishAll(workspace)) {
        workspace.deleteRelease(release);
        expect([release, ...complaintsOf(workspace.path)]).toEqual([release, 'ok']);
      }
      publishValues(workspace, 'jsa', { '2017-09': { A000: 'suppressed', A001: 2 } });
      publishValues(workspace, 'jsa', { '2017-09': { A001: 'suppressed' } });
      expect(complaintsOf(workspace.path)).toEqual(['ok']);
      workspace.forget(null);
      expect(complaintsOf(workspace.path)).toEqual(['ok']);
    });

    it('in a workspace whose attic was laid out the old way, once it is brought up to date', () => {
      const path = join(aFolder(), 'old.gpkg');
      const connection = new Connection(path, { mustExist: false });
      addSpatialFunctions(connection);
      migrate(connection, () => undefined, migrations.slice(0, 3));
      connection.run('INSERT INTO attic_observation VALUES (1, 1, 1, 1000000, NULL, 3, 7)');
      migrate(connection, () => undefined);
      expect(connection.all('SELECT * FROM attic_observation')).toEqual([
        { indicator: 1, cohort: 1, period: 1, area: 1_000_000, release: 7, value: null, flag: 3 },
      ]);
      connection.close();
      expect(complaintsOf(path)).toEqual(['ok']);
    });
  },
);

it('tables without row ids begin with their key, which is how they are stored', () => {
  // integrity_check of SQLite before 3.41 reads what is stored by the declared order, and takes other columns for these.
  const connection = new Connection(':memory:', { mustExist: false });
  addSpatialFunctions(connection);
  migrate(connection, () => undefined);
  const tables = connection.all<{ name: string }>(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 1",
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    const keys = connection
      .all<{ pk: number }>('SELECT pk FROM pragma_table_info(?)', name)
      .map(({ pk }) => pk);
    const keyed = keys.filter((pk) => pk > 0);
    expect([name, ...keys]).toEqual([
      name,
      ...keyed.map((_, position) => position + 1),
      ...keys.slice(keyed.length).map(() => 0),
    ]);
  }
  connection.close();
});
