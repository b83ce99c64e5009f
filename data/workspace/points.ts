import type { AreaColumns } from './areas.ts';
import type { Connection } from './connection.ts';
import type { AreaPointsRow } from './interfaces.ts';
import type { GeographyRow } from './geographies.ts';
import { schemaVersion } from './migrate.ts';
import { plausible } from './plausible.ts';

/** Whether the file has a table of population points: one of schema version 2, open for reading only, has none. */
export function knowsPoints(connection: Connection): boolean {
  return schemaVersion(connection) >= 3;
}

/** One range of the primary key, in the order of the areas' ids. */
export const pointsSql = `
  SELECT area, lon, lat, coalesce(${plausible('weight')}, 0) FROM area_point WHERE release = ? ORDER BY area, position`;

/** The population points of a geography by its newest release of them, in the order of `columns`; undefined without any. */
export function findAreaPoints(connection: Connection, columns: AreaColumns): AreaPointsRow | undefined {
  const newest = findNewestPoints(connection, columns.geography);
  if (newest === undefined) return undefined;
  const { positions, geography } = columns;
  const rows = (connection.rows(pointsSql, newest.release) as [number, number, number, number][])
    .map(([id, ...rest]): [number, number, number, number] => [positions[id - geography.low] ?? -1, ...rest])
    .filter(([area]) => area >= 0)
    // Codes that came with a later release of boundaries have higher ids than those after them.
    .toSorted((a, b) => a[0] - b[0]);
  return {
    ...newest,
    area: Int32Array.from(rows, ([area]) => area),
    lon: Float64Array.from(rows, ([, lon]) => lon),
    lat: Float64Array.from(rows, ([, , lat]) => lat),
    weight: Float64Array.from(rows, ([, , , weight]) => weight),
  };
}

/** Which release of points counts for the geography. */
function findNewestPoints(
  connection: Connection,
  geography: GeographyRow,
): { release: number; title: string } | undefined {
  if (!knowsPoints(connection)) return undefined;
  return connection.get<{ release: number; title: string }>(
    "SELECT id AS release, title FROM release WHERE kind = 'points' AND geography = ? ORDER BY id DESC LIMIT 1",
    geography.id,
  );
}

/** How many points a geography has, of how many areas, and by which release; null without any. */
export function describePoints(
  connection: Connection,
  geography: GeographyRow,
): { count: number; areas: number; release: number } | null {
  const newest = findNewestPoints(connection, geography);
  if (newest === undefined) return null;
  const { release } = newest;
  const sql = 'SELECT count(*) AS count, count(DISTINCT area) AS areas FROM area_point WHERE release = ?';
  return { ...connection.get<{ count: number; areas: number }>(sql, release)!, release };
}

/** Publishes staged points (attached as `stage`) of a geography; nothing where none are staged. */
export function publishPoints(connection: Connection, release: number, geography: GeographyRow): void {
  connection.run(
    `INSERT INTO area_point (release, area, position, lon, lat, weight)
     SELECT ?, a.id, row_number() OVER (PARTITION BY a.id ORDER BY s.position) - 1, s.lon, s.lat, s.weight
     FROM stage.point s JOIN area a ON a.geography = ? AND a.code = s.code`,
    release,
    geography.id,
  );
}
