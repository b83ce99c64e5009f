import type Database from 'better-sqlite3';
import {
  flagByte,
  PinpointError,
  type Delivery,
  type Period,
  type Programme,
  type Provider,
  type Site,
} from '#contract';
import { boundsOf, decodeGeoPackageGeometry, GeoPackageEncoder, type Shape } from '#core/geography';
import { makeScratch, type Scratch } from '#data/files';
import { Connection } from './connection.ts';
import type { ObservationKey, StagedCounts, Staging } from './interfaces-of-staging.ts';
import { ProvisionStaging, provisionTables } from './staging-provision.ts';
import type {
  StagedArea,
  StagedBenchmark,
  StagedLink,
  StagedObservation,
  StagedPart,
  StagedPerformance,
  StagedPoint,
  StagedPostcode,
  StagedTimetable,
} from './types.ts';

/**
 * Repeated texts (codes, indicators, cohorts) are staged as numbers; their tables are written when the file is sealed.
 * Outlines lie apart from the other columns of an area, so that going over the areas does not read them.
 */
const tables = `
CREATE TABLE area (
  id INTEGER PRIMARY KEY, code TEXT, name TEXT, label_lon REAL, label_lat REAL, land_area_m2 REAL, parent_code TEXT,
  minx REAL, maxx REAL, miny REAL, maxy REAL
);
CREATE TABLE outline (area INTEGER PRIMARY KEY, geom BLOB);
CREATE TABLE part (area INTEGER, row INTEGER, geom BLOB, PRIMARY KEY (area, row)) WITHOUT ROWID;
CREATE TABLE observation (indicator INTEGER, cohort INTEGER, period INTEGER, code INTEGER, value REAL, flag INTEGER);
CREATE TABLE code (id INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE indicator (id INTEGER PRIMARY KEY, key TEXT);
CREATE TABLE cohort (id INTEGER PRIMARY KEY, key TEXT);
CREATE TABLE period (id INTEGER PRIMARY KEY, key TEXT, label TEXT, first TEXT, last TEXT);
CREATE TABLE holding (indicator INTEGER, cohort INTEGER, period INTEGER, PRIMARY KEY (indicator, cohort, period)) WITHOUT ROWID;
CREATE TABLE link (from_code TEXT, to_code TEXT, weight REAL, change TEXT, PRIMARY KEY (from_code, to_code)) WITHOUT ROWID;
CREATE TABLE designated (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE benchmark (
  indicator TEXT, comparator TEXT, period INTEGER, value REAL, PRIMARY KEY (indicator, comparator, period)
) WITHOUT ROWID;
CREATE TABLE point (position INTEGER PRIMARY KEY, code TEXT, lon REAL, lat REAL, weight REAL);
CREATE TABLE reject (position INTEGER PRIMARY KEY, row INTEGER, reason TEXT);
`;

/** Rows between two commits: large enough to cost nothing, small enough to bound the memory of one transaction. */
const batch = 200_000;

const observationColumns = 6;

/** Observations in one statement: halves the time a million takes. */
const rowsAtOnce = 20;

interface StagedAreaRow {
  code: string;
  name: string;
  label_lon: number;
  label_lat: number;
  land_area_m2: number;
  parent_code: string | null;
  minx: number;
  maxx: number;
  miny: number;
  maxy: number;
  geom: Uint8Array;
}

/** A text seen again and again, as its number. */
class Numbering {
  readonly numbers = new Map<string, number>();
  private lastText: string | undefined;
  private lastNumber = 0;

  of(text: string): number {
    if (text === this.lastText) return this.lastNumber;
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.numbers.size + 1;
      this.numbers.set(text, number);
    }
    this.lastText = text;
    this.lastNumber = number;
    return number;
  }
}

/** A SQLite file that goes with its process. Not safe against a crash, and need not be. */
export class StagingFile implements Staging {
  readonly path: string;
  readonly counts: StagedCounts = {
    areas: 0,
    observations: 0,
    links: 0,
    designated: 0,
    benchmarks: 0,
    rejects: 0,
    providers: 0,
    programmes: 0,
    sites: 0,
    deliveries: 0,
    performance: 0,
    postcodes: 0,
    timetables: 0,
    points: 0,
  };
  private readonly scratch: Scratch;
  private readonly connection: Connection;
  private readonly provision: ProvisionStaging;
  private readonly insert: ReturnType<typeof prepareInserts>;
  private readonly encoder = new GeoPackageEncoder();
  private readonly areas = new Numbering();
  private readonly codes = new Numbering();
  private readonly indicators = new Numbering();
  private readonly cohorts = new Numbering();
  private readonly periods = new Numbering();
  private readonly periodFacts = new Map<string, Period>();
  private readonly columns = new Map<string, [indicator: number, cohort: number, period: number]>();
  private lastColumn = [0, 0, 0];
  private readonly waiting: (number | null)[] = [];
  private pending = 0;
  private open = true;

  constructor(scratch: Scratch) {
    this.scratch = scratch;
    this.path = scratch.makeFile('staging.sqlite');
    this.connection = new Connection(this.path);
    // Outlines are longer than what an ordinary page holds.
    this.connection.pragma('page_size = 32768');
    this.connection.pragma('cache_size = -16384');
    this.connection.pragma('journal_mode = OFF');
    this.connection.pragma('synchronous = OFF');
    this.connection.pragma('locking_mode = NORMAL');
    // Its tables too are made in the one transaction: each in one of its own would take longer than a small import.
    this.connection.exec('BEGIN');
    this.connection.exec(tables + provisionTables);
    this.provision = new ProvisionStaging(this.connection);
    this.insert = prepareInserts(this.connection.db);
  }

  addArea(area: StagedArea): void {
    if (area.shape.polygonEnds.length === 0) {
      throw new PinpointError('internal', `The outline of ${area.code} is empty.`);
    }
    const [west, south, east, north] = area.bounds;
    if (!this.areas.numbers.has(area.code)) this.counts.areas++;
    const id = this.areas.of(area.code);
    this.insert.area.run(
      id,
      area.code,
      area.name,
      area.labelPoint[0],
      area.labelPoint[1],
      area.landAreaM2,
      area.parentCode,
      west,
      east,
      south,
      north,
    );
    this.insert.outline.run(id, this.encoder.encode(area.shape, area.bounds));
    this.staged();
  }

  removeArea(code: string): void {
    const id = this.areas.of(code);
    this.connection.run('DELETE FROM area WHERE id = ?', id);
    this.connection.run('DELETE FROM outline WHERE area = ?', id);
    this.counts.areas--;
  }

  addPart(code: string, row: number, shape: Shape): void {
    const geometry = this.encoder.encode(shape, boundsOf(shape));
    this.connection.run('INSERT INTO part VALUES (?, ?, ?)', this.areas.of(code), row, geometry);
  }

  getArea(code: string): StagedArea {
    const row = this.connection.get<StagedAreaRow>(
      'SELECT * FROM area JOIN outline ON outline.area = area.id WHERE id = ?',
      this.areas.of(code),
    );
    if (row === undefined) throw new PinpointError('internal', `The area ${code} is not staged.`);
    return {
      code: row.code,
      name: row.name,
      shape: decodeGeoPackageGeometry(row.geom),
      labelPoint: [row.label_lon, row.label_lat],
      landAreaM2: row.land_area_m2,
      bounds: [row.minx, row.miny, row.maxx, row.maxy],
      parentCode: row.parent_code,
    };
  }

  listParts(code: string): StagedPart[] {
    return this.connection
      .all<{ row: number; geom: Uint8Array }>(
        'SELECT row, geom FROM part WHERE area = ? ORDER BY row',
        this.areas.of(code),
      )
      .map(({ row, geom }) => ({ row, shape: decodeGeoPackageGeometry(geom) }));
  }

  addObservation(observation: StagedObservation): void {
    const { value, flag } = observation;
    const missing = value === null || Number.isNaN(value);
    if (missing && flag !== flagByte.suppressed) {
      throw new PinpointError(
        'internal',
        `A value of ${observation.areaCode} is missing but not suppressed.`,
      );
    }
    const indicator = this.indicators.of(observation.indicator);
    const cohort = this.cohorts.of(observation.cohort);
    const period = this.periodNumber(observation.period);
    this.noteColumn(indicator, cohort, period);
    const code = this.codes.of(observation.areaCode);
    this.waiting.push(indicator, cohort, period, code, missing ? null : value, flag);
    if (this.waiting.length === rowsAtOnce * observationColumns) {
      this.insert.observations.run(this.waiting);
      this.waiting.length = 0;
    }
    this.counts.observations++;
    this.staged();
  }

  removeObservations(observations: readonly ObservationKey[]): void {
    if (observations.length === 0) return;
    this.writeWaiting();
    this.connection.exec(
      'CREATE TEMP TABLE removed (indicator, cohort, period, code, PRIMARY KEY (indicator, cohort, period, code)) WITHOUT ROWID',
    );
    for (const { areaCode, indicator, cohort, period } of observations)
      this.connection.run(
        'INSERT OR IGNORE INTO removed VALUES (?, ?, ?, ?)',
        this.indicators.of(indicator),
        this.cohorts.of(cohort),
        this.periodNumber(period),
        this.codes.of(areaCode),
      );
    this.counts.observations -= this.connection.run(
      'DELETE FROM observation WHERE (indicator, cohort, period, code) IN (SELECT * FROM removed)',
    );
    this.connection.exec('DROP TABLE removed');
  }

  addLink(link: StagedLink): void {
    this.insert.link.run(link.from, link.to, link.weight, link.change);
    this.counts.links++;
    this.staged();
  }

  addDesignated(code: string): void {
    this.insert.designated.run(code);
    this.counts.designated++;
    this.staged();
  }

  addBenchmark(benchmark: StagedBenchmark): void {
    const { indicator, comparator, value } = benchmark;
    this.insert.benchmark.run(indicator, comparator, this.periodNumber(benchmark.period), value);
    this.counts.benchmarks++;
    this.staged();
  }

  addReject(row: number, reason: string): void {
    this.insert.reject.run(row, reason);
    this.counts.rejects++;
    this.staged();
  }

  addProvider(provider: Provider): void {
    this.provision.addProvider(provider);
    this.counted('providers');
  }

  addProgramme(programme: Programme): void {
    this.provision.addProgramme(programme);
    this.counted('programmes');
  }

  addSite(site: Site): void {
    this.provision.addSite(site);
    this.counted('sites');
  }

  addDelivery(delivery: Delivery): void {
    this.provision.addDelivery(delivery);
    this.counted('deliveries');
  }

  addPerformance(row: StagedPerformance): void {
    this.provision.addPerformance(row, this.periodNumber(row.period));
    this.counted('performance');
  }

  addPostcode(postcode: StagedPostcode): void {
    this.provision.addPostcode(postcode);
    this.counted('postcodes');
  }

  setTimetable(timetable: StagedTimetable): void {
    this.provision.setTimetable(timetable);
    this.counts.timetables = 1;
  }

  addPoint({ areaCode, lon, lat, weight }: StagedPoint): void {
    this.insert.point.run(areaCode, lon, lat, weight);
    this.counted('points');
  }

  /** Writes what is still in memory, so that another connection can read the file. */
  seal(): void {
    this.writeWaiting();
    this.writeNumbers('code', this.codes);
    this.writeNumbers('indicator', this.indicators);
    this.writeNumbers('cohort', this.cohorts);
    for (const [key, number] of this.periods.numbers) {
      const { label, first, last } = this.periodFacts.get(key)!;
      this.connection.run(
        'INSERT OR REPLACE INTO period VALUES (?, ?, ?, ?, ?)',
        number,
        key,
        label,
        first,
        last,
      );
    }
    for (const column of this.columns.values()) {
      this.connection.run('INSERT OR REPLACE INTO holding VALUES (?, ?, ?)', ...column);
    }
    this.connection.exec('COMMIT; BEGIN');
  }

  discard(): void {
    if (!this.open) return;
    this.open = false;
    // What was not committed goes with the file: where the disk is full there would be no room to commit it.
    this.connection.close();
    this.scratch.remove();
  }

  private writeWaiting(): void {
    for (let i = 0; i < this.waiting.length; i += observationColumns) {
      this.insert.observation.run(this.waiting.slice(i, i + observationColumns));
    }
    this.waiting.length = 0;
  }

  private writeNumbers(table: 'code' | 'indicator' | 'cohort', numbering: Numbering): void {
    const column = table === 'code' ? 'code' : 'key';
    const sql = `INSERT OR REPLACE INTO ${table} (id, ${column}) VALUES (?, ?)`;
    for (const [text, number] of numbering.numbers) this.connection.run(sql, number, text);
  }

  private periodNumber(period: Period): number {
    const number = this.periods.of(period.id);
    if (number > this.periodFacts.size) this.periodFacts.set(period.id, period);
    return number;
  }

  private noteColumn(indicator: number, cohort: number, period: number): void {
    const last = this.lastColumn;
    if (last[0] === indicator && last[1] === cohort && last[2] === period) return;
    this.lastColumn = [indicator, cohort, period];
    this.columns.set(`${indicator} ${cohort} ${period}`, [indicator, cohort, period]);
  }

  private counted(what: keyof StagedCounts): void {
    this.counts[what]++;
    this.staged();
  }

  private staged(): void {
    if (++this.pending < batch) return;
    this.pending = 0;
    this.connection.exec('COMMIT; BEGIN');
  }
}

function prepareInserts(db: Database.Database) {
  return {
    area: db.prepare('INSERT OR REPLACE INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    outline: db.prepare('INSERT OR REPLACE INTO outline VALUES (?, ?)'),
    observation: db.prepare('INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?)'),
    observations: db.prepare(
      `INSERT INTO observation VALUES ${Array(rowsAtOnce).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`,
    ),
    link: db.prepare('INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?)'),
    designated: db.prepare('INSERT OR IGNORE INTO designated VALUES (?)'),
    benchmark: db.prepare('INSERT OR REPLACE INTO benchmark VALUES (?, ?, ?, ?)'),
    point: db.prepare('INSERT INTO point (code, lon, lat, weight) VALUES (?, ?, ?, ?)'),
    reject: db.prepare('INSERT INTO reject (row, reason) VALUES (?, ?)'),
  };
}

/** An empty staging file. Throws what the system says where there is no room for one; then nothing is left of it. */
export function createStaging(): Staging {
  const scratch = makeScratch();
  try {
    return new StagingFile(scratch);
  } catch (error) {
    scratch.remove();
    throw error;
  }
}
