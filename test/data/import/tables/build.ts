import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeographyKind, GeographyRef, ImportMapping, ObservationsMapping } from '#contract';
import { shapeFromRings } from '#core/geography';
import { type ImportFile, importFiles, type ImportOutcome, type Progress, quietProgress } from '#data/import';
import { createStaging, createWorkspace, type Staging, type WorkspaceWriter } from '#data/workspace';

/** A folder of its own for one test file, with workspaces and files to import in it. */
export interface Bench {
  folder: string;
  /** A workspace with square areas of these codes, by geography. */
  workspace(areas: Record<GeographyRef, readonly string[]>): WorkspaceWriter;
  /** A file to import with this content. */
  file(name: string, content: string | Uint8Array): ImportFile;
  /** Reads a file into the workspace and publishes it; gives what was found. */
  run(
    writer: WorkspaceWriter,
    file: ImportFile,
    mapping: ImportMapping,
    progress?: Progress,
  ): Promise<ImportOutcome>;
  /** Closes everything and removes the folder. */
  clear(): void;
}

export function makeBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-tables-'));
  const writers: WorkspaceWriter[] = [];
  return {
    folder,
    workspace(areas) {
      const writer = createWorkspace(join(folder, `${writers.length}.gpkg`), { holder: 'test' });
      writers.push(writer);
      for (const [ref, codes] of Object.entries(areas)) publishAreas(writer, ref, codes);
      return writer;
    },
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return { path, name };
    },
    run: (writer, file, mapping, progress = quietProgress) => runImport(writer, { file, mapping, progress }),
    clear() {
      for (const writer of writers) writer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function runImport(
  writer: WorkspaceWriter,
  { file, mapping, progress }: { file: ImportFile; mapping: ImportMapping; progress: Progress },
): Promise<ImportOutcome> {
  return withStaging(async (staging) => {
    const task = {
      files: [file],
      mapping,
      reader: writer,
      staging,
      progress,
      publisher: null,
      licence: null,
    };
    const outcome = await importFiles({ ...task, now: () => '2018-01-15T12:00:00Z' });
    writer.publish(staging, outcome.draft);
    return outcome;
  });
}

async function withStaging<T>(use: (staging: Staging) => T | Promise<T>): Promise<T> {
  const staging = createStaging();
  try {
    return await use(staging);
  } finally {
    staging.discard();
  }
}

function publishAreas(writer: WorkspaceWriter, ref: GeographyRef, codes: readonly string[]): void {
  const [kind, vintage] = ref.split(':') as [GeographyKind, string];
  const staging = createStaging();
  for (const [at, code] of codes.entries()) {
    const [west, south] = [-3 + (at % 200) * 0.001, 53 + Math.floor(at / 200) * 0.001];
    const [east, north] = [west + 0.001, south + 0.001];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    staging.addArea({
      code,
      name: `Area ${code}`,
      shape: shapeFromRings([[ring]]),
      labelPoint: [west + 0.0005, south + 0.0005],
      landAreaM2: 7000,
      bounds: [west, south, east, north],
      parentCode: null,
    });
  }
  const rows = { read: codes.length, taken: codes.length, rejected: 0 };
  writer.publish(staging, {
    kind: 'boundaries',
    title: ref,
    file: `${kind}.geojson`,
    sha256: ref.padEnd(64, '0'),
    publisher: null,
    licence: null,
    attribution: [],
    period: null,
    retrieved: null,
    rounding: 0,
    mapping: {},
    report: {},
    rows,
    geography: { kind, vintage },
    indicators: [],
  });
  staging.discard();
}

/** A mapping of a tidy table `code,value` for one month; change what a test is about. */
export function observations(changes: Partial<ObservationsMapping> = {}): ObservationsMapping {
  return {
    family: 'observations',
    geography: 'lsoa',
    vintage: '2011',
    codeColumn: 'code',
    indicator: 'claimants',
    name: null,
    kind: 'count',
    of: null,
    unit: null,
    valueColumn: 'value',
    sumColumns: null,
    periodColumns: null,
    periodColumn: null,
    period: '2017-09',
    cohortColumns: {},
    cohort: {},
    where: [],
    rounding: 0,
    ...changes,
  };
}

/** Stored values by area code, null where nothing is stored. */
export function valuesOf(
  writer: WorkspaceWriter,
  { geography = 'lsoa:2011', indicator = 'claimants', cohort = 'all', period = '2017-09' } = {},
): Record<string, number | null> {
  const { codes } = writer.getAreas(geography);
  const column = writer.findColumn(geography, indicator, cohort, period);
  return Object.fromEntries(
    codes.map((code, at) => [code, column && !Number.isNaN(column.values[at]) ? column.values[at]! : null]),
  );
}

/** What a refused import says. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{ code: string; message: string; details: Record<string, unknown> }> {
  try {
    await work;
  } catch (error) {
    const { code, message, details } = error as {
      code: string;
      message: string;
      details: Record<string, unknown>;
    };
    return { code, message, details };
  }
  throw new Error('the import was not refused');
}
