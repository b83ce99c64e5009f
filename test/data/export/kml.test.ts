import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert as assertLaw, asyncProperty, sample } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passGate, type ExportDocument } from '#core/disclosure';
import { shapeFromRings } from '#core/geography';
import { writeDocument } from '#data/export';
import { getBrowser } from '../../browser.ts';
import { casesOf } from '../../trial-length.ts';
import { aDocument } from './a-document.ts';
import { aTableDocument, hostileText } from './a-table.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-kml-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(document: ExportDocument): Promise<string> {
  await writeDocument(passGate(document, 'none'), { format: 'kml', folder, fileName: 'list' });
  return readFileSync(join(folder, 'list.kml'), 'utf8');
}

/** As a text of XML holds it: other control characters than line ends and tabs cannot stand in one. */
const inXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- these are what XML has no room for
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '\uFFFD');

interface Seen {
  error: boolean;
  texts: (string | null)[];
  names: string[];
  /** What the descriptions hold once they are shown as HTML, and the elements in them. */
  shown: { text: string; elements: string[] }[];
}

/** What a browser finds in the file, which shows descriptions as HTML. */
async function look(xml: string): Promise<Seen> {
  const context = await (await getBrowser()).newContext();
  try {
    const page = await context.newPage();
    return await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'application/xml');
      const contents = (selector: string): string[] =>
        [...parsed.querySelectorAll(selector)].map((each) => each.textContent ?? '');
      return {
        error: parsed.querySelector('parsererror') !== null,
        texts: contents('SimpleData[name=text]'),
        names: contents('Placemark > name'),
        shown: contents('description').map((description) => {
          const { body } = new DOMParser().parseFromString(description, 'text/html');
          return {
            text: body.textContent ?? '',
            elements: [...body.querySelectorAll('*')].map(({ tagName }) => tagName),
          };
        }),
      };
    }, xml);
  } finally {
    await context.close();
  }
}

describe('hostile texts', () => {
  test('come back from a browser as they were, and none of them is markup anywhere', async () => {
    const texts = sample(hostileText, casesOf(150, 3000));
    const document = aTableDocument(texts.map((text, at) => ({ text, point: [at / 100, 50] as const })));
    const xml = await write(document);
    const { error, texts: found, shown } = await look(xml);
    expect(error).toBe(false);
    expect(found).toEqual(texts.map(inXml));
    expect(new Set(shown.flatMap(({ elements }) => elements))).toEqual(new Set(['BR']));
    for (const forbidden of ['NetworkLink', '<script', '<href', '<![CDATA['])
      expect(xml).not.toContain(forbidden);
  });

  test('are written and read back whatever they are made of, also as title and facts', async () => {
    await assertLaw(
      asyncProperty(
        array(hostileText, { minLength: 3, maxLength: 6 }),
        async ([title = '', fact = '', ...rest]) => {
          const document = aTableDocument(rest.map((text) => ({ text })));
          const facts = [
            ['Title', title],
            ['Rule', fact],
          ] as const;
          expect(await write({ ...document, title, facts })).toContain('</kml>');
        },
      ),
      { numRuns: casesOf(40, 2000) },
    );
  });
});

test('outlines have outer and inner boundaries that turn as KML asks, with seven decimals', async () => {
  const shape = shapeFromRings([
    [
      [
        [0, 0],
        [0, 4],
        [4.123456789, 4],
        [4, 0],
        [0, 0],
      ],
      [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 1],
      ],
    ],
  ]);
  const xml = await write(aTableDocument([{ text: 'a', shape }]));
  const rings = [...xml.matchAll(/<(outer|inner)BoundaryIs>.*?<coordinates>([^<]*)</g)];
  expect(rings.map(([, kind]) => kind)).toEqual(['outer', 'inner']);
  const areas = rings.map(([, , text]) => {
    const points = text!.split(' ').map((position) => position.split(',').map(Number));
    return points.slice(1).reduce((sum, [x, y], at) => sum + points[at]![0]! * y! - x! * points[at]![1]!, 0);
  });
  expect(areas.map(Math.sign)).toEqual([1, -1]);
  expect(xml).toContain('4.1234568,4');
});

test('what the name of an area says stands on it; facts stand on the document', async () => {
  const { names, shown } = await look(await write(aDocument()));
  expect(names).toEqual(['Tŷ Gŵyr & <Sons> “001A”', '=HYPERLINK("http://evil","x")', "O'Connell’s  Yard"]);
  expect(shown[0]!.text).toContain('Rule: jsa_rate > 10');
  expect(shown.at(-1)!.text).toContain('JSA rate, July 2008 (%): 10.0004');
});

const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;

describe.skipIf(!hasOgr)(`GDAL${hasOgr ? '' : ' (skipped: it is not installed)'}`, () => {
  test('reads folders as layers, types, texts, marks and facts', async () => {
    const sites = { ...aTableDocument([{ text: 'Centre', point: [-2.98, 53.4] }]).tables[0], name: 'sites' };
    const document = aDocument();
    await write({ ...document, tables: [...document.tables, sites] });
    const info = spawnSync('ogrinfo', ['-ro', '-al', join(folder, 'list.kml')], { encoding: 'utf8' }).stdout;
    for (const line of [
      'Layer name: priority_areas',
      'Layer name: sites',
      'Feature Count: 3',
      'jsa_claimants: Integer',
      'jsa_rate: Real',
      'code: String',
      'code (String) = E01000001',
      'jsa_rate (Real) = 14.185814',
      'jsa_claimants_unknown (String) = [c]',
      'working_age (Integer) = 0',
      'POINT (-2.98 53.4)',
    ])
      expect(info).toContain(line);
    // Two of the three are not there.
    expect(info.match(/jsa_claimants \(Integer\) = /g)).toHaveLength(1);
  });
});
