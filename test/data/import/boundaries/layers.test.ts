import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { shapeFromRings } from '#core/geography';
import { inspectFiles, type ImportFile } from '#data/import';
import { writeFeatureFile } from '#data/workspace';
import { hasRealData, realData } from '../../../real-data.ts';
import { collection, type JsonArea, polygon, reversed, square } from './builders.ts';
import { filesOf, importNew, temporaryFolder, zipOf } from './files.ts';

interface Layer {
  name: string;
  codes: string[];
  /** What the geometry column is declared to hold. */
  type?: string;
}

const ring = (place: number) => square(-3 + place * 0.01, 53.4, 0.005);
const lsoa = (count: number) => Array.from({ length: count }, (_, at) => `E0100000${at + 1}`);

/** A GeoPackage as a desktop program leaves it, with layers in this order. */
function geoPackage(layers: readonly Layer[]): ImportFile[] {
  const path = join(temporaryFolder(), 'project.gpkg');
  writeFeatureFile(path, {
    layer: layers[0]!.name,
    title: layers[0]!.name,
    columns: [{ name: 'code', type: 'TEXT' }],
    rows: layers[0]!.codes.map((code, at) => ({
      values: [code],
      shape: shapeFromRings([[reversed(ring(at))]]),
    })),
    facts: [],
    made: '2026-01-01T00:00:00.000Z',
  });
  const db = new Database(path);
  for (const { name, codes } of layers.slice(1)) {
    db.exec(`CREATE TABLE "${name}" AS SELECT * FROM "${layers[0]!.name}" WHERE 0;
      INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('${name}', 'features', '${name}', 4326);
      INSERT INTO gpkg_geometry_columns SELECT '${name}', column_name, geometry_type_name, srs_id, z, m
        FROM gpkg_geometry_columns WHERE table_name = '${layers[0]!.name}'`);
    const geometry = db.prepare(`SELECT geom FROM "${layers[0]!.name}" LIMIT 1`).pluck().get();
    for (const code of codes)
      db.prepare(`INSERT INTO "${name}" (code, geom) VALUES (?, ?)`).run(code, geometry);
  }
  for (const { name, type } of layers)
    if (type !== undefined)
      db.prepare('UPDATE gpkg_geometry_columns SET geometry_type_name = ? WHERE table_name = ?').run(
        type,
        name,
      );
  db.close();
  return filesOf({ 'project.gpkg': readFileSync(path) });
}

const areasOf = (codes: readonly string[]): JsonArea[] =>
  codes.map((code, at) => ({ properties: { code }, geometry: polygon(ring(at)) }));
const pointsOf = (codes: readonly string[]): JsonArea[] =>
  codes.map((code) => ({ properties: { code }, geometry: { type: 'Point', coordinates: [-3, 53.4] } }));

/** A zip with a GeoJSON file for each layer. */
const zipped = (layers: Readonly<Record<string, JsonArea[]>>): ImportFile[] =>
  filesOf({
    'layers.zip': zipOf(
      Object.fromEntries(
        Object.entries(layers).map(([name, areas]) => [`${name}.geojson`, collection(areas)]),
      ),
    ),
  });

describe('of several layers', () => {
  it('that which holds areas is read, whatever stands before it, and the others are named', async () => {
    const files = geoPackage([
      { name: 'LSOA', codes: lsoa(6) },
      { name: 'draft', codes: [], type: 'GEOMETRY' },
      { name: 'centroids', codes: lsoa(3), type: 'POINT' },
    ]);
    const { mapping, notes, layers } = await inspectFiles('boundaries', files, {});
    expect(layers).toEqual(['LSOA', 'draft', 'centroids']);
    expect(mapping).toMatchObject({ layer: 'LSOA' });
    expect(notes).toContain(
      'The file holds 3 layers: “LSOA” (6 areas) is read, not “draft” (empty), “centroids” (point).',
    );
  });

  it('in a zip, those of points are passed over', async () => {
    const imported = await importNew(
      zipped({ centroids: pointsOf(lsoa(2)), outlines: areasOf(lsoa(2)), empty: [] }),
    );
    expect(imported.codes).toEqual(lsoa(2));
    expect(imported.outcome.findings.warnings).toContain(
      'The file holds 3 layers: “outlines.geojson” (2 areas) is read, not “centroids.geojson” (points), “empty.geojson” (empty).',
    );
  });

  it('in TopoJSON, an object without areas is passed over', async () => {
    const topology = {
      type: 'Topology',
      arcs: [ring(1)],
      objects: {
        labels: { type: 'Point', coordinates: [-3, 53.4], properties: { code: 'E01000001' } },
        areas: { type: 'Polygon', arcs: [[0]], properties: { code: 'E01000001' } },
      },
    };
    expect((await importNew(filesOf({ 'a.topojson': JSON.stringify(topology) }))).codes).toEqual([
      'E01000001',
    ]);
  });

  const wardsAndLsoas = () => zipped({ wards: areasOf(['E05000001', 'E05000002']), lsoas: areasOf(lsoa(3)) });

  it('with areas, the one of the geography asked for is read', async () => {
    expect((await importNew(wardsAndLsoas(), { geography: 'ward' })).codes[0]).toBe('E05000001');
    expect((await importNew(wardsAndLsoas())).codes).toEqual(lsoa(3));
  });

  it('with areas, a first look shows that with the most of them', async () => {
    const { mapping } = await inspectFiles('boundaries', wardsAndLsoas(), {});
    expect(mapping).toMatchObject({ layer: 'lsoas.geojson', geography: 'lsoa' });
  });

  it('of two editions, the vintage asked for is read', async () => {
    const renamed = (areas: JsonArea[], field: string) =>
      areas.map((area) => ({ ...area, properties: { [field]: area.properties!['code'] } }));
    const files = () =>
      zipped({ a: renamed(areasOf(lsoa(2)), 'LSOA11CD'), b: renamed(areasOf(lsoa(3)), 'LSOA21CD') });
    const old = await importNew(files(), { vintage: '2011', codeField: 'LSOA11CD' });
    expect(old.codes).toEqual(lsoa(2));
    const fresh = await importNew(files(), { vintage: '2021', codeField: 'LSOA21CD' });
    expect(fresh.codes).toEqual(lsoa(3));
  });

  it('of which several could be meant, none is read: they are listed with what they hold', async () => {
    const twice = () =>
      zipped({ full: areasOf(lsoa(2)), generalised: areasOf(lsoa(2)), sites: pointsOf(['1']) });
    await expect(importNew(twice())).rejects.toMatchObject({
      code: 'input_refused',
      message: '“layers.zip” holds 2 layers that could be meant, and which one is not said.',
      details: {
        found: '“full.geojson” (2 areas), “generalised.geojson” (2 areas)',
        hint: 'Say which with --layer, or choose it beside “Layer” in the dialog.',
      },
    });
    const { mapping, open, layers } = await inspectFiles('boundaries', twice(), {});
    expect([open[0], mapping]).toMatchObject(['layer', { layer: null }]);
    expect(layers).toHaveLength(3);
    expect((await importNew(twice(), { layer: 'full.geojson' })).codes).toEqual(lsoa(2));
  });

  it('of which none holds areas, all are named', async () => {
    await expect(importNew(zipped({ a: pointsOf(['1']), b: [] }))).rejects.toMatchObject({
      message: 'None of the 2 layers of “layers.zip” holds areas.',
      details: { found: '“a.geojson” (points), “b.geojson” (empty)' },
    });
  });
});

describe.skipIf(!hasRealData)(
  `a project file${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    const name = 'project.gpkg';
    const files = [{ path: realData(`cases/gpkg_first_layer_empty/${name}`), name }];

    it('of QGIS with an empty scratch layer first gives its LSOAs', async () => {
      const imported = await importNew(files, { codeField: 'LSOA11CD' });
      expect(imported.codes).toHaveLength(6);
      const { mapping, notes } = await inspectFiles('boundaries', files, {});
      expect(mapping).toMatchObject({ layer: 'LSOA_2011_Knowsley', geography: 'lsoa' });
      expect(notes).toContain(
        'The file holds 3 layers: “LSOA_2011_Knowsley” (6 areas) is read, not “draft_selection” (empty), “LAD_2013” (1 area).',
      );
    });
  },
);
