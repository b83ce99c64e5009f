import { performanceMeasures, type Delivery, type Programme, type Provider, type Site } from '#contract';
import type { Connection } from './connection.ts';
import type { StagedPerformance, StagedPostcode, StagedTimetable } from './types.ts';

/** Tables of a staging file for provision; what `publishProvision` reads. */
export const provisionTables = `
CREATE TABLE provider (id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE programme (id TEXT PRIMARY KEY, name TEXT, provider TEXT) WITHOUT ROWID;
CREATE TABLE site (
  id TEXT PRIMARY KEY, name TEXT, lon REAL, lat REAL, postcode TEXT, first_day TEXT, last_day TEXT, kind TEXT, jobs REAL
) WITHOUT ROWID;
CREATE TABLE delivery (
  id TEXT PRIMARY KEY, programme TEXT, site TEXT, stage TEXT, funding_stream TEXT, places REAL, cost REAL,
  first_day TEXT, last_day TEXT, eligible TEXT
) WITHOUT ROWID;
CREATE TABLE performance (
  provider TEXT, programme TEXT, code TEXT, period INTEGER, starts REAL, outcomes REAL, sustained REAL, cost REAL,
  target REAL, suppressed INTEGER, PRIMARY KEY (provider, programme, code, period)
) WITHOUT ROWID;
CREATE TABLE postcode (code TEXT PRIMARY KEY, lon REAL, lat REAL, ended TEXT) WITHOUT ROWID;
CREATE TABLE postcode_area (code TEXT, geography TEXT, area TEXT, PRIMARY KEY (code, geography)) WITHOUT ROWID;
CREATE TABLE timetable (position INTEGER PRIMARY KEY CHECK (position = 1), facts TEXT, bytes BLOB);
`;

/** Bit k is set where measure k is withheld. */
export function suppressedBits(suppressed: readonly string[]): number {
  return performanceMeasures.reduce(
    (bits, measure, k) => bits | (suppressed.includes(measure) ? 1 << k : 0),
    0,
  );
}

/** Writes staged provision row by row. */
export class ProvisionStaging {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  addProvider({ id, name }: Provider): void {
    this.connection.run('INSERT OR REPLACE INTO provider VALUES (?, ?)', id, name);
  }

  addProgramme({ id, name, provider }: Programme): void {
    this.connection.run('INSERT OR REPLACE INTO programme VALUES (?, ?, ?)', id, name, provider);
  }

  addSite({ id, name, lon, lat, postcode, firstDay, lastDay, kind, jobs }: Site): void {
    this.connection.run(
      'INSERT OR REPLACE INTO site VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      name,
      lon,
      lat,
      postcode,
      firstDay,
      lastDay,
      kind,
      jobs,
    );
  }

  addDelivery(delivery: Delivery): void {
    this.connection.run(
      'INSERT OR REPLACE INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      delivery.id,
      delivery.programme,
      delivery.site,
      delivery.stage,
      delivery.fundingStream,
      delivery.places,
      delivery.cost,
      delivery.firstDay,
      delivery.lastDay,
      JSON.stringify(delivery.eligible),
    );
  }

  addPerformance(row: StagedPerformance, period: number): void {
    this.connection.run(
      'INSERT OR REPLACE INTO performance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      row.provider,
      row.programme,
      row.areaCode,
      period,
      row.starts,
      row.outcomes,
      row.sustained,
      row.cost,
      row.target,
      suppressedBits(row.suppressed),
    );
  }

  addPostcode({ code, lon, lat, ended, areas }: StagedPostcode): void {
    this.connection.run('INSERT OR REPLACE INTO postcode VALUES (?, ?, ?, ?)', code, lon, lat, ended);
    for (const [geography, area] of Object.entries(areas)) {
      this.connection.run('INSERT OR REPLACE INTO postcode_area VALUES (?, ?, ?)', code, geography, area);
    }
  }

  setTimetable({ facts, bytes }: StagedTimetable): void {
    this.connection.run(
      'INSERT OR REPLACE INTO timetable VALUES (1, ?, ?)',
      JSON.stringify(facts ?? null),
      bytes,
    );
  }
}
