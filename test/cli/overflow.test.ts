import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TargetList } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { makeDraw } from '../trial-length.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const file = 'touched.gpkg';

/** The demonstration, into which another program has written numbers that no number here can be. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-overflow-'));
  copyDemonstration(join(folder, file));
  const database = new Database(join(folder, file));
  // The triggers of the spatial index ask for it, as QGIS has it.
  database.function('ST_IsEmpty', (_geom: unknown) => 0);
  for (const side of ['ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'])
    database.function(side, (_geom: unknown) => -3);
  database.exec(`
    UPDATE observation SET value = 1e308 WHERE value IS NOT NULL AND area IN
      (SELECT id FROM area WHERE geography = (SELECT id FROM geography WHERE kind = 'lsoa') ORDER BY id LIMIT 3);
    UPDATE observation SET value = 9e999 WHERE value IS NOT NULL AND area =
      (SELECT id FROM area WHERE geography = (SELECT id FROM geography WHERE kind = 'lsoa') ORDER BY id LIMIT 1 OFFSET 3);
    UPDATE benchmark SET value = 1e308 WHERE comparator <> 'UK';
    UPDATE performance SET starts = 1e308, cost = 1e308 WHERE provider = (SELECT min(provider) FROM performance);
    UPDATE delivery SET places = 1e308, cost = 9e999 WHERE id IN (SELECT id FROM delivery ORDER BY id LIMIT 3);
    UPDATE site SET jobs = 1e308 WHERE jobs IS NOT NULL;
    UPDATE area_point SET weight = 1e308 WHERE position = 0 AND area % 7 = 0;
  `);
  database.close();
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
  console.log(`numbers that cannot be: seed ${draw.seed}`);
});

const rule = ['--rule', 'jsa_rate > 10 or jsa_claimants * jsa_claimants > 2500', '--geography', 'lsoa:2001'];
const other = ['--with', 'jsa_rate > 8', '--geography', 'lsoa:2001'];
const lsoa = ['--geography', 'lsoa:2001'];
const commands: readonly string[][] = [
  ['describe', file],
  ['check', file],
  ['target', file, ...rule, '--all', '--need', 'jsa_claimants'],
  ['target', file, '--rule', 'jsa_claimants > 1e400', '--geography', 'lsoa:2001'],
  ['target', file, '--rule', 'jsa_claimants - jsa_claimants@2008-04 > 0', '--geography', 'ward:2003'],
  ['target', file, '--rule', "jsa_rate > 2 * benchmark(jsa_rate, 'GB')", ...lsoa],
  ['compare', file, '--rule', 'jsa_rate > 10', ...other],
  [
    'compare',
    file,
    '--rule',
    'jsa_rate > 10',
    '--with',
    'jsa_rate > 10',
    '--with-period',
    '2008-04',
    ...lsoa,
  ],
  ['performance', file],
  ['performance', file, '--by', 'area'],
  ['ledger', file, ...lsoa, '--by', 'district', '--mode', 'distance', '--limit', '3'],
  ['catchment', file, '--at', '-2.98,53.41', ...lsoa, '--mode', 'distance', '--limit', '3'],
  [
    'catchment',
    file,
    '--at',
    '-2.98,53.41',
    '--sites',
    'kind:employment',
    '--mode',
    'distance',
    '--limit',
    '3',
  ],
  ['place', file, '--p', '1', ...lsoa, '--mode', 'distance', '--limit', '3', '--time-limit', '0'],
];
const draw = makeDraw();
const nonsense = /Infinity|NaN|∞|e\+\d{3}|\d{40}/;

describe('a workspace with numbers that cannot be', () => {
  test.each(commands.map((command) => [command.join(' '), command] as const))(
    '%s',
    async (_, command) => {
      // By default one of the two forms.
      for (const form of draw.some([[], ['--json']], 1)) {
        const { code, stdout, stderr } = await pinpoint(folder, ...command, ...form);
        const said = `${stdout}${stderr}`.match(new RegExp(`.{0,80}(${nonsense.source}).{0,40}`))?.[0] ?? '';
        expect(said).toBe('');
        // What cannot be answered is refused in a sentence, never a crash.
        expect([0, 2, 3, 4]).toContain(code);
      }
    },
    120_000,
  );

  test('says that they are too large, and counts what it knows', async () => {
    const list = await pinpointJson<TargetList>(
      folder,
      'target',
      file,
      ...rule,
      '--need',
      'jsa_claimants',
      '--all',
    );
    expect(list.notes.join('\n')).toMatch(
      /The stored jsa_claimants of 4 areas, such as \w+, is too large to be one and counts as unknown/,
    );
    expect(list.counts.unknown).toBeGreaterThanOrEqual(4);
    expect(list.need!.total).toBeLessThan(36_920);
    expect(list.need!.needUnknownAll).toBe(4);
  });

  test.each(['csv', 'geojson'])('exports as %s without them', async (format) => {
    const out = `list.${format}`;
    const { code } = await pinpoint(folder, 'target', file, ...rule, '--all', '--out', out);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, out), 'utf8')).not.toMatch(nonsense);
  });
});
