import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DisclosurePolicy, GeographyRef } from '#contract';
import type { Connection } from './connection.ts';
import { findSetting } from './settings.ts';
import type { ExportEntry, ExportRow, ExportStatement, StatedSum } from './interfaces.ts';

interface StoredExport extends Omit<ExportRow, 'override' | 'title'> {
  /** Left out, as the next two, in a file of an earlier schema. */
  title?: string | null;
  override_reason?: string | null;
  override_by?: string | null;
}

/** What has left the workspace, oldest first. */
export function listExports(connection: Connection): ExportRow[] {
  return connection
    .all<StoredExport>('SELECT * FROM export_log ORDER BY id')
    .map(({ title = null, override_reason: reason = null, override_by: by = null, ...entry }) => ({
      ...entry,
      title,
      override: reason === null || by === null ? null : { reason, by },
    }));
}

/** Writes down what left, and what it showed of restricted values. */
export function recordExport(
  connection: Connection,
  { statements, ...entry }: ExportEntry & { at: string; statements: readonly ExportStatement[] },
): void {
  const { id } = connection.get<{ id: number }>(
    `INSERT INTO export_log (at, author, title, format, rule, policy, override_reason, override_by, file, sha256)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    entry.at,
    entry.author,
    entry.title,
    entry.format,
    entry.rule,
    entry.policy,
    entry.override?.reason ?? null,
    entry.override?.by ?? null,
    entry.file,
    entry.sha256,
  )!;
  for (const { indicator, cohort, period, geography, policy, codes, figures, sums } of statements)
    connection.run(
      `INSERT INTO export_statement (export, indicator, cohort, period, geography, policy, codes, figures, sums)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      indicator,
      cohort,
      period,
      geography,
      policy,
      deflateRawSync(codes.join('\n')),
      deflateRawSync(Buffer.from(figures.buffer, figures.byteOffset, figures.byteLength)),
      sums.length === 0 ? null : deflateRawSync(JSON.stringify(sums)),
    );
}

interface StoredStatement {
  export: number;
  indicator: string;
  cohort: string;
  period: string;
  geography: GeographyRef;
  policy: DisclosurePolicy;
  codes: Uint8Array;
  figures: Uint8Array;
  /** Left out in a file of an earlier schema. */
  sums?: Uint8Array | null;
}

/** What documents that left showed of an indicator, in the order in which they left. */
export function listStatements(
  connection: Connection,
  indicator: string,
): (ExportStatement & { export: number })[] {
  if (Number(findSetting(connection, 'schema_version') ?? 0) < 5) return [];
  return connection
    .all<StoredStatement>('SELECT * FROM export_statement WHERE indicator = ? ORDER BY export', indicator)
    .map(({ codes, figures, sums = null, ...statement }) => {
      const text = inflateRawSync(codes).toString('utf8');
      const bytes = inflateRawSync(figures);
      return {
        ...statement,
        codes: text === '' ? [] : text.split('\n'),
        sums: sums === null ? [] : (JSON.parse(inflateRawSync(sums).toString('utf8')) as StatedSum[]),
        figures: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
      };
    });
}
