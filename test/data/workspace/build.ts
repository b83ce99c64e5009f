import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { flagByte, type GeographyKind, type GeographyRef } from '#contract';
import { shapeFromRings } from '#core/geography';
import { periodFromId } from '#core/periods';
import {
  createStaging,
  createWorkspace,
  type IndicatorDefinition,
  type ReleaseDraft,
  type StagedArea,
  type Staging,
  type WorkspaceWriter,
} from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';

/** A folder that is removed when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that moves by a second at each look. */
export function aClock(): () => string {
  let seconds = 0;
  return () => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds++)).toISOString();
}

/** An empty workspace, open for work, closed and removed when the test ends. */
export function aWorkspace(path = join(aFolder(), 'test.gpkg')): WorkspaceWriter {
  const writer = createWorkspace(path, { holder: 'a test', now: aClock() });
  onTestFinished(() => writer.close());
  return writer;
}

export function edition(ref: GeographyRef): { kind: GeographyKind; vintage: string } {
  const [kind, vintage] = ref.split(':') as [GeographyKind, string];
  return { kind, vintage };
}

/** A release of nothing, to be spread over. */
export function aDraft(draft: Partial<ReleaseDraft> = {}): ReleaseDraft {
  return {
    kind: 'observations',
    title: 'A release',
    file: 'file.csv',
    sha256: createHash('sha256').update(JSON.stringify(draft)).digest('hex'),
    publisher: null,
    licence: null,
    attribution: [],
    period: null,
    retrieved: null,
    rounding: 0,
    mapping: {},
    report: {},
    rows: { read: 0, taken: 0, rejected: 0 },
    indicators: [],
    ...draft,
  };
}

export function aCount(id: string, definition: Partial<IndicatorDefinition> = {}): IndicatorDefinition {
  return {
    id,
    name: id,
    kind: 'count',
    of: null,
    numerator: null,
    unit: 'people',
    polarity: 'high_is_worse',
    additive: true,
    ...definition,
  };
}

/** Fills a staging file, publishes it and gives the release's id. */
export function publish(
  writer: WorkspaceWriter,
  draft: Partial<ReleaseDraft>,
  fill: (staging: Staging) => void,
): number {
  const staging = createStaging();
  try {
    fill(staging);
    return writer.publish(staging, aDraft(draft)).release;
  } finally {
    staging.discard();
  }
}

const cell = 0.01;
const corner = { lon: -3, lat: 53.4 };

/** A square of a hundredth of a degree, `index` cells along a row of ten from the south-west. */
export function aSquare(index: number, area: Partial<StagedArea> = {}): StagedArea {
  const west = corner.lon + (index % 10) * cell;
  const south = corner.lat + Math.floor(index / 10) * cell;
  const [east, north] = [west + cell, south + cell];
  return {
    code: codeOf(index),
    name: `Area ${index}`,
    shape: shapeFromRings([
      [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    ]),
    labelPoint: [west + cell / 2, south + cell / 2],
    landAreaM2: 740_000,
    bounds: [west, south, east, north],
    parentCode: null,
    ...area,
  };
}

/** `A000`, `A001`, … */
export function codeOf(index: number, prefix = 'A'): string {
  return `${prefix}${String(index).padStart(3, '0')}`;
}

interface GridOptions {
  prefix?: string;
  name?: (index: number) => string;
  parents?: { geography: GeographyRef; codeOf: (index: number) => string };
}

/** Publishes a grid of squares as the areas of a geography. */
export function publishAreas(
  writer: WorkspaceWriter,
  ref: GeographyRef,
  count: number,
  options: GridOptions = {},
): number {
  const draft: Partial<ReleaseDraft> = {
    kind: 'boundaries',
    title: `${ref} boundaries`,
    file: `${ref}.zip`,
    geography: edition(ref),
    ...(options.parents && { parentGeography: options.parents.geography }),
  };
  return publish(writer, draft, (staging) => {
    for (let i = 0; i < count; i++) {
      staging.addArea(
        aSquare(i, {
          code: codeOf(i, options.prefix),
          ...(options.name && { name: options.name(i) }),
          parentCode: options.parents?.codeOf(i) ?? null,
        }),
      );
    }
  });
}

/** Values by area code; `'suppressed'` for a suppressed one. */
export type Values = Record<string, number | 'suppressed'>;

interface ValueOptions {
  geography?: GeographyRef;
  cohort?: string;
  draft?: Partial<ReleaseDraft>;
}

/** Publishes values of one indicator by period id and area code, for `lsoa:2011` unless told otherwise. */
export function publishValues(
  writer: WorkspaceWriter,
  indicator: string,
  byPeriod: Record<string, Values>,
  options: ValueOptions = {},
): number {
  const { geography = 'lsoa:2011', cohort = 'all' } = options;
  const draft = {
    title: `${indicator} values`,
    geography: edition(geography),
    indicators: [aCount(indicator)],
    ...options.draft,
  };
  return publish(writer, draft, (staging) => {
    for (const [id, values] of Object.entries(byPeriod)) {
      const period = periodFromId(id)!;
      for (const [areaCode, value] of Object.entries(values)) {
        staging.addObservation({
          areaCode,
          indicator,
          cohort,
          period,
          value: value === 'suppressed' ? null : value,
          flag: value === 'suppressed' ? flagByte.suppressed : flagByte.exact,
        });
      }
    }
  });
}

/** Publishes a lookup by pairs of codes, or of codes and a share. */
export function publishLookup(
  writer: WorkspaceWriter,
  [from, to]: [GeographyRef, GeographyRef],
  pairs: [from: string, to: string, weight?: number][],
): number {
  const draft: Partial<ReleaseDraft> = { kind: 'lookup', title: `${from} to ${to}`, link: { from, to } };
  return publish(writer, draft, (staging) => {
    for (const [a, b, weight = 1] of pairs) staging.addLink({ from: a, to: b, weight, change: null });
  });
}

export function publishDesignation(
  writer: WorkspaceWriter,
  id: string,
  geography: GeographyRef,
  codes: string[],
): number {
  const designation = { id, name: id.toUpperCase(), geography: edition(geography) };
  const draft: Partial<ReleaseDraft> = { kind: 'designation', title: `${id} designation`, designation };
  return publish(writer, draft, (staging) => codes.forEach((code) => staging.addDesignated(code)));
}

export function publishBenchmark(
  writer: WorkspaceWriter,
  indicator: string,
  [comparator, period, value]: [string, string, number],
): number {
  return publish(writer, { kind: 'benchmark', title: `${indicator} of ${comparator}` }, (staging) =>
    staging.addBenchmark({ indicator, comparator, period: periodFromId(period)!, value }),
  );
}

/** Weighted points of areas by code: `[code, lon, lat, weight]`. */
export type Point = [code: string, lon: number, lat: number, weight: number];

/** Publishes population points of a geography. */
export function publishPoints(writer: WorkspaceWriter, ref: GeographyRef, points: Point[]): number {
  const draft = { kind: 'points' as const, title: `${points.length} points`, geography: edition(ref) };
  return publish(writer, draft, (staging) => {
    for (const [areaCode, lon, lat, weight] of points) staging.addPoint({ areaCode, lon, lat, weight });
  });
}

const contentTables = [
  'geography',
  'release',
  'reject',
  'area',
  'area_parent',
  'area_change',
  'designation',
  'designation_area',
  'indicator',
  'cohort',
  'period',
  'observation',
  'holding',
  'newest_rate',
  'benchmark',
  'rtree_area_geom',
  'provider',
  'programme',
  'site',
  'rtree_site_geom',
  'delivery',
  'performance',
  'postcode',
  'postcode_area',
  'timetable',
  'area_point',
  'gpkg_geometry_columns',
];

/** Everything in force in a workspace file, table by table, with hashes for shapes; not its revision and not its history. */
export function contentOf(path: string): Record<string, unknown[]> {
  const connection = new Connection(path, { readonly: true });
  try {
    const content: Record<string, unknown[]> = {};
    for (const table of contentTables.filter((name) => hasTable(connection, name))) {
      content[table] = connection.all(`SELECT * FROM ${table}`).map(plain).toSorted(byText);
    }
    content['settings'] = connection.all("SELECT * FROM pinpoint WHERE key <> 'revision' ORDER BY key");
    content['layers'] = connection.all(
      'SELECT table_name, data_type, description, min_x, min_y, max_x, max_y FROM gpkg_contents ORDER BY table_name',
    );
    content['views'] = connection.all("SELECT sql FROM sqlite_master WHERE type = 'view' ORDER BY name");
    content['triggers'] = connection.all(
      "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    );
    return content;
  } finally {
    connection.close();
  }
}

/** Older schemas lack some tables. */
function hasTable(connection: Connection, name: string): boolean {
  return connection.get('SELECT 1 FROM sqlite_master WHERE name = ?', name) !== undefined;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function plain(row: unknown): unknown {
  return Object.fromEntries(
    Object.entries(row as object).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? createHash('sha1').update(value).digest('hex') : value,
    ]),
  );
}
