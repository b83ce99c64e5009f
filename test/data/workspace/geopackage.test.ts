import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { flagByte } from '#contract';
import { periodFromId } from '#core/periods';
import type { WorkspaceWriter } from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';
import {
  aCount,
  aWorkspace,
  edition,
  publish,
  publishAreas,
  publishDesignation,
  publishValues,
} from './build.ts';

const hasOgrinfo = spawnSync('ogrinfo', ['--version']).status === 0;

/** Two geographies, a count in two periods, a denominator and the rate of both. */
function aFullWorkspace(): WorkspaceWriter {
  const workspace = aWorkspace();
  publishAreas(workspace, 'lsoa:2011', 12, { parents: { geography: 'ward:2013', codeOf: () => 'W000' } });
  publishAreas(workspace, 'ward:2013', 1, { prefix: 'W' });
  publishValues(workspace, 'jsa', { '2017-08': { A000: 1 }, '2017-09': { A000: 5, A001: 'suppressed' } });
  publishValues(workspace, 'people', { '2015': { A000: 10 }, '2017-08': { A000: 40 }, '2018': { A000: 80 } });
  publishValues(workspace, 'name', { '2017': { A000: 7 } });
  workspace.defineRate({
    id: 'jsa_rate',
    name: 'JSA rate',
    numerator: 'jsa',
    denominator: 'people',
    polarity: 'high_is_worse',
  });
  publishDesignation(workspace, 'daf', 'ward:2013', ['W000']);
  return workspace;
}

function read<Row>(path: string, sql: string): Row[] {
  const connection = new Connection(path, { readonly: true });
  try {
    return connection.all<Row>(sql);
  } finally {
    connection.close();
  }
}

describe('a workspace as a GeoPackage', () => {
  it('lists one layer for each geography and vintage, with its extent', () => {
    const workspace = aFullWorkspace();
    expect(
      read(
        workspace.path,
        "SELECT table_name, srs_id, round(min_x, 3) AS west, round(max_y, 3) AS north FROM gpkg_contents WHERE data_type = 'features' ORDER BY 1",
      ),
    ).toEqual([
      { table_name: 'area', srs_id: 4326, west: -3, north: 53.42 },
      { table_name: 'catchment', srs_id: 4326, west: null, north: null },
      { table_name: 'lsoa_2011', srs_id: 4326, west: -3, north: 53.42 },
      { table_name: 'site', srs_id: 4326, west: null, north: null },
      { table_name: 'ward_2013', srs_id: 4326, west: -3, north: 53.41 },
    ]);
  });

  it('shows in a layer the newest value of each indicator, and rates over the nearest denominator before', () => {
    const workspace = aFullWorkspace();
    const rows = read<Record<string, unknown>>(
      workspace.path,
      'SELECT * FROM lsoa_2011 ORDER BY code LIMIT 2',
    );
    expect(rows[0]).toMatchObject({
      code: 'A000',
      name: 'Area 0',
      jsa: 5,
      people: 80,
      jsa_rate: 12.5,
      name_value: 7,
    });
    expect(rows[1]).toMatchObject({ code: 'A001', jsa: null, jsa_rate: null });
    const [{ description }] = read<{ description: string }>(
      workspace.path,
      "SELECT description FROM gpkg_contents WHERE table_name = 'lsoa_2011'",
    ) as [{ description: string }];
    expect(description).toContain('jsa_rate 2017-09 (denominator 2017-08)');
  });

  it('drops a layer with its geography', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    workspace.undo();
    expect(read(workspace.path, "SELECT * FROM sqlite_master WHERE type = 'view'")).toEqual([]);
    expect(workspace.check().problems).toEqual([]);
  });

  it('keeps the spatial index when somebody else edits an outline through the triggers of the standard', () => {
    const workspace = aFullWorkspace();
    const connection = new Connection(workspace.path);
    // A GIS brings these functions; here they say that any geometry lies about the origin.
    connection.db.function('ST_IsEmpty', { varargs: true }, () => 0);
    for (const [name, value] of Object.entries({ ST_MinX: 0, ST_MaxX: 1, ST_MinY: 0, ST_MaxY: 1 })) {
      connection.db.function(name, { varargs: true }, () => value);
    }
    connection.run("UPDATE area SET geom = geom WHERE code = 'A003'");
    connection.close();
    expect([...workspace.readAreasWithin('lsoa:2011', [0.4, 0.4, 0.6, 0.6])].map(({ code }) => code)).toEqual(
      ['A003'],
    );
  });
});

describe('checking', () => {
  it('finds nothing wrong with what is sound', () => {
    expect(aFullWorkspace().check()).toEqual({ ok: true, problems: [] });
  });

  it.each([
    ['PRAGMA application_id = 0', 'The application id is not that of a GeoPackage.'],
    ['PRAGMA user_version = 10200', 'The version number is not that of GeoPackage 1.3.'],
    [
      'DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = -1',
      'The GeoPackage does not define the reference system -1.',
    ],
    ['DROP VIEW ward_2013', 'The GeoPackage lists ward_2013, which is not there.'],
    [
      "DELETE FROM gpkg_geometry_columns WHERE table_name = 'lsoa_2011'",
      'The GeoPackage names no geometry column of lsoa_2011.',
    ],
    [
      'DELETE FROM rtree_area_geom WHERE id % 1000000 = 3',
      'The spatial index holds 12 areas, but 13 are drawn (12 in both).',
    ],
    ['DELETE FROM holding', '6 columns of observations do not have as many values as noted.'],
    [
      "UPDATE release SET sha256 = 'none' WHERE id = 2",
      'Release 2 (ward:2013.zip) has no SHA-256 of its file.',
    ],
    ["DELETE FROM indicator WHERE key = 'jsa'", '3 references from observation to indicator lead nowhere.'],
  ])('after %s says so', (sql, problem) => {
    const workspace = aFullWorkspace();
    const connection = new Connection(workspace.path);
    connection.pragma('foreign_keys = OFF');
    connection.exec(sql);
    connection.close();
    const { ok, problems } = workspace.check();
    expect(ok).toBe(false);
    expect(problems).toContain(problem);
  });
});

describe.skipIf(!hasOgrinfo)('another GIS (skipped where ogrinfo is not installed)', () => {
  function ogrinfo(...options: string[]): string {
    return execFileSync('ogrinfo', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  it('lists the layers with their features, fields and reference system', () => {
    const workspace = aFullWorkspace();
    workspace.close();
    const said = ogrinfo('-ro', '-al', '-so', workspace.path);
    for (const layer of ['area', 'lsoa_2011', 'ward_2013', 'release', 'indicator']) {
      expect(said).toContain(`Layer name: ${layer}\n`);
    }
    const view = said.slice(said.indexOf('Layer name: lsoa_2011'), said.indexOf('Layer name: ward_2013'));
    expect(view).toContain('Geometry: Multi Polygon');
    expect(view).toContain('Feature Count: 12');
    expect(view).toContain('ID["EPSG",4326]');
    expect(view).toContain('FID Column = OGC_FID');
    expect(view).toContain('Geometry Column = geom');
    for (const field of ['code: String', 'name: String', 'jsa: Real', 'jsa_rate: Real']) {
      expect(view).toContain(field);
    }
    expect(said).not.toContain('attic');
  });

  it('reads a feature by its id, by attribute and by place', () => {
    const workspace = aFullWorkspace();
    const id = workspace.getAreas('lsoa:2011').ids[0]!;
    workspace.close();
    const byId = ogrinfo('-ro', workspace.path, 'lsoa_2011', '-fid', String(id));
    expect(byId).toContain(`OGRFeature(lsoa_2011):${id}`);
    expect(byId).toContain('jsa_rate (Real) = 12.5');
    expect(byId).toContain('MULTIPOLYGON (((-3 53.4');
    const byValue = ogrinfo('-ro', '-so', workspace.path, 'lsoa_2011', '-where', 'jsa_rate > 10');
    expect(byValue).toContain('Feature Count: 1');
    const spot = ['-2.996', '53.404', '-2.994', '53.406'];
    const byPlace = ogrinfo('-ro', '-so', workspace.path, 'lsoa_2011', '-spat', ...spot);
    expect(byPlace).toContain('Feature Count: 1');
  });

  it('complains of nothing', () => {
    const workspace = aFullWorkspace();
    workspace.close();
    const { stdout, stderr } = spawnSync('ogrinfo', ['-ro', '-al', workspace.path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/warning|error/i);
  });
});

describe('flags', () => {
  it('of every kind are stored as they came', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 4);
    const stored = [flagByte.exact, flagByte.rounded, flagByte.suppressed, flagByte.estimated];
    publish(workspace, { geography: edition('lsoa:2011'), indicators: [aCount('jsa')] }, (staging) =>
      stored.forEach((flag, i) =>
        staging.addObservation({
          areaCode: `A00${i}`,
          indicator: 'jsa',
          cohort: 'all',
          period: periodFromId('2017')!,
          value: flag === flagByte.suppressed ? null : 5,
          flag,
        }),
      ),
    );
    expect([...workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017')!.flags]).toEqual(stored);
  });
});
