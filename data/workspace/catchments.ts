import type { AreaColumns } from './areas.ts';
import { decodeGeoPackageGeometry, encodeGeoPackageGeometry } from '#core/geography';
import type { Connection } from './connection.ts';
import type { CatchmentDraft, CatchmentRow } from './interfaces.ts';
import { refOf, type GeographyRow } from './geographies.ts';
import { knowsPoints } from './points.ts';

/** Catchments kept; beyond them the oldest go. */
const kept = 400;

interface StoredCatchment {
  fid: number;
  key: string;
  engine: string;
  made: string;
  kind: string;
  vintage: string;
  request: string;
  facts: string;
  geom: Uint8Array | null;
}

/** The stored catchment, its columns aligned with the areas that `columnsOf` gives. */
export function findCatchment(
  connection: Connection,
  [key, engine]: [key: string, engine: string],
  columnsOf: (geography: string) => AreaColumns,
): CatchmentRow | undefined {
  const row = connection.get<StoredCatchment>(
    `SELECT c.*, g.kind, g.vintage FROM catchment c JOIN geography g ON g.id = c.geography WHERE key = ? AND engine = ?`,
    key,
    engine,
  );
  if (row === undefined) return undefined;
  const geography = refOf(row);
  const { positions, codes, geography: ids } = columnsOf(geography);
  const minutes = new Float64Array(codes.length).fill(Number.NaN);
  const share = new Float64Array(codes.length);
  const reached = connection.rows(
    'SELECT area, minutes, share FROM catchment_area WHERE catchment = ?',
    row.fid,
  ) as [number, number | null, number][];
  for (const [area, time, part] of reached) {
    const at = positions[area - ids.low]!;
    minutes[at] = time ?? Number.NaN;
    share[at] = part;
  }
  return {
    key,
    engine,
    geography,
    minutes,
    share,
    made: row.made,
    request: JSON.parse(row.request) as unknown,
    facts: JSON.parse(row.facts) as unknown,
    outline: row.geom === null ? null : decodeGeoPackageGeometry(row.geom),
    points: findPoints(connection, row.fid),
  };
}

function findPoints(connection: Connection, catchment: number): Float64Array<ArrayBuffer> | null {
  // A file of schema version 2, open for reading only, keeps nothing for points.
  if (!knowsPoints(connection)) return null;
  const row = connection.get<{ count: number; positions: Uint8Array; minutes: Uint8Array }>(
    'SELECT count, positions, minutes FROM catchment_points WHERE catchment = ?',
    catchment,
  );
  if (row === undefined) return null;
  const points = new Float64Array(row.count).fill(Number.NaN);
  const minutes = new Float64Array(new Uint8Array(row.minutes).buffer);
  new Int32Array(new Uint8Array(row.positions).buffer).forEach((point, at) => (points[point] = minutes[at]!));
  return points;
}

function savePoints(connection: Connection, catchment: number, points: ArrayLike<number>): void {
  const reached = Int32Array.from(
    Array.from(points, (_, point) => point).filter((point) => !Number.isNaN(points[point]!)),
  );
  const minutes = Float64Array.from(reached, (point) => points[point]!);
  connection.run(
    'INSERT INTO catchment_points VALUES (?, ?, ?, ?)',
    catchment,
    points.length,
    new Uint8Array(reached.buffer),
    new Uint8Array(minutes.buffer),
  );
}

interface Saving {
  draft: CatchmentDraft;
  geography: GeographyRow;
  areas: AreaColumns;
  now: string;
}

/** Keeps a catchment in place of one with the same key and engine version; only areas of which something is reached get a row. */
export function saveCatchment(connection: Connection, { draft, geography, areas, now }: Saving): void {
  dropWhere(connection, 'key = ? AND engine = ?', [draft.key, draft.engine]);
  const { fid } = connection.get<{ fid: number }>(
    `INSERT INTO catchment (key, engine, made, geography, request, facts, geom)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING fid`,
    draft.key,
    draft.engine,
    now,
    geography.id,
    JSON.stringify(draft.request ?? null),
    JSON.stringify(draft.facts ?? null),
    draft.outline === null ? null : encodeGeoPackageGeometry(draft.outline),
  )!;
  areas.ids.forEach((area, i) => {
    const minutes = draft.minutes[i]!;
    const share = draft.share[i]!;
    if (Number.isNaN(minutes) && share === 0) return;
    connection.run(
      'INSERT INTO catchment_area VALUES (?, ?, ?, ?)',
      fid,
      area,
      Number.isNaN(minutes) ? null : minutes,
      share,
    );
  });
  if (draft.points !== null) savePoints(connection, fid, draft.points);
  dropWhere(connection, 'fid <= (SELECT fid FROM catchment ORDER BY fid DESC LIMIT 1 OFFSET ?)', [kept]);
}

/** Forgets every catchment. */
export function forgetCatchments(connection: Connection): void {
  dropWhere(connection, 'true', []);
}

function dropWhere(connection: Connection, condition: string, values: (string | number)[]): void {
  for (const table of ['catchment_area', 'catchment_points'])
    connection.run(
      `DELETE FROM ${table} WHERE catchment IN (SELECT fid FROM catchment WHERE ${condition})`,
      ...values,
    );
  connection.run(`DELETE FROM catchment WHERE ${condition}`, ...values);
}
