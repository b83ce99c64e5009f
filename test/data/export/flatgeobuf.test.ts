import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert as assertLaw, asyncProperty, integer } from 'fast-check';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import type { IGeoJsonFeature } from 'flatgeobuf/lib/mjs/geojson/feature.js';
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { passGate, type ExportDocument } from '#core/disclosure';
import { shapeFromRings } from '#core/geography';
import { writeDocument } from '#data/export';
import { casesOf } from '../../trial-length.ts';
import { aDocument } from './a-document.ts';
import { aTableDocument, hostileText } from './a-table.ts';

const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-flatgeobuf-'));
  // The reader tells the console how it searches.
  vi.spyOn(console, 'debug').mockReturnValue();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(document: ExportDocument): Promise<Uint8Array> {
  await writeDocument(passGate(document, 'none'), { format: 'fgb', folder, fileName: 'list' });
  return new Uint8Array(readFileSync(join(folder, 'list.fgb')));
}

type Rect = { minX: number; minY: number; maxX: number; maxY: number };

/** What the reader of those who made the format finds: all features, or those that the index finds in a box. */
async function read(bytes: Uint8Array, rect?: Rect) {
  let header: HeaderMeta | undefined;
  const options = {
    headerMetaFn: (meta: HeaderMeta) => {
      header = meta;
    },
    ...(rect === undefined ? {} : { rect }),
  };
  const features: IGeoJsonFeature[] = [];
  for await (const feature of deserialize(bytes, options)) features.push(feature);
  return { features, header };
}

describe('a FlatGeobuf file read by somebody else', () => {
  test('holds codes as text, exact numbers, and tells zero from what is not there, in the order of the list', async () => {
    const { features } = await read(await write(aDocument()));
    expect(features.map(({ properties }) => properties?.['code'] as string)).toEqual([
      'E01000001',
      'E01000002',
      'E01000003',
    ]);
    expect(features[0]!.properties).toMatchObject({
      name: 'Tŷ Gŵyr & <Sons> “001A”',
      ward_2003_code: '00BYFA',
      jsa_rate: 14.185814,
      jsa_claimants: 142,
    });
    expect(features[1]!.properties).toMatchObject({ jsa_claimants_unknown: '[c]', working_age: 0 });
    expect(features[1]!.properties?.['jsa_claimants'] ?? null).toBeNull();
  });

  test('says title, rule, facts and coordinate system in its header', async () => {
    const { header } = await read(await write(aTableDocument([{ text: 'a', point: [1, 50] }])));
    expect(header).toMatchObject({
      title: 'A list',
      description: 'Rule: jsa_rate < 10 & working_age > 5',
      featuresCount: 1,
      crs: { org: 'EPSG', code: 4326 },
    });
    expect(JSON.parse(header!.metadata!)).toMatchObject({ 'Disclosure policy': 'none' });
  });

  test('lies where the document says, with its parts and holes, outer rings anticlockwise', async () => {
    const outer = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ];
    const hole = [
      [1, 1],
      [1, 2],
      [2, 2],
      [1, 1],
    ];
    const other = [
      [10.123456789, 0],
      [11, 0],
      [11, 1],
      [10.123456789, 0],
    ];
    const shape = shapeFromRings([[outer.toReversed(), hole], [other]]);
    const { features } = await read(await write(aTableDocument([{ text: 'a', shape }])));
    expect(features[0]!.geometry).toEqual({ type: 'MultiPolygon', coordinates: [[outer, hole], [other]] });
  });

  test('finds by its index exactly what lies in a box, however many there are', async () => {
    const place = integer({ min: 0, max: 40 });
    await assertLaw(
      asyncProperty(array(place, { minLength: 1, maxLength: 700 }), place, place, async (places, x, y) => {
        const points = places.map((at, row) => [at, (at * 7 + row) % 41] as const);
        const bytes = await write(aTableDocument(points.map((point, row) => ({ text: `${row}`, point }))));
        const { features } = await read(bytes, { minX: x, minY: y, maxX: x + 9, maxY: y + 9 });
        const inside = points.flatMap(([lon, lat], row) =>
          lon >= x && lon <= x + 9 && lat >= y && lat <= y + 9 ? [`${row}`] : [],
        );
        expect(features.map(({ properties }) => properties?.['text'] as string).toSorted()).toEqual(
          inside.toSorted(),
        );
      }),
      { numRuns: casesOf(15, 300) },
    );
  });

  test('has rows that lie nowhere without a place, and then no index', async () => {
    const ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 0],
    ];
    const document = aTableDocument([{ text: 'a', shape: shapeFromRings([[ring]]) }, { text: 'total' }]);
    const { features, header } = await read(await write(document));
    expect(header!.indexNodeSize).toBe(0);
    expect(features.map(({ properties }) => properties?.['text'] as string)).toEqual(['a', 'total']);
    expect(features[1]!.geometry).toEqual({ type: 'MultiPolygon', coordinates: [] });
    if (!hasOgr) return;
    const { stdout } = spawnSync('ogrinfo', ['-ro', '-al', join(folder, 'list.fgb')], { encoding: 'utf8' });
    expect(stdout).toContain('MULTIPOLYGON EMPTY');
  });

  test('gives every text back, whatever it is made of', async () => {
    await assertLaw(
      asyncProperty(array(hostileText, { minLength: 1, maxLength: 8 }), async (texts) => {
        const rows = texts.map((text, at) => ({ text, point: [at, 50] as const }));
        const { features } = await read(await write(aTableDocument(rows)));
        expect(features.map(({ properties }) => properties?.['text'] as string)).toEqual(
          texts.map((text) => text.toWellFormed().replaceAll('\0', '\uFFFD')),
        );
      }),
      { numRuns: casesOf(40, 1000) },
    );
  });
});

describe.skipIf(!hasOgr)(`GDAL${hasOgr ? '' : ' (skipped: it is not installed)'}`, () => {
  test('reads layer, types, coordinate system, texts and marks', async () => {
    await write(aDocument());
    const info = spawnSync('ogrinfo', ['-ro', '-al', join(folder, 'list.fgb')], { encoding: 'utf8' }).stdout;
    for (const line of [
      'Layer name: priority_areas',
      'Geometry: Multi Polygon',
      'Feature Count: 3',
      'ID["EPSG",4326]',
      'code (String) = E01000001',
      'jsa_rate (Real) = 14.185814',
      'jsa_claimants_unknown (String) = [c]',
      'working_age (Integer) = 0',
    ])
      expect(info).toContain(line);
  });

  test('finds what lies in a box by the index', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => ({
      text: `${at}`,
      point: [at % 25, Math.floor(at / 25)] as const,
    }));
    await write(aTableDocument(rows));
    const box = ['-spat', '3', '3', '5', '4'];
    const { stdout } = spawnSync('ogrinfo', ['-ro', '-al', '-so', ...box, join(folder, 'list.fgb')], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('Feature Count: 6');
  });
});
