import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert as assertLaw, asyncProperty, property, string, uniqueArray } from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { parseZip } from 'shpjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passGate, type DocumentTable, type ExportDocument } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { shapeFromRings } from '#core/geography';
import { shortenNames } from '../../../data/export/writers/shapefile/field-names.ts';
import { casesOf } from '../../trial-length.ts';
import { aDocument } from './a-document.ts';
import { aTableDocument, hostileText } from './a-table.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-shapefile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(document: ExportDocument): Promise<{ bytes: Buffer; losses: string[] }> {
  const place = { format: 'shp', folder, fileName: 'list' } as const;
  const { losses } = await writeDocument(passGate(document, 'none'), place);
  return { losses, bytes: readFileSync(join(folder, 'list.shp.zip')) };
}

const partsOf = (bytes: Buffer): Record<string, Uint8Array> => unzipSync(bytes);
const textsOf = async (bytes: Buffer): Promise<unknown[]> =>
  (await parseZip(bytes)).features.map(({ properties }) => (properties as Record<string, unknown>)['text']);

describe('a shapefile read by somebody else', () => {
  test('holds codes as text, numbers with all their digits, and tells zero from what is not there', async () => {
    const { features } = await parseZip((await write(aDocument())).bytes);
    expect(features).toHaveLength(3);
    expect(features[0]!.properties).toMatchObject({
      code: 'E01000001',
      name: 'Tŷ Gŵyr & <Sons> “001A”',
      wa_2003_co: '00BYFA',
      jsa_rate: 14.185814,
      jsa_claima: 142,
      reasons: 'jsa_rate 14.2 > 10 (margin 4.2)',
    });
    expect(features[1]!.properties).toMatchObject({ jsa_cla_un: '[c]', jsa_rat_un: '[x]', workin_age: 0 });
    // How this reader shows a number that is not there.
    expect(features[1]!.properties?.['jsa_claima']).toBeNaN();
  });

  test('lies where the document says, with its parts and holes', async () => {
    const rings = [
      [
        [
          [0, 0],
          [0, 4],
          [4, 4],
          [4, 0],
          [0, 0],
        ],
        [
          [1, 1],
          [1, 2],
          [2, 2],
          [2, 1],
          [1, 1],
        ],
      ],
      [
        [
          [10, 0],
          [11, 0],
          [11, 1],
          [10, 0],
        ],
      ],
    ];
    const document = aTableDocument([{ text: 'a', shape: shapeFromRings(rings) }]);
    const { bytes } = await write(document);
    const [{ geometry } = { geometry: null }] = (await parseZip(bytes)).features;
    expect(geometry).toMatchObject({ type: 'MultiPolygon' });
    const points = (part: unknown): string[] => [...new Set((part as number[][]).map(String))].toSorted();
    const found = geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
    expect(found.map((part) => part.map(points))).toEqual(rings.map((part) => part.map(points)));
    const turns = turnsOf(partsOf(bytes)['list.shp']!);
    expect(turns).toEqual(['clockwise', 'anticlockwise', 'clockwise']);
  });

  test('has points as points, and rows that lie nowhere without a place', async () => {
    const { bytes } = await write(aTableDocument([{ text: 'a', point: [-2.98, 53.4] }, { text: 'b' }]));
    const { features } = await parseZip(bytes);
    expect(features[0]!.geometry).toEqual({ type: 'Point', coordinates: [-2.98, 53.4] });
    expect(await textsOf(bytes)).toContain('a');
    expect(partsOf(bytes)['list.shp']![32]).toBe(1);
  });

  test('gives every text back as far as there is room, whatever it is made of', async () => {
    await assertLaw(
      asyncProperty(array(hostileText, { minLength: 1, maxLength: 8 }), async (texts) => {
        const rows = texts.map((text, at) => ({ text: `${text}.`, point: [at, 50] as const }));
        const found = await textsOf((await write(aTableDocument(rows))).bytes);
        for (const [at, { text }] of rows.entries()) {
          const whole = text.toWellFormed().replaceAll('\0', '\uFFFD');
          const kept = String(found[at]);
          expect(whole.trim().startsWith(kept)).toBe(true);
          if (Buffer.byteLength(whole) <= 254) expect(kept).toBe(whole.trim());
          else expect(Buffer.byteLength(whole.trimStart().slice(0, kept.length + 2))).toBeGreaterThan(240);
        }
      }),
      { numRuns: casesOf(25, 500) },
    );
  });
});

/** Which way each ring of the first record turns, by its signed area. */
function turnsOf(shp: Uint8Array): string[] {
  const view = new DataView(shp.buffer, shp.byteOffset + 108);
  const [rings, points] = [view.getInt32(36, true), view.getInt32(40, true)];
  const starts = Array.from({ length: rings }, (_, at) => view.getInt32(44 + 4 * at, true));
  const at = (point: number, axis: number): number =>
    view.getFloat64(44 + 4 * rings + 16 * point + 8 * axis, true);
  return starts.map((start, ring) => {
    const end = starts[ring + 1] ?? points;
    let twice = 0;
    for (let point = start + 1; point < end; point += 1)
      twice += at(point - 1, 0) * at(point, 1) - at(point, 0) * at(point - 1, 1);
    return twice > 0 ? 'anticlockwise' : 'clockwise';
  });
}

describe('what a shapefile has no room for', () => {
  test('is said: names that are shortened, texts that are cut, in the file and where it is made', async () => {
    const { bytes, losses } = await write(
      aTableDocument([
        { text: 'é'.repeat(150), point: [0, 50] },
        { text: 'short', point: [1, 50] },
      ]),
    );
    expect(losses).toEqual([
      'Names of columns are shortened to the ten characters that a Shapefile holds: a_long_name_of_a_number is a_l_n_o_a_.',
      '1 of 2 texts of text are longer than the 254 bytes that a Shapefile holds, and end there.',
    ]);
    // A character is never broken: 127 of two bytes each.
    expect((await textsOf(bytes))[0]).toBe('é'.repeat(127));
    const readme = strFromU8(partsOf(bytes)['README.txt']!);
    expect(readme).toContain('a_l_n_o_a_\ta_long_name_of_a_number\tHow many\tpeople\tnumber');
    expect(readme).toContain('Disclosure policy: none');
  });

  test('columns keep different names of ten characters, and those that fit keep theirs', () => {
    const name = string({ maxLength: 30, unit: 'binary-ascii' });
    assertLaw(
      property(uniqueArray(name, { maxLength: 40 }), (names) => {
        const short = shortenNames(names);
        expect(new Set(short.map((each) => each.toLowerCase())).size).toBe(names.length);
        for (const each of short) expect(each).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,9}$/);
      }),
      { numRuns: casesOf(200, 5000) },
    );
    expect(shortenNames(['ward_2003_code', 'ward_2003_name', 'rank', 'status_under_a_rule', 'RANK'])).toEqual(
      ['wa_2003_co', 'wa_2003_na', 'rank', 'st_un_a_ru', 'RANK_1'],
    );
  });

  test('is refused: more than 255 columns, more than 2 GB', async () => {
    const [table] = aTableDocument([{ text: 'a', point: [0, 50] }]).tables;
    const withTable = (part: Partial<DocumentTable>): ExportDocument => ({
      ...aTableDocument([]),
      tables: [{ ...table, ...part }],
    });
    const columns = Array.from({ length: 256 }, (_, at) => ({ ...table.columns[0]!, key: `c${at}` }));
    await expect(write(withTable({ columns, rows: [] }))).rejects.toMatchObject({
      code: 'output_refused',
      details: { found: '256 columns' },
    });
    // One outline of a million points, for as many rows as make two gigabytes.
    const ring = new Float64Array(2_000_000);
    const shape = {
      coordinates: ring,
      ringEnds: Uint32Array.of(1_000_000),
      polygonEnds: Uint32Array.of(1),
    };
    const rows = Array.from({ length: 140 }, () => ({ id: 'a', cells: ['a', 1], shape }));
    await expect(write(withTable({ rows }))).rejects.toMatchObject({
      code: 'output_refused',
      message: 'This is more than a Shapefile holds.',
    });
  });
});

const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;

describe.skipIf(!hasOgr)(`GDAL${hasOgr ? '' : ' (skipped: it is not installed)'}`, () => {
  test('reads layer, types, coordinate system, texts and marks', async () => {
    await write(aDocument());
    const info = spawnSync('ogrinfo', ['-ro', '-al', join(folder, 'list.shp.zip')], {
      encoding: 'utf8',
    }).stdout;
    for (const line of [
      'Layer name: priority_areas',
      'Geometry: Polygon',
      'Feature Count: 3',
      'ID["EPSG",4326]',
      'code (String) = E01000001',
      'name (String) = Tŷ Gŵyr & <Sons> “001A”',
      'jsa_rate (Real) = 14.185814',
      'jsa_claima (Integer) = 142',
      'jsa_claima (Integer) = (null)',
      'jsa_cla_un (String) = [c]',
      'workin_age (Integer) = 0',
    ])
      expect(info).toContain(line);
  });
});
