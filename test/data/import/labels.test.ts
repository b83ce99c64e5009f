import { afterAll, describe, expect, it } from 'vitest';
import {
  findCodeFault,
  findHiddenCharacter,
  type ImportFamily,
  type ImportMapping,
  longestLabel,
} from '#contract';
import { type ImportFile, importFiles, inspectFiles, quietProgress, readPoints } from '#data/import';
import { createStaging, type WorkspaceWriter } from '#data/workspace';
import { makeBench, observations, refusal } from './tables/build.ts';
import { aFeed, read } from './timetables/feed.ts';

const bench = makeBench();
afterAll(() => bench.clear());

const codes = ['E01000001', 'E01000002', 'E01000003'];
const good = 'E01000001';
const areas = { 'lsoa:2011': codes, 'ward:2011': ['E05000001'] };

/** A square with these properties. */
const feature = (properties: object, at = 0) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [at, 53],
        [at, 53.001],
        [at + 0.001, 53.001],
        [at + 0.001, 53],
        [at, 53],
      ],
    ],
  },
});
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });

/** A file of each family whose second row, of two, has its code from outside. */
const families: Record<
  string,
  { family: ImportFamily; name: string; of: (code: string) => string; hint?: object }
> = {
  areas: {
    family: 'boundaries',
    name: 'areas.geojson',
    of: (code) => collection(feature({ code: 'a1' }, -3), feature({ code }, -2)),
    hint: { geography: 'lsoa', vintage: '2021', codeField: 'code' },
  },
  observations: {
    family: 'observations',
    name: 'values.csv',
    of: (code) => `code,value\n${good},1\n"${code}",2\n`,
    hint: observations(),
  },
  lookups: {
    family: 'lookup',
    name: 'lookup.csv',
    of: (code) => `lsoa11cd,wd11cd\n${good},E05000001\n"${code}",E05000001\n`,
    hint: { from: 'lsoa:2011', to: 'ward:2011' },
  },
  designations: {
    family: 'designation',
    name: 'list.csv',
    of: (code) => `code,note\n${good},x\n"${code}",y\n`,
    hint: { id: 'daf', name: 'DAF', geography: 'lsoa', vintage: '2011', codeColumn: 'code' },
  },
  providers: {
    family: 'providers',
    name: 'providers.csv',
    of: (code) => `provider id,provider name\np1,Acorn\n"${code}",Oak\n`,
  },
  'funding streams': {
    family: 'sites',
    name: 'sites.csv',
    of: (code) =>
      `name,lon,lat,provider,stage,funding\nA,-2.95,53.0005,p1,advice,ESF\nB,-2.96,53.0005,p1,advice,"${code}"\n`,
  },
  sites: {
    family: 'sites',
    name: 'sites.csv',
    of: (code) => `id,name,lon,lat\ns1,A,-2.95,53.0005\n"${code}",B,-2.96,53.0005\n`,
  },
  performance: {
    family: 'performance',
    name: 'performance.csv',
    of: (code) => `lsoa code,provider,period,starts\n${good},p1,2008,3\n"${code}",p1,2008,4\n`,
  },
  'providers of performance': {
    family: 'performance',
    name: 'performance.csv',
    of: (code) => `lsoa code,provider,period,starts\n${good},p1,2008,3\n${good},"${code}",2008,4\n`,
  },
  postcodes: {
    family: 'postcodes',
    name: 'postcodes.csv',
    of: (code) => `postcode,lon,lat\nM1 1AA,-2.95,53.0005\n"${code}",-2.96,53.0005\n`,
  },
  'population points': {
    family: 'points',
    name: 'points.csv',
    of: (code) => `lsoa11cd,lon,lat,population\n${good},-2.9995,53.0005,3\n"${code}",-2.9995,53.0005,4\n`,
  },
};

/** What nobody can see, or obeys: and an absurd length. */
const bad: readonly [what: string, code: string, found: RegExp][] = [
  ['a bidi override', 'E01\u202E000002', /U\+202E/],
  ['a zero-width space', 'E0100\u200B0002', /U\+200B/],
  ['an escape sequence', 'E01\u001B[31m0002', /U\+001B/],
  ['a filler that is drawn as nothing', 'E010\u31640002', /U\+3164/],
  ['an absurd length', `E${'0'.repeat(9999)}`, /10,000 characters/],
];

let shared: WorkspaceWriter | undefined;
/** A workspace that no test changes: what is read for it is thrown away. */
const workspace = (): WorkspaceWriter => (shared ??= bench.workspace(areas));

/** Reads a file as an import does, and keeps nothing. */
async function reading(file: ImportFile, mapping: ImportMapping) {
  const staging = createStaging();
  try {
    const task = { files: [file], mapping, reader: workspace(), staging, progress: quietProgress };
    const outcome = await importFiles({ ...task, publisher: null, licence: null, now: () => '' });
    return outcome.findings;
  } finally {
    staging.discard();
  }
}

async function guessed(family: ImportFamily, file: ImportFile, hint: Record<string, string> = {}) {
  return (await inspectFiles(family, [file], hint, workspace())).mapping;
}

async function take(kind: string, code: string) {
  const { family, name, of, hint = {} } = families[kind]!;
  const file = bench.file(name, of(code));
  const texts = Object.fromEntries(
    Object.entries(hint).flatMap(([field, value]) => (typeof value === 'string' ? [[field, value]] : [])),
  );
  const mapping = await guessed(family, file, texts);
  return reading(file, { ...mapping, ...hint, family } as ImportMapping);
}

describe.each(Object.keys(families))('a code of %s', (kind) => {
  it.each(bad)('with %s is refused by row and column, printably', async (_, code, found) => {
    const { rows, rejects, unmatched } = await take(kind, code);
    expect(rows).toMatchObject({ taken: 1, rejected: 1 });
    expect(rejects).toHaveLength(1);
    expect(rejects[0]!.row).toBe(kind === 'areas' ? 2 : 3);
    expect(rejects[0]!.reason).toMatch(found);
    expect(rejects[0]!.reason).toMatch(/in the (column|field) “/);
    expect(findHiddenCharacter(rejects[0]!.reason)).toBeUndefined();
    expect(rejects[0]!.reason.length).toBeLessThan(300);
    expect(unmatched.codes).toEqual([]);
  });

  it.each(['NA', 'n/a', '-', '..', '#N/A', 'null', '—'])('%s says nothing', async (code) => {
    // Without a funding stream, and with a name, there is enough.
    if (kind === 'funding streams' || kind === 'providers') {
      expect((await take(kind, code)).rows).toMatchObject({ taken: 2 });
      return;
    }
    const { rows, rejects } = await take(kind, code);
    expect(rows).toMatchObject({ taken: 1, rejected: 1 });
    expect(rejects[0]!.reason).toMatch(/blank|which says nothing|no code|names no provider/);
  });
});

describe('a code of a list of places', () => {
  it.each(bad)('with %s is refused', async (_, code, found) => {
    const file = bench.file('places.csv', `id,lon,lat\n"${code}",-2.9,53\n`);
    expect((await refusal(readPoints(file))).message).toMatch(found);
  });
});

describe('an id of a timetable', () => {
  it('with characters that nobody can see is refused by file, row and column', async () => {
    const feed = aFeed()
      .stop('A')
      .stop('B')
      .stop('C\u200B')
      .trip('T', [
        ['A', '08:00:00'],
        ['B', '08:10:00'],
      ])
      .trip('T\u202E2', [
        ['A', '08:00:00'],
        ['B', '08:10:00'],
      ]);
    const { rejects } = await read(feed);
    expect(rejects).toContainEqual({
      file: 'stops.txt',
      row: 4,
      column: 'stop_id',
      reason: '“C⟨U+200B⟩” in stop_id holds the character U+200B, which nobody can see',
    });
    expect(rejects).toContainEqual({
      file: 'trips.txt',
      row: 3,
      column: 'trip_id',
      reason: '“T⟨U+202E⟩2” in trip_id holds the character U+202E, which nobody can see',
    });
  });
});

describe('a name', () => {
  it('loses what nobody can see, is cut off where it is absurdly long, and the report says so', async () => {
    const writer = bench.workspace({});
    const file = bench.file(
      'areas.geojson',
      collection(
        feature({ code: 'a1', name: 'North\u202Ehtuos\u202C\nEnd' }, -3),
        feature({ code: 'a2', name: 'x'.repeat(5000) }, -2),
        feature({ code: 'a3', name: 'NULL' }, -1),
      ),
    );
    const hint = { geography: 'lsoa', vintage: '2021', codeField: 'code', nameField: 'name' };
    const { mapping } = await inspectFiles('boundaries', [file], hint, writer);
    const { findings } = await bench.run(writer, file, mapping);
    const { names } = writer.getAreas('lsoa:2021');
    expect(names[0]).toBe('Northhtuos End');
    expect(names[1]).toMatch(/^x+…$/);
    expect(names[1]!.length).toBeLessThanOrEqual(longestLabel);
    expect(names[2]).toBe('a3');
    expect(findings.warnings.join('\n')).toMatch(
      /1 name held characters that nobody can see, which were taken out: “North⟨U\+202E⟩/,
    );
    expect(findings.warnings.join('\n')).toMatch(/1 name was absurdly long and cut off/);
  });
});

describe('what a code may be', () => {
  it('holds at its edges', () => {
    expect(findCodeFault('x'.repeat(longestLabel))).toBeUndefined();
    expect(findCodeFault('x'.repeat(longestLabel + 1))).toMatch(/201 characters long/);
    expect(findCodeFault('Site 4/b – Süd')).toBeUndefined();
  });
});

describe('numbers that cannot be', () => {
  const inRow: Record<string, { family: ImportFamily; of: (cell: string) => string }> = {
    'starts of performance': {
      family: 'performance',
      of: (cell) => `lsoa code,provider,period,starts\n${good},p1,2008,3\nE01000002,p1,2008,"${cell}"\n`,
    },
    jobs: {
      family: 'sites',
      of: (cell) => `name,lon,lat,jobs\nA,-2.95,53.0005,3\nB,-2.96,53.0005,"${cell}"\n`,
    },
    'places of deliveries': {
      family: 'sites',
      of: (cell) =>
        `name,lon,lat,provider,stage,places\nA,-2.95,53.0005,p1,advice,3\nB,-2.96,53.0005,p1,advice,"${cell}"\n`,
    },
    'weights of points': {
      family: 'points',
      of: (cell) =>
        `lsoa11cd,lon,lat,population\n${good},-2.9995,53.0005,3\n${good},-2.9995,53.0006,"${cell}"\n`,
    },
  };

  const cells = ['inf', '1e999', '1e308', '10%', '-4', '5000000000000'];
  it.each(Object.keys(inRow).flatMap((kind) => cells.map((cell) => [kind, cell] as const)))(
    'as %s are rejected: %s',
    async (kind, cell) => {
      const { family, of } = inRow[kind]!;
      const file = bench.file(`${family}.csv`, of(cell));
      const findings = await reading(file, await guessed(family, file));
      expect(findings.rows).toMatchObject({ taken: 1, rejected: 1 });
      expect(findings.rejects[0]).toMatchObject({
        row: 3,
        reason: expect.stringContaining(`“${cell}” in the column “`),
      });
    },
  );

  it.each(['starts of performance', 'jobs', 'places of deliveries'])('%s are whole', async (kind) => {
    const { family, of } = inRow[kind]!;
    const file = bench.file(`${family}.csv`, of('2.5'));
    const findings = await reading(file, await guessed(family, file));
    expect(findings.rejects[0]!.reason).toContain('not a whole number');
  });

  it('as benchmarks are rejected as the indicator has them', async () => {
    const writer = bench.workspace(areas);
    await bench.run(
      writer,
      bench.file('rates.csv', `code,value\n${good},10\n`),
      observations({ kind: 'rate', indicator: 'jsa_rate' }),
    );
    const rows = ['UK,4.2', 'GB,inf', 'North West,1e308', 'Wales,123456'].join('\n');
    const file = bench.file('benchmark.csv', `comparator,value\n${rows}\n`);
    const { findings } = await bench.run(writer, file, {
      family: 'benchmark',
      indicatorColumn: null,
      indicator: 'jsa_rate',
      comparatorColumn: 'comparator',
      periodColumn: null,
      period: '2017-09',
      valueColumn: 'value',
    });
    expect(findings.rejects.map(({ row }) => row)).toEqual([3, 4, 5]);
    expect(writer.listComparators('jsa_rate')).toEqual(['UK']);
  });
});
