import { PinpointError, type GeographyRef, type ReleaseSummary, type Sensitivity } from '#contract';
import { canonicalJson } from './canonical.ts';
import type { Connection } from './connection.ts';
import { plausible } from './plausible.ts';
import type { DesignationRow, ReleaseRow } from './interfaces.ts';
import { refOf } from './geographies.ts';
import { findSetting, readSensitivities } from './settings.ts';

interface StoredRelease {
  id: number;
  kind: ReleaseSummary['kind'];
  title: string;
  file: string;
  sha256: string;
  publisher: string | null;
  licence: string | null;
  /** Left out in a file of an earlier schema. */
  sensitivity?: Sensitivity;
  attribution: string;
  period: string | null;
  retrieved: string | null;
  imported: string;
  rounding: number;
  source_crs: string | null;
  rows_read: number;
  rows_taken: number;
  rows_rejected: number;
  mapping: string;
  report: string;
}

/** A file of before there were sensitivities is read as it will be once it is brought up to date. */
function sensitivityIn(connection: Connection): string {
  const isKept = Number(findSetting(connection, 'schema_version') ?? 0) >= 5;
  return isKept ? 'sensitivity' : "iif(kind = 'performance', 'restricted', 'published') AS sensitivity";
}

function summarySql(connection: Connection): string {
  return `
  SELECT id, kind, title, file, sha256, publisher, licence, ${sensitivityIn(connection)}, attribution, imported,
    rows_read, rows_taken, rows_rejected
  FROM release`;
}

function summarise(row: StoredRelease, chosen: ReadonlyMap<number, Sensitivity>): ReleaseSummary {
  const { id, kind, title, file, sha256, publisher, licence, imported } = row;
  const sensitivity =
    chosen.get(id) ?? row.sensitivity ?? (kind === 'performance' ? 'restricted' : 'published');
  const rows = { read: row.rows_read, taken: row.rows_taken, rejected: row.rows_rejected };
  const attribution = JSON.parse(row.attribution) as string[];
  return { id, kind, title, file, sha256, publisher, licence, sensitivity, attribution, imported, rows };
}

/** Every release in force, oldest first. */
export function listReleases(connection: Connection): ReleaseSummary[] {
  const chosen = readSensitivities(connection);
  return connection
    .all<StoredRelease>(`${summarySql(connection)} ORDER BY id`)
    .map((row) => summarise(row, chosen));
}

/** Throws `not_found`. */
export function getRelease(connection: Connection, id: number): ReleaseRow {
  const row = connection.get<StoredRelease>('SELECT * FROM release WHERE id = ?', id);
  if (row !== undefined) return expand(row, readSensitivities(connection));
  throw new PinpointError('not_found', `The workspace has no release ${id}.`, { found: String(id) });
}

function expand(row: StoredRelease, chosen: ReadonlyMap<number, Sensitivity>): ReleaseRow {
  return {
    ...summarise(row, chosen),
    period: row.period,
    retrieved: row.retrieved,
    rounding: row.rounding,
    sourceCrs: row.source_crs,
    mapping: JSON.parse(row.mapping) as unknown,
    report: JSON.parse(row.report) as unknown,
  };
}

/** Releases that drew the areas of a geography, and those that made a designation of them, ascending. */
export function listReleasesOf(
  connection: Connection,
  geographyId: number,
  designations: string[],
): number[] {
  const drawn = connection.rows('SELECT DISTINCT release FROM area WHERE geography = ?', geographyId) as [
    number,
  ][];
  const named = designations.flatMap(
    (key) => connection.rows('SELECT max(release) FROM designation WHERE key = ?', key) as [number | null][],
  );
  const ids = [...drawn, ...named].flatMap(([id]) => id ?? []);
  return [...new Set(ids)].toSorted((a, b) => a - b);
}

/**
 * The newest release of the same file read by the same mapping; undefined where there is none. The order of the
 * mapping's keys does not matter.
 */
export function findReleaseLike(
  connection: Connection,
  sha256: string,
  mappingJson: string,
): ReleaseRow | undefined {
  const row = connection.get<StoredRelease>(
    'SELECT * FROM release WHERE sha256 = ? AND mapping = ? ORDER BY id DESC LIMIT 1',
    sha256,
    canonicalJson(JSON.parse(mappingJson)),
  );
  return row && expand(row, readSensitivities(connection));
}

/** The rows that a release left out, with the reason of each, in the order in which the import met them. */
export function walkRejects(
  connection: Connection,
  release: number,
): Iterable<{ row: number; reason: string }> {
  return connection.walk('SELECT row, reason FROM reject WHERE release = ? ORDER BY position', release);
}

/** The membership of the newest release of the designation. */
export function findDesignation(connection: Connection, id: string): DesignationRow | undefined {
  const found = connection.get<{ id: number; name: string; kind: string; vintage: string }>(
    `SELECT d.id, d.name, g.kind, g.vintage FROM designation d JOIN geography g ON g.id = d.geography
     WHERE d.key = ? ORDER BY d.release DESC LIMIT 1`,
    id,
  );
  if (found === undefined) return undefined;
  const codes = connection.rows(
    `SELECT a.code FROM designation_area m JOIN area a ON a.id = m.area WHERE m.designation = ? ORDER BY a.code`,
    found.id,
  ) as [string][];
  return { id, name: found.name, geography: refOf(found), codes: codes.map(([code]) => code) };
}

/** Every designation with the number of its areas, by id. */
export function listDesignations(
  connection: Connection,
): { id: string; name: string; geography: GeographyRef; areas: number }[] {
  return connection
    .all<{ id: string; name: string; kind: string; vintage: string; areas: number }>(
      `SELECT d.key AS id, d.name, g.kind, g.vintage,
         (SELECT count(*) FROM designation_area m WHERE m.designation = d.id) AS areas
       FROM designation d JOIN geography g ON g.id = d.geography
       WHERE d.release = (SELECT max(newest.release) FROM designation newest WHERE newest.key = d.key)
       ORDER BY d.key`,
    )
    .map(({ kind, vintage, ...rest }) => ({ ...rest, geography: refOf({ kind, vintage }) }));
}

/** Every benchmark: indicator, comparator, period and value, in that order. */
export function listBenchmarks(
  connection: Connection,
): { indicator: string; comparator: string; period: string; value: number }[] {
  return connection.all(
    `SELECT b.indicator, b.comparator, p.key AS period, b.value FROM benchmark b JOIN period p ON p.id = b.period
     WHERE ${plausible('b.value')} IS NOT NULL
     ORDER BY b.indicator, b.comparator, p.last, p.first, p.key`,
  );
}
