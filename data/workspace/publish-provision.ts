import type { Connection } from './connection.ts';
import type { GeographyRow } from './geographies.ts';
import { layRows } from './layers.ts';

/**
 * Lays staged provision upon what is there, inside a change. A site whose id is known keeps its feature id. Performance of
 * areas that the geography does not have, and postcodes' areas that the workspace does not have, are left out.
 * Staged periods must have been mapped (`temp.period_map`) where there is performance.
 */
export function publishProvision(
  connection: Connection,
  release: number,
  geography: GeographyRow | undefined,
): void {
  const lay = (table: 'provider' | 'programme' | 'delivery' | 'postcode', columns: string): void => {
    layRows(connection, table, {
      sql: `SELECT ${columns}, ? AS release FROM stage.${table}`,
      values: [release],
    });
  };
  lay('provider', 'id, name, NULL AS edited');
  lay('programme', 'id, name, provider, NULL AS edited');
  publishSites(connection, release);
  lay(
    'delivery',
    'id, programme, site, stage, funding_stream, places, cost, first_day, last_day, eligible, NULL AS edited',
  );
  if (geography !== undefined) publishPerformance(connection, release, geography);
  lay('postcode', 'code, lon, lat, ended');
  layRows(connection, 'postcode_area', {
    sql: `SELECT s.code, g.id AS geography, a.id AS area, ? AS release FROM stage.postcode_area s
          JOIN geography g ON g.kind || ':' || g.vintage = s.geography
          JOIN area a ON a.geography = g.id AND a.code = s.area`,
    values: [release],
  });
  layRows(connection, 'timetable', {
    sql: 'SELECT ? AS release, facts, bytes FROM stage.timetable',
    values: [release],
  });
}

function publishSites(connection: Connection, release: number): void {
  connection.exec('DROP TABLE IF EXISTS temp.placed');
  connection.run(
    `CREATE TEMP TABLE placed AS
     SELECT coalesce(known.fid, ? + row_number() OVER (PARTITION BY known.fid IS NULL ORDER BY s.id)) AS fid,
       s.id, s.name, s.lon, s.lat, s.postcode, s.first_day, s.last_day, s.kind, s.jobs
     FROM stage.site s LEFT JOIN (SELECT id, fid FROM site UNION SELECT id, fid FROM attic_site) known ON known.id = s.id`,
    lastSiteFid(connection),
  );
  layRows(connection, 'site', {
    sql: `SELECT fid, id, name, lon, lat, postcode, first_day, last_day, kind, jobs, NULL AS edited, ? AS release,
            pinpoint_point(lon, lat) AS geom FROM temp.placed`,
    values: [release],
  });
}

/** The highest feature id that any site has or had; 0 without sites. */
export function lastSiteFid(connection: Connection): number {
  return connection.get<{ fid: number }>(
    `SELECT max(coalesce((SELECT max(fid) FROM site), 0), coalesce((SELECT max(fid) FROM attic_site), 0)) AS fid`,
  )!.fid;
}

function publishPerformance(connection: Connection, release: number, geography: GeographyRow): void {
  layRows(connection, 'performance', {
    sql: `SELECT s.provider, s.programme, a.id AS area, p.id AS period, s.starts, s.outcomes, s.sustained, s.cost, s.target,
            s.suppressed, ? AS release
          FROM stage.performance s
          JOIN area a ON a.geography = ? AND a.code = s.code
          JOIN temp.period_map p ON p.staged = s.period`,
    values: [release, geography.id],
  });
}
