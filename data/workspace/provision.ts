import {
  performanceMeasures,
  PinpointError,
  stages,
  type GeographyRef,
  type PerformanceMeasure,
  type Provision,
  type Stage,
  type WorkspaceDescription,
} from '#contract';
import type { Connection } from './connection.ts';
import type {
  DeliveryRow,
  ReleaseOrigin,
  PerformanceFilter,
  PerformanceRow,
  PostcodeRow,
  ProgrammeRow,
  ProviderRow,
  SiteRow,
  TimetableRow,
} from './interfaces.ts';
import { findGeography, refOf } from './geographies.ts';
import { schemaVersion } from './migrate.ts';
import { plausible } from './plausible.ts';
import { readTimetableChoices } from './settings.ts';

/** Whether the file has tables of provision: one of schema version 1, open for reading only, has none. */
export function knowsProvision(connection: Connection): boolean {
  return schemaVersion(connection) >= 2;
}

/** Every provider, by id. */
export function listProviders(connection: Connection): ProviderRow[] {
  return connection.all('SELECT id, name, edited, release FROM provider ORDER BY id');
}

/** Every programme, by id, also those whose provider is out. */
export function listProgrammes(connection: Connection): ProgrammeRow[] {
  return connection.all('SELECT id, name, provider, edited, release FROM programme ORDER BY id');
}

/** Every site, by id. In a file of schema version 2, open for reading only, all of them are places of provision. */
export function listSites(connection: Connection): SiteRow[] {
  const kindAndJobs =
    schemaVersion(connection) >= 3
      ? `kind, ${plausible('jobs')} AS jobs`
      : "'provision' AS kind, NULL AS jobs";
  return connection.all(
    `SELECT id, name, lon, lat, postcode, first_day AS firstDay, last_day AS lastDay, ${kindAndJobs}, edited, release
     FROM site ORDER BY id`,
  );
}

interface StoredDelivery extends Omit<DeliveryRow, 'eligible'> {
  eligible: string;
}

/** Every delivery, by id, also those whose site or programme is out. */
export function listDeliveries(connection: Connection): DeliveryRow[] {
  return connection
    .all<StoredDelivery>(
      `SELECT id, programme, site, stage, funding_stream AS fundingStream, ${plausible('places')} AS places,
         ${plausible('cost')} AS cost, first_day AS firstDay, last_day AS lastDay, eligible, edited, release FROM delivery ORDER BY id`,
    )
    .map((row) => ({ ...row, eligible: JSON.parse(row.eligible) as string[] }));
}

/** The four lists; what names something that is out is left out itself. */
export function readProvision(connection: Connection): Provision {
  const providers = listProviders(connection).map(({ id, name }) => ({ id, name }));
  const known = new Set(providers.map(({ id }) => id));
  const programmes = listProgrammes(connection)
    .filter(({ provider }) => known.has(provider))
    .map(({ id, name, provider }) => ({ id, name, provider }));
  const sites = listSites(connection).map(withoutOrigin);
  const [atSites, ofProgrammes] = [
    new Set(sites.map(({ id }) => id)),
    new Set(programmes.map(({ id }) => id)),
  ];
  const deliveries = listDeliveries(connection)
    .filter(({ site, programme }) => atSites.has(site) && ofProgrammes.has(programme))
    .map(withoutOrigin);
  return { providers, programmes, sites, deliveries };
}

function withoutOrigin<Thing extends ReleaseOrigin>(thing: Thing): Omit<Thing, keyof ReleaseOrigin> {
  const { edited: _edited, release: _release, ...rest } = thing;
  return rest;
}

interface StoredPerformance extends Omit<PerformanceRow, 'geography' | 'suppressed'> {
  kind: string;
  vintage: string;
  suppressed: number;
}

/** Every performance row that the filter lets through, by provider, programme, geography, area and period. */
export function listPerformance(connection: Connection, filter: PerformanceFilter): PerformanceRow[] {
  const { geography, provider = null, period = null } = filter;
  const found = geography === undefined ? undefined : findGeography(connection, geography);
  if (geography !== undefined && found === undefined) return [];
  return connection
    .all<StoredPerformance>(
      `SELECT p.provider, p.programme, g.kind, g.vintage, a.code AS area, t.key AS period,
         ${performanceMeasures.map((measure) => `${plausible(`p.${measure}`)} AS ${measure}`).join(', ')},
         p.suppressed, p.release
       FROM performance p JOIN area a ON a.id = p.area JOIN geography g ON g.id = a.geography
         JOIN period t ON t.id = p.period
       WHERE p.area BETWEEN ?1 AND ?2 AND (?3 IS NULL OR p.provider = ?3) AND (?4 IS NULL OR t.key = ?4)
       ORDER BY p.provider, p.programme, g.id, a.code, t.first, t.last`,
      found?.low ?? 0,
      found?.high ?? Number.MAX_SAFE_INTEGER,
      provider,
      period,
    )
    .map(({ kind, vintage, suppressed, ...row }) => ({
      ...row,
      geography: refOf({ kind, vintage }),
      suppressed: measuresOf(suppressed),
    }));
}

function measuresOf(bits: number): PerformanceMeasure[] {
  return performanceMeasures.filter((_, k) => (bits & (1 << k)) !== 0);
}

interface TimetableFacts {
  release: number;
  title: string;
  facts: string;
}

const timetableSql = 'SELECT t.release, r.title, t.facts FROM timetable t JOIN release r ON r.id = t.release';

/** Every timetable with its facts, oldest first, without its bytes. */
export function listTimetables(connection: Connection): TimetableRow[] {
  const choices = readTimetableChoices(connection);
  return connection
    .all<TimetableFacts>(`${timetableSql} ORDER BY t.release`)
    .map((row) => expandTimetable(row, choices));
}

function expandTimetable(
  { facts, ...row }: TimetableFacts,
  choices: ReadonlyMap<number, boolean>,
): TimetableRow {
  return { ...row, facts: JSON.parse(facts) as unknown, choice: choices.get(row.release) ?? null };
}

/** Throws `not_found`. */
export function getTimetable(
  connection: Connection,
  release: number,
): TimetableRow & { bytes: Uint8Array<ArrayBuffer> } {
  const row = connection.get<TimetableFacts & { bytes: Buffer<ArrayBuffer> }>(
    `${timetableSql.replace('t.facts', 't.facts, t.bytes')} WHERE t.release = ?`,
    release,
  );
  if (row === undefined) {
    throw new PinpointError('not_found', `Release ${release} has no timetable.`, { found: String(release) });
  }
  const { bytes, ...facts } = row;
  // Laid on a buffer of its own, so that its columns start where a column may.
  return { ...expandTimetable(facts, readTimetableChoices(connection)), bytes: new Uint8Array(bytes) };
}

/** A postcode as the directory writes it: capitals without spaces. */
export function plainPostcode(text: string): string {
  return text.replaceAll(/\s+/g, '').toUpperCase();
}

/**
 * A postcode, however it is spaced and in either case, with its position and the areas it lies in; undefined where it is
 * not known.
 */
export function findPostcode(connection: Connection, text: string): PostcodeRow | undefined {
  const code = plainPostcode(text);
  const row = connection.get<Omit<PostcodeRow, 'areas'>>(
    'SELECT code, lon, lat, ended FROM postcode WHERE code = ?',
    code,
  );
  if (row === undefined) return undefined;
  const areas = connection.all<{ kind: string; vintage: string; area: string }>(
    `SELECT g.kind, g.vintage, a.code AS area FROM postcode_area p
     JOIN geography g ON g.id = p.geography JOIN area a ON a.id = p.area WHERE p.code = ?`,
    code,
  );
  return { ...row, areas: Object.fromEntries(areas.map((area) => [refOf(area), area.area])) };
}

type ProvisionCounts = WorkspaceDescription['provision'];

export const noProvision: ProvisionCounts = {
  providers: 0,
  programmes: 0,
  sites: 0,
  employmentSites: 0,
  deliveries: 0,
  stages: [],
  fundingStreams: [],
  performance: { rows: 0, geographies: [], periods: [] },
  postcodes: 0,
  timetables: [],
};

/** What is delivered, in numbers. */
export function describeProvision(connection: Connection): ProvisionCounts {
  const count = (table: string): number =>
    connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n;
  const byStage = connection.all<{ stage: Stage; deliveries: number }>(
    'SELECT stage, count(*) AS deliveries FROM delivery GROUP BY stage',
  );
  return {
    providers: count('provider'),
    programmes: count('programme'),
    ...countSites(connection),
    deliveries: count('delivery'),
    stages: stages.flatMap((stage) => byStage.find((row) => row.stage === stage) ?? []),
    fundingStreams: connection
      .all<{ stream: string }>(
        "SELECT DISTINCT funding_stream AS stream FROM delivery WHERE funding_stream <> '' ORDER BY 1",
      )
      .map(({ stream }) => stream),
    performance: { rows: count('performance'), ...describePerformance(connection) },
    postcodes: count('postcode'),
    timetables: connection.all(
      'SELECT t.release, r.title FROM timetable t JOIN release r ON r.id = t.release ORDER BY t.release',
    ),
  };
}

function countSites(connection: Connection): Pick<ProvisionCounts, 'sites' | 'employmentSites'> {
  const kinds = listSites(connection).map(({ kind }) => kind);
  const employmentSites = kinds.filter((kind) => kind === 'employment').length;
  return { sites: kinds.length - employmentSites, employmentSites };
}

function describePerformance(connection: Connection): { geographies: GeographyRef[]; periods: string[] } {
  const geographies = connection.all<{ kind: string; vintage: string }>(
    `SELECT kind, vintage FROM geography
     WHERE id IN (SELECT DISTINCT area / 1000000 FROM performance) ORDER BY id`,
  );
  const periods = connection.all<{ key: string }>(
    `SELECT key FROM period WHERE id IN (SELECT DISTINCT period FROM performance) ORDER BY last, first, key`,
  );
  return { geographies: geographies.map(refOf), periods: periods.map(({ key }) => key) };
}

/** Programmes and deliveries that name something which is not in the workspace: one sentence each kind. */
export function listProvisionWarnings(connection: Connection): string[] {
  return dangling.flatMap(({ sql, words }) => {
    const { n } = connection.get<{ n: number }>(sql)!;
    return n === 0 ? [] : [words(n)];
  });
}

const times = (n: number, one: string, several: string): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : several}`;

const dangling = [
  {
    sql: 'SELECT count(*) AS n FROM programme WHERE provider NOT IN (SELECT id FROM provider)',
    words: (n: number) =>
      `${times(n, 'programme names a provider', 'programmes name providers')} that the workspace does not have.`,
  },
  {
    sql: 'SELECT count(*) AS n FROM delivery WHERE site NOT IN (SELECT id FROM site)',
    words: (n: number) =>
      `${times(n, 'delivery is at a site', 'deliveries are at sites')} that the workspace does not have and counts nowhere.`,
  },
  {
    sql: 'SELECT count(*) AS n FROM delivery WHERE programme NOT IN (SELECT id FROM programme)',
    words: (n: number) =>
      `${times(n, 'delivery is of a programme', 'deliveries are of programmes')} that the workspace does not have and counts nowhere.`,
  },
];
