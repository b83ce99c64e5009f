import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ledger, TargetList } from '#contract';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const json = <Document>(...args: string[]): Promise<Document> => pinpointJson<Document>(folder, ...args);

/** Three squares in a row, two of which say that they lie in Bolton. */
const squares = ['Bolton 001A', 'Bolton 001B', 'Wigan 001A'].map((name, at) => {
  const [west, east] = [-2.5 + at / 100, -2.5 + (at + 1) / 100];
  const ring = [
    [west, 53.5],
    [east, 53.5],
    [east, 53.51],
    [west, 53.51],
    [west, 53.5],
  ];
  return {
    type: 'Feature',
    properties: { LSOA11CD: `E0100000${at + 1}`, LSOA11NM: name },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-districts-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('lsoa.geojson', JSON.stringify({ type: 'FeatureCollection', features: squares }));
  write('claimants.csv', 'lsoa11cd,claimants\nE01000001,100\nE01000002,50\nE01000003,30\n');
  write('sites.csv', 'id,name,lon,lat\nhub,Hub,-2.495,53.505\n');
  const lsoa = ['--geography', 'lsoa', '--vintage', '2011'];
  const fields = ['--code-field', 'LSOA11CD', '--name-field', 'LSOA11NM'];
  const columns = ['--code-column', 'lsoa11cd', '--value-column', 'claimants', '--kind', 'count'];
  for (const args of [
    ['new', 'w.gpkg'],
    ['import', 'boundaries', 'w.gpkg', 'lsoa.geojson', ...lsoa, ...fields],
    ['import', 'observations', 'w.gpkg', 'claimants.csv', ...lsoa, ...columns].concat([
      '--indicator',
      'claimants',
      '--period',
      '2017-09',
    ]),
    ['derive', 'districts', 'w.gpkg', '--geography', 'lsoa:2011'],
    ['import', 'sites', 'w.gpkg', 'sites.csv', '--stage', 'advice'],
  ])
    expect(await pinpoint(folder, ...args)).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a rule names a derived district by its code, and nothing outside it is in', async () => {
  const list = await json<TargetList>('target', 'w.gpkg', '--rule', "in_area('Bolton')");
  expect(list.areas.map(({ name }) => name)).toEqual(['Bolton 001A', 'Bolton 001B']);
  expect(list.areas[0]!.parents['district:2011']).toEqual({ code: 'Bolton', name: 'Bolton' });
  expect(list.areas[0]!.reasons).toEqual(['in Bolton']);
});

test('a ledger by derived districts has one row of each, which add up', async () => {
  const far = ['--selector', '*', '--mode', 'distance', '--limit', '1', '--need', 'claimants'];
  const ledger = await json<Ledger>('ledger', 'w.gpkg', '--by', 'district', ...far);
  expect(ledger.by).toBe('district:2011');
  const whole = ledger.rows.filter(({ stage }) => stage === null);
  // The site lies in the first square, and within a kilometre of the middle of the second.
  expect(whole.map(({ code, need, coveredNeed }) => [code, need, coveredNeed])).toEqual([
    ['Bolton', 150, 150],
    ['Wigan', 30, 0],
  ]);
});
