import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportFormatIds, type ExportFormat, type TargetList } from '#contract';
import { passGate } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { documentOfList } from '../../../backend/documents/priority-list.ts';
import { aList, aListedArea, aSquare } from './a-list.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const shapes = new Map([
  ['E01000001', aSquare(-3, 53.4)],
  ['E01000002', aSquare(-2.99, 53.4)],
]);

async function write(list: TargetList, format: ExportFormat): Promise<string[]> {
  const document = documentOfList(list, { shapes, further: [] });
  const passed = passGate(document, list.policy);
  return (await writeDocument(passed, { format, folder, fileName: 'list' })).names;
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** What must stand on every output, whatever its format. */
const facts = [
  'Priority LSOAs',
  'jsa_rate > 10',
  'lsoa 2001',
  'July 2008',
  'LSOA boundaries',
  'Open Government Licence',
  'none',
  'A. Analyst',
  '2026-02-03',
  'Pinpoint 0.1.0',
];

const unknownArea = aListedArea({
  rank: null,
  code: 'E01000002',
  status: 'unknown',
  confidence: 'unknown',
  values: { jsa_rate: null, jsa_claimants: null, working_age: 0 },
  unknown: { jsa_rate: 'missing', jsa_claimants: 'suppressed' },
  interval: {},
});

describe('csv', () => {
  test('an independent reader finds one header row and the values, unrounded, codes as text', async () => {
    expect(await write(aList({ areas: [aListedArea(), unknownArea] }), 'csv')).toEqual([
      'list.csv',
      'list.csv-metadata.json',
    ]);
    const { data, errors } = Papa.parse<Record<string, string>>(read('list.csv'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data[0]).toMatchObject({
      code: 'E01000001',
      ward_2003_code: '00BYFA',
      jsa_rate: '14.185814',
      jsa_claimants: '142',
    });
  });

  test('a rate carries the decimals that mean something, more where they decide', async () => {
    const list = aList();
    const measures = list.measures.map((measure) =>
      measure.kind === 'rate' ? { ...measure, decimals: 3 } : measure,
    );
    const areas = [
      aListedArea({
        values: { jsa_rate: 13.288590604026846, jsa_claimants: 99 },
        interval: { jsa_rate: [10.75, 16.31234] },
      }),
      aListedArea({ values: { jsa_rate: 10.00004, jsa_claimants: 99 }, decimals: { jsa_rate: 5 } }),
      aListedArea({ values: { jsa_rate: 10, jsa_claimants: 99 } }),
    ];
    await write({ ...list, measures, areas }, 'csv');
    const { data } = Papa.parse<Record<string, string>>(read('list.csv'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data.map((row) => row['jsa_rate'])).toEqual(['13.289', '10.00004', '10.000']);
    expect(data[0]).toMatchObject({
      jsa_rate_lower: '10.750',
      jsa_rate_upper: '16.312',
      jsa_claimants: '99',
    });
    await write({ ...list, measures, areas }, 'geojson');
    expect(read('list.geojson')).toContain('13.288590604026846');
  });

  test('limits near a threshold get the decimals that tell them from it', async () => {
    const list = aList();
    const [rate] = list.measures.filter(({ kind }) => kind === 'rate');
    const key = rate?.key ?? 'jsa_rate';
    const measures = [{ ...list.measures[0]!, key, kind: 'rate', unit: '%', decimals: 2 }];
    const areas = [
      aListedArea({
        values: { [key]: 10.5 },
        interval: { [key]: [10.0004, 11.02] },
        intervalDecimals: { [key]: [4, 1] },
      }),
    ];
    await write({ ...list, measures, areas }, 'csv');
    const { data } = Papa.parse<Record<string, string>>(read('list.csv'), { header: true });
    expect(data[0]).toMatchObject({ [`${key}_lower`]: '10.0004', [`${key}_upper`]: '11.02' });
  });

  test('sources without a publisher or licence are marked and counted', async () => {
    const [release] = aList().releases;
    const bare = { ...release!, id: 2, publisher: null, licence: null };
    await write(aList({ releases: [release!, bare] }), 'csv');
    const metadata = read('list.csv-metadata.json');
    expect(metadata).toContain(
      'Source 2: LSOA boundaries, no publisher stated, no licence stated; file lsoa.zip',
    );
    expect(metadata).toContain('Sources incomplete: 1 of 2 sources has no licence');
    expect(metadata).toContain('Sources incomplete: 1 of 2 sources has no publisher');
  });

  test('suppressed, missing and zero are three different things', async () => {
    await write(aList({ areas: [unknownArea] }), 'csv');
    const { data } = Papa.parse<Record<string, string>>(read('list.csv'), { header: true });
    expect(data[0]).toMatchObject({ jsa_claimants: '[c]', jsa_rate: '[x]', working_age: '0' });
  });

  test('a name that a spreadsheet would run as a formula is made harmless', async () => {
    await write(aList({ areas: [aListedArea({ name: '=HYPERLINK("http://evil","x")' })] }), 'csv');
    const { data } = Papa.parse<Record<string, string>>(read('list.csv'), { header: true });
    expect(data[0]!['name']).toBe('\'=HYPERLINK("http://evil","x")');
  });

  test('the metadata beside it describes exactly the columns of the file', async () => {
    await write(aList(), 'csv');
    const metadata = JSON.parse(read('list.csv-metadata.json')) as {
      url: string;
      tableSchema: { columns: { name: string }[] };
    };
    const header = read('list.csv').split('\r\n')[0]!.split(',');
    expect(metadata.url).toBe('list.csv');
    expect(metadata.tableSchema.columns.map((column) => column.name)).toEqual(header);
    for (const fact of facts) expect(JSON.stringify(metadata)).toContain(fact);
  });
});

describe('xlsx', () => {
  /** The parts of the workbook as XML, read without the library that wrote them. */
  async function parts(list: TargetList): Promise<Record<string, string>> {
    await write(list, 'xlsx');
    const files = unzipSync(readFileSync(join(folder, 'list.xlsx')));
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
  }

  test('has cover, contents, notes, columns and areas, each one real table under a frozen header', async () => {
    const files = await parts(aList());
    const names = [...files['xl/workbook.xml']!.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(names).toEqual(['Cover', 'Contents', 'Notes', 'Columns', 'Areas']);
    for (const sheet of [1, 2, 3, 4, 5]) {
      expect(files[`xl/worksheets/sheet${sheet}.xml`]).toMatch(/<pane [^>]*state="frozen"/);
      expect(files[`xl/worksheets/sheet${sheet}.xml`]).not.toContain('mergeCell');
      expect(files[`xl/tables/table${sheet}.xml`]).toMatch(/ref="A1:/);
      expect(files[`xl/tables/table${sheet}.xml`]).not.toContain('headerRowCount="0"');
    }
  });

  test('every fact stands on it, and it has a title', async () => {
    const files = await parts(aList());
    const text = Object.values(files).join('').replaceAll('&gt;', '>');
    for (const fact of facts) expect(text).toContain(fact);
    expect(files['docProps/core.xml']).toContain('Priority LSOAs');
  });

  test('every sheet prints on one page across, with its header on each page', async () => {
    const files = await parts(aList());
    const names = [...files['xl/workbook.xml']!.matchAll(/<definedName ([^>]*)>([^<]*)</g)].map(
      ([, attributes, range]) =>
        `${/name="([^"]+)"/.exec(attributes!)![1]} ${range!.replaceAll('&apos;', "'")}`,
    );
    for (const [position, sheet] of ['Cover', 'Contents', 'Notes', 'Columns', 'Areas'].entries()) {
      const xml = files[`xl/worksheets/sheet${position + 1}.xml`]!;
      expect(xml).toMatch(/<pageSetUpPr [^>]*fitToPage="(1|true)"/);
      expect(xml).toMatch(/<pageSetup [^>]*orientation="landscape"/);
      expect(xml).toMatch(/<pageSetup [^>]*fitToWidth="1"/);
      expect(xml).toMatch(/<pageSetup [^>]*fitToHeight="0"/);
      expect(names).toContain(`_xlnm.Print_Titles '${sheet}'!$1:$1`);
      const { ref } = /<dimension ref="(?<ref>[^"]+)"/.exec(xml)?.groups ?? {};
      const [first, last] = (ref ?? '').split(':').map((cell) => cell.replace(/([A-Z]+)(\d+)/, '$$$1$$$2'));
      expect(names).toContain(`_xlnm.Print_Area '${sheet}'!${first}:${last}`);
    }
  });

  test('a head has its words apart, wrapped, in a column no wider than its longest word or cell needs', async () => {
    const list = aList();
    const measures = [{ ...list.measures[0]!, key: 'carers_allowance_claimants_rounded_to_five' }];
    const areas = [aListedArea({ values: { [measures[0]!.key]: 5 } })];
    const files = await parts({ ...list, measures, areas });
    const xml = files['xl/worksheets/sheet5.xml']!;
    const head = 'Carers allowance claimants rounded to five';
    expect(files['xl/tables/table5.xml']).toContain(`name="${head}"`);
    const at = [...files['xl/tables/table5.xml']!.matchAll(/<tableColumn [^>]*name="([^"]+)"/g)].findIndex(
      ([, name]) => name === head,
    );
    const widths = [...xml.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths[at]).toBeLessThan(20);
    expect(widths[at]).toBeGreaterThanOrEqual('allowance'.length);
    expect(Number(/<row r="1"[^>]* ht="([\d.]+)"/.exec(xml)?.[1])).toBeGreaterThanOrEqual(3 * 15);
    const style = /<c r="A1"[^>]*s="(\d+)"/.exec(xml)?.[1];
    const formats = [...files['xl/styles.xml']!.split('<cellXfs')[1]!.matchAll(/<xf .*?(?:\/>|<\/xf>)/gs)];
    expect(formats[Number(style)]?.[0]).toMatch(/wrapText="(1|true)"/);
  });

  test('no cell of the list is empty', async () => {
    const files = await parts(aList({ areas: [aListedArea(), unknownArea] }));
    const rows = [...files['xl/worksheets/sheet5.xml']!.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(
      (row) => row[1]!,
    );
    const cells = rows.map((row) => [...row.matchAll(/<c [^>]*>.*?<\/c>/gs)].length);
    expect(new Set(cells).size).toBe(1);
  });
});

describe('geojson', () => {
  test('is lon/lat features in rank order, the code as id, the facts beside them', async () => {
    await write(aList({ areas: [aListedArea(), unknownArea] }), 'geojson');
    const collection = JSON.parse(read('list.geojson')) as {
      features: {
        id: string;
        properties: Record<string, unknown>;
        geometry: { type: string; coordinates: number[][][] };
      }[];
      pinpoint: object;
    };
    expect(collection.features.map((feature) => feature.id)).toEqual(['E01000001', 'E01000002']);
    expect(collection.features[0]!.geometry.type).toBe('Polygon');
    expect(collection.features[0]!.geometry.coordinates[0]).toContainEqual([-3, 53.4]);
    for (const fact of facts) expect(JSON.stringify(collection.pinpoint)).toContain(fact);
  });

  test('outer rings run anticlockwise, as RFC 7946 asks, whichever way the source drew them', async () => {
    await write(aList(), 'geojson');
    const { features } = JSON.parse(read('list.geojson')) as {
      features: { geometry: { coordinates: [number, number][][] } }[];
    };
    const [ring] = features[0]!.geometry.coordinates;
    const twiceArea = ring!
      .slice(1)
      .reduce((sum, [x, y], at) => sum + ring![at]![0] * y - x * ring![at]![1], 0);
    expect(twiceArea).toBeGreaterThan(0);
  });

  test('an area that was never drawn has a null geometry', async () => {
    await write(aList({ areas: [aListedArea({ code: 'E01999999' })] }), 'geojson');
    expect(
      (JSON.parse(read('list.geojson')) as { features: { geometry: null }[] }).features[0]!.geometry,
    ).toBeNull();
  });
});

const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;

describe.skipIf(!hasOgr)(`gpkg${hasOgr ? '' : ' (skipped: GDAL is not installed)'}`, () => {
  test('another GIS reads layer, types, geometry and facts', async () => {
    await write(aList({ areas: [aListedArea(), unknownArea] }), 'gpkg');
    const info = spawnSync('ogrinfo', ['-ro', '-al', join(folder, 'list.gpkg')], { encoding: 'utf8' }).stdout;
    expect(info).toContain('Layer name: priority_areas');
    expect(info).toContain('Feature Count: 2');
    expect(info).toContain('jsa_rate: Real');
    expect(info).toContain('jsa_claimants: Integer');
    expect(info).toContain('jsa_claimants_unknown (String) = [c]');
    for (const fact of facts) expect(info).toContain(fact);
  });
});

test('nothing half-written stays beside a finished export', async () => {
  const names: string[] = [];
  for (const format of exportFormatIds) names.push(...(await write(aList(), format)));
  expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
});
