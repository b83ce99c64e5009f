import { afterAll, describe, expect, it } from 'vitest';
import type { ImportMapping, SitesMapping } from '#contract';
import { inspectFiles, surveyTimetable, tryImport } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { makeBench } from './tables/build.ts';
import { aFeed } from './timetables/feed.ts';

const bench = makeBench();
afterAll(() => bench.clear());

// The bench draws areas as squares of 0.001 degrees from 3° W, 53° N eastwards: 200 of them reach to 2.8° W.
const codes = Array.from({ length: 400 }, (_, i) => `E01${String(i).padStart(6, '0')}`);
const withAreas = () => bench.workspace({ 'lsoa:2011': codes });

async function guess(writer: WorkspaceWriter, family: ImportMapping['family'], content: string | Uint8Array) {
  const file = bench.file(family === 'timetable' ? 'feed.zip' : `${family}.csv`, content);
  return { file, mapping: (await inspectFiles(family, [file], {}, writer)).mapping };
}

const network = `site id,name,lon,lat,provider,programme,stage
s1,North,-2.95,53.0005,Acme,Start,Outreach
s1,North,-2.95,53.0005,Acme,Steps,wellbeing
s2,South,-2.96,53.0005,Bright,Start here,IAG
s3,London,-0.1,51.5,Bright,Start here,IAG
s3,London,-0.1,51.5,Bright,Start here,IAG
`;

describe('a trial of an import', () => {
  it('counts what the import then takes, and changes nothing', async () => {
    const writer = withAreas();
    const { file, mapping } = await guess(writer, 'sites', network);
    const before = writer.revision();
    const trial = await tryImport({ files: [file], mapping, reader: writer });
    expect(writer.revision()).toBe(before);
    expect(trial).toMatchObject({
      isWhole: true,
      refused: null,
      rows: { read: 5, taken: 3, rejected: 2 },
      brings: { providers: 2, programmes: 2, sites: 3, deliveries: 3, performance: 0, postcodes: 0 },
    });
    const { findings } = await bench.run(writer, file, mapping);
    expect(findings).toMatchObject({ rows: trial.rows, found: trial.found, warnings: trial.warnings });
    expect(writer.listSites()).toHaveLength(trial.brings.sites);
  });

  it('names what lies outside, what repeats and what has no stage, each by its row', async () => {
    const writer = withAreas();
    const { file, mapping } = await guess(writer, 'sites', network);
    const { found } = await tryImport({ files: [file], mapping, reader: writer });
    expect(found).toEqual([
      { kind: 'unknown stage', times: 1, examples: [expect.stringMatching(/^row 3: “wellbeing” in the/)] },
      { kind: 'outside', times: 1, examples: ['row 5: London'] },
      { kind: 'repeated', times: 1, examples: [expect.stringMatching(/^row 6: repeats an earlier row/)] },
    ]);
  });

  it('tells every word of the stage column and the stage it is read as', async () => {
    const writer = withAreas();
    const { file, mapping } = await guess(writer, 'sites', network);
    const { stageWords } = await tryImport({ files: [file], mapping, reader: writer });
    expect(stageWords).toEqual([
      { word: 'IAG', times: 3, stage: 'advice' },
      { word: 'Outreach', times: 1, stage: 'engagement' },
      { word: 'wellbeing', times: 1, stage: null },
    ]);
  });

  it('that the import would refuse answers why, and still the words to be mapped', async () => {
    const writer = withAreas();
    const { file, mapping } = await guess(writer, 'sites', network.replaceAll(/Outreach|IAG/g, 'wellbeing'));
    const sites = mapping as SitesMapping;
    const trial = await tryImport({
      files: [file],
      mapping: { ...sites, delivery: { ...sites.delivery!, stageColumn: 'stage' } },
      reader: writer,
    });
    expect(trial.refused).toMatchObject({ code: 'input_refused', file: 'sites.csv', row: 2 });
    expect(trial.stageWords).toEqual([{ word: 'wellbeing', times: 5, stage: null }]);
  });

  it('of a large table reads only the beginning, and does not take its silence for a refusal', async () => {
    const writer = withAreas();
    const far = Array.from({ length: 330_000 }, (_, at) => `ZZ${at % 99} ${at % 9}AA,2.0,59.0,${at}`);
    const { file, mapping } = await guess(
      writer,
      'postcodes',
      ['postcode,lon,lat,note', ...far, ''].join('\n'),
    );
    const trial = await tryImport({ files: [file], mapping, reader: writer });
    expect(trial).toMatchObject({ isWhole: false, refused: null, brings: { postcodes: 0 } });
    expect(trial.rows.read).toBeGreaterThan(100_000);
  });

  it('of a postcode that the directory lacks never names the postcode in performance', async () => {
    const writer = withAreas();
    const directory = await guess(writer, 'postcodes', 'postcode,lon,lat\nL1 1AA,-2.9995,53.0005\n');
    await bench.run(writer, directory.file, directory.mapping);
    const { file, mapping } = await guess(
      writer,
      'performance',
      'postcode,provider,period,starts\nL1 1AA,Acme,2007/08,5\nL9 9ZZ,Acme,2007/08,3\n',
    );
    const trial = await tryImport({ files: [file], mapping, reader: writer });
    expect(trial.period).toMatch(/2007/);
    expect(trial.found).toEqual([
      {
        kind: 'unknown postcode',
        times: 1,
        examples: [expect.stringMatching(/^row 3: its postcode is not in/)],
      },
    ]);
    expect(JSON.stringify(trial)).not.toContain('L9 9ZZ');
  });

  it('of observations is not offered', async () => {
    const writer = withAreas();
    const { file, mapping } = await guess(writer, 'observations', 'code,value\nE01000001,5\n');
    await expect(tryImport({ files: [file], mapping, reader: writer })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

/** Two stops among the areas and one beyond; a bus each way and a ferry far away, two weeks in 2024. */
const feed = () =>
  aFeed()
    .stop('A', { stop_lat: 53.0005, stop_lon: -2.95 })
    .stop('B', { stop_lat: 53.0005, stop_lon: -2.9 })
    .stop('C', { stop_lat: 55, stop_lon: -2.9 })
    .stop('D', { stop_lat: 55.1, stop_lon: -2.9 })
    .row('routes.txt', { route_id: 'F', route_short_name: 'F', route_type: 4 })
    .service('weekdays', '1111100', '20240101', '20240114')
    .trip(
      'T1',
      [
        ['A', '08:00:00'],
        ['B', '08:10:00'],
      ],
      { service_id: 'weekdays' },
    )
    .trip(
      'T2',
      [
        ['B', '09:00:00'],
        ['A', '09:10:00'],
      ],
      { service_id: 'weekdays' },
    )
    .trip(
      'T3',
      [
        ['C', '09:00:00'],
        ['D', '09:30:00'],
      ],
      { service_id: 'weekdays', route_id: 'F' },
    );

describe('a trial of a timetable', () => {
  const mapping = { family: 'timetable', cutMarginKm: 5 } as const;

  it('says days, trips a day, modes and what the cut keeps', async () => {
    const file = bench.file('feed.zip', feed().zip());
    const { timetable } = await tryImport({ files: [file], mapping, reader: withAreas() });
    expect(timetable).toMatchObject({
      firstDay: '2024-01-01',
      lastDay: '2024-01-12',
      tripsADay: { days: 10, min: 2, median: 2, max: 2 },
      daysWithout: [{ first: '2024-01-06', last: '2024-01-07' }],
      modes: [{ mode: 'bus', routes: 1, trips: 2 }],
      cut: { stops: 2, stopsRead: 4, trips: 2, tripsRead: 3 },
      stopTimes: 6,
    });
  });

  it('keeps everything where nothing is to be cut', async () => {
    const file = bench.file('feed.zip', feed().zip());
    const whole = { ...mapping, cutMarginKm: null };
    const { timetable } = await tryImport({ files: [file], mapping: whole, reader: withAreas() });
    expect(timetable).toMatchObject({ cut: null, stopsInside: null, tripsADay: { median: 3 } });
    expect(timetable!.modes.map(({ mode }) => mode)).toEqual(['bus', 'ferry']);
  });

  it('without its stop times still tells the days, and does not say what it cannot know', async () => {
    const file = bench.file('feed.zip', feed().zip());
    const timetable = await surveyTimetable({ files: [file], mapping, reader: withAreas(), limit: 0 });
    expect(timetable).toMatchObject({
      firstDay: '2024-01-01',
      lastDay: '2024-01-12',
      tripsADay: { days: 10, median: 3 },
      stops: 4,
      stopsInside: 2,
      cut: null,
      stopTimes: null,
    });
  });

  it('beside the region answers where it lies', async () => {
    const file = bench.file('feed.zip', feed().zip());
    const elsewhere = bench.workspace({ 'lsoa:2011': codes.slice(0, 2) });
    const far = { ...mapping, cutMarginKm: 0 };
    const { refused, timetable } = await tryImport({ files: [file], mapping: far, reader: elsewhere });
    expect(timetable).toBeNull();
    expect(refused).toMatchObject({ file: 'stops.txt', expected: expect.stringMatching(/east/) });
  });
});
