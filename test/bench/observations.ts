import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { ObservationsMapping } from '#contract';
import { shapeFromRings } from '#core/geography';
import { importFiles, quietProgress } from '#data/import';
import { createStaging, createWorkspace, type WorkspaceWriter } from '#data/workspace';
import type { BenchRow } from './row.ts';

const areas = 33_000;
const months = 31;

/** A tidy CSV of 33,000 areas by 31 months, read, checked, staged and published. */
export async function benchObservations(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-observations-'));
  const writer = createWorkspace(join(folder, 'bench.gpkg'), { holder: 'bench' });
  try {
    publishSquares(writer);
    const path = join(folder, 'observations.csv');
    await writeTable(path);
    const begun = performance.now();
    const { staged, published, rows } = await importTable(writer, path);
    const seconds = (performance.now() - begun) / 1000;
    return [
      {
        work: `import ${rows.toLocaleString('en-GB')} observations`,
        budget: '5 s',
        measured: `${seconds.toFixed(1)} s (read, checked and staged ${staged.toFixed(1)} s, published ${published.toFixed(1)} s)`,
        peer: '',
        ok: seconds <= 5,
      },
    ];
  } finally {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importTable(writer: WorkspaceWriter, path: string) {
  const staging = createStaging();
  try {
    const begun = performance.now();
    const { draft } = await importFiles({
      files: [{ path, name: 'observations.csv' }],
      mapping,
      reader: writer,
      staging,
      progress: quietProgress,
      publisher: null,
      licence: null,
      now: () => new Date().toISOString(),
    });
    const middle = performance.now();
    writer.publish(staging, draft);
    const end = performance.now();
    return { staged: (middle - begun) / 1000, published: (end - middle) / 1000, rows: draft.rows.taken };
  } finally {
    staging.discard();
  }
}

const mapping: ObservationsMapping = {
  family: 'observations',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'GEOGRAPHY_CODE',
  indicator: 'claimants',
  name: null,
  kind: 'count',
  of: null,
  unit: null,
  valueColumn: 'OBS_VALUE',
  sumColumns: null,
  periodColumns: null,
  periodColumn: 'DATE_NAME',
  period: null,
  cohortColumns: {},
  cohort: {},
  where: [],
  rounding: 2,
};

function codeOf(area: number): string {
  return `E0${1_000_001 + area}`;
}

async function writeTable(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,MEASURES_NAME,OBS_VALUE\n');
  for (let month = 0; month < months; month++) {
    const date = `${2015 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    const lines = Array.from(
      { length: areas },
      (_, area) =>
        `${date},Some District ${area},${codeOf(area)},Value,${((area * 7 + month * 13) % 40) * 5}\n`,
    );
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

function publishSquares(writer: WorkspaceWriter): void {
  const staging = createStaging();
  for (let area = 0; area < areas; area++) {
    const [west, south] = [-5 + (area % 200) * 0.03, 50 + Math.floor(area / 200) * 0.03];
    const [east, north] = [west + 0.03, south + 0.03];
    const ring = [west, south, east, south, east, north, west, north, west, south];
    const points = [0, 2, 4, 6, 8].map((at) => ring.slice(at, at + 2));
    staging.addArea({
      code: codeOf(area),
      name: `Area ${area}`,
      shape: shapeFromRings([[points]]),
      labelPoint: [west + 0.015, south + 0.015],
      landAreaM2: 6e6,
      bounds: [west, south, east, north],
      parentCode: null,
    });
  }
  writer.publish(staging, {
    kind: 'boundaries',
    title: 'Squares',
    file: 'squares.geojson',
    sha256: '0'.repeat(64),
    publisher: null,
    licence: null,
    attribution: [],
    period: null,
    retrieved: null,
    rounding: 0,
    mapping: {},
    report: {},
    rows: { read: areas, taken: areas, rejected: 0 },
    geography: { kind: 'lsoa', vintage: '2011' },
    indicators: [],
  });
  staging.discard();
}
