import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackend, type Backend } from '#backend';
import type { ImportMapping, JobResult, JobStatus } from '#contract';
import { aFeed, type FeedBuilder } from '../../data/import/timetables/feed.ts';

/** Six squares in a row, 3.3 km from middle to middle: a walk of 50 minutes. */
export const townCodes = [1, 2, 3, 4, 5, 6].map((number) => `E0100000${number}`);
/** People in need in each of them. */
export const townNeed = [100, 200, 300, 400, 500, 600];

/** The middle of each square. */
export function middleOf(square: number): { lon: number; lat: number } {
  return { lon: -3 + square * 0.05, lat: 53.4 };
}

function townOutlines(): string {
  const half = 0.01;
  const features = townCodes.map((code, square) => {
    const { lon, lat } = middleOf(square);
    const ring = [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ];
    const properties = {
      LSOA11CD: code,
      LSOA11NM: `Square ${square}`,
      LAD: square < 3 ? 'E06000001' : 'E06000002',
    };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function districtOutlines(): string {
  const features = [0, 1].map((half) => {
    const west = -3.02 + half * 0.15;
    const ring = [
      [west, 53.3],
      [west + 0.15, 53.3],
      [west + 0.15, 53.5],
      [west, 53.5],
      [west, 53.3],
    ];
    const properties = { code: `E0600000${half + 1}`, name: half === 0 ? 'West' : 'East' };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;

/** A bus along the row, five minutes a stop, both ways, every 20 minutes from 07:00 to 09:40, each day of 2024; more often on 5 March. */
export function aTownFeed(): FeedBuilder {
  const feed = aFeed().service('extra', '0000000').exception('extra', '20240305', 'added');
  for (const square of townCodes.keys()) {
    const { lon, lat } = middleOf(square);
    feed.stop(`S${square}`, { stop_lon: lon, stop_lat: lat });
  }
  const run = (id: string, begin: number, order: number[], cells = {}): void => {
    feed.trip(
      id,
      order.map((square, at): [string, string] => [`S${square}`, clock(begin + 5 * at)]),
      cells,
    );
  };
  for (let begin = 420; begin < 600; begin += 20) {
    run(`out-${begin}`, begin, [0, 1, 2, 3, 4, 5]);
    run(`back-${begin}`, begin, [5, 4, 3, 2, 1, 0]);
  }
  run('extra-600', 600, [0, 1, 2, 3, 4, 5], { service_id: 'extra' });
  return feed;
}

/** A workspace of the town, its timetable and what a test delivers there. */
export interface Town {
  backend: Backend;
  folder: string;
  path: string;
  finish(started: { job: string }): Promise<JobStatus>;
  /** The result of a job that must end well. */
  resultOf<Kind extends JobResult['kind']>(
    started: { job: string },
    kind: Kind,
  ): Promise<Extract<JobResult, { kind: Kind }>>;
  importFile(name: string, content: string | Uint8Array, mapping: ImportMapping): Promise<JobStatus>;
  /** The same people in need in another period. */
  importNeed(period: string): Promise<JobStatus>;
  /** A site in the middle of a square with one delivery of 60 places. */
  deliver(square: number, stage: 'advice' | 'job_entry', programme?: string): Promise<string>;
  end(): Promise<void>;
}

export const timetableMapping: ImportMapping = { family: 'timetable', cutMarginKm: 5 };

/** Builds the town. Without a timetable unless said. */
export async function aTown({ timetable = false } = {}): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-town-'));
  const backend = createBackend({ holder: 'a test', home: folder });
  const path = join(folder, 'town.gpkg');
  await backend.create(path);
  const town = makeTown(backend, folder, path);
  const boundaries = {
    family: 'boundaries' as const,
    vintage: '2011',
    nameField: null,
    parentField: null,
    parentGeography: null,
    crs: null,
    layer: null,
  };
  const ended = [
    await town.importFile('districts.geojson', districtOutlines(), {
      ...boundaries,
      geography: 'district',
      codeField: 'code',
      nameField: 'name',
    }),
    await town.importFile('lsoa.geojson', townOutlines(), {
      ...boundaries,
      geography: 'lsoa',
      codeField: 'LSOA11CD',
      nameField: 'LSOA11NM',
      parentField: 'LAD',
      parentGeography: 'district:2011',
    }),
    await town.importNeed('2024-01'),
    ...(timetable ? [await town.importFile('feed.zip', aTownFeed().zip(), timetableMapping)] : []),
  ];
  for (const { state, error } of ended) if (state !== 'done') throw new Error(error?.message ?? state);
  return town;
}

const needMapping: ImportMapping = {
  family: 'observations',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'code',
  indicator: 'claimants',
  name: null,
  kind: 'count',
  of: null,
  unit: null,
  valueColumn: 'claimants',
  sumColumns: null,
  periodColumns: null,
  periodColumn: null,
  period: null,
  cohortColumns: {},
  cohort: {},
  where: [],
  rounding: 0,
};

function needTable(): string {
  return ['code,claimants', ...townCodes.map((code, at) => `${code},${townNeed[at]}`), ''].join('\n');
}

function makeTown(backend: Backend, folder: string, path: string): Town {
  const { client } = backend;
  const town: Town = {
    backend,
    folder,
    path,
    async finish({ job }) {
      for (;;) {
        const status = await client.call('job.get', { job });
        if (status.state !== 'running') return status;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async resultOf(started, kind) {
      const { state, error } = await town.finish(started);
      if (state !== 'done') throw new Error(`${state}: ${error?.message}`);
      const result = await client.call('job.result', started);
      if (result.kind !== kind) throw new Error(`a ${result.kind} instead of a ${kind}`);
      return result as Extract<typeof result, { kind: typeof kind }>;
    },
    async importFile(name, content, mapping) {
      writeFileSync(join(folder, name), content);
      const file = backend.files.register(join(folder, name));
      return town.finish(await client.call('import.start', { files: [file], mapping }));
    },
    importNeed: (period) =>
      town.importFile(`need-${period}.csv`, needTable(), { ...needMapping, period } as ImportMapping),
    async deliver(square, stage, programme = 'p1') {
      const always = { firstDay: null, lastDay: null };
      await client.call('provider.save', { id: 'v1', name: 'Northern Skills' });
      await client.call('programme.save', { id: programme, name: programme, provider: 'v1' });
      const site = { id: null, name: `Centre ${square}`, ...middleOf(square), postcode: null, ...always };
      const { id } = await client.call('site.save', site);
      await client.call('delivery.save', {
        id: null,
        programme,
        site: id,
        stage,
        fundingStream: 'ESF',
        places: 60,
        cost: null,
        eligible: [],
        ...always,
      });
      return id;
    },
    async end() {
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return town;
}
