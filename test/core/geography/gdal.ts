import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { shapeToRings } from '#core/geography';
import type { Shape } from '#core/geography';

/** Whether GDAL's programs are installed: an independent reader of what we write. */
export const hasGdal =
  spawnSync('ogrinfo', ['--version']).status === 0 && spawnSync('ogr2ogr', ['--version']).status === 0;

/** Whether GDAL was built with SpatiaLite, through which GEOS can be asked what is valid. */
export const hasSpatialite =
  hasGdal &&
  spawnSync('ogrinfo', [
    '-q',
    '-dialect',
    'sqlite',
    '-sql',
    'SELECT ST_IsValid(geometry) FROM square',
    featureFile(mkdtempSync(join(tmpdir(), 'pinpoint-gdal-')), 'square', []),
  ])
    .stdout.toString()
    .includes('ST_IsValid');

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-geography-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes the shapes as GeoJSON, `n` = position from 0, and answers the path. */
export function featureFile(folder: string, name: string, shapes: readonly Shape[]): string {
  const features = (shapes.length > 0 ? shapes : [undefined]).map((shape, n) => ({
    type: 'Feature',
    properties: { n },
    geometry: {
      type: 'MultiPolygon',
      coordinates: shape
        ? shapeToRings(shape)
        : [[[[0, 0], [1, 0], [1, 1], [0, 0]]]], // prettier-ignore
    },
  }));
  const path = join(folder, `${name}.geojson`);
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', name, features }));
  return path;
}

/** Runs SQL (by default SQLite's, with GEOS behind ST_ functions) over a file and answers its rows as texts. */
export function queryByGdal(path: string, sql: string, dialect = 'sqlite'): string[][] {
  const csv = execFileSync('ogr2ogr', ['-f', 'CSV', '/vsistdout/', path, '-dialect', dialect, '-sql', sql], {
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = csv.toString().trimEnd().split('\n');
  return lines.slice(1).map((line) => line.replaceAll('"', '').split(','));
}

/** How many of the shapes GEOS calls invalid. */
export function countInvalidByGeos(shapes: readonly Shape[]): number {
  const path = featureFile(temporaryFolder(), 'shapes', shapes);
  const [[invalid]] = queryByGdal(
    path,
    'SELECT COUNT(*) AS n FROM shapes WHERE NOT ST_IsValid(geometry)',
  ) as [[string]];
  return Number(invalid);
}
