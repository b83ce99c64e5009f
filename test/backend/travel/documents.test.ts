import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  coverageRequest,
  exportFormatIds,
  tableContent,
  type CoverageRequest,
  type ExportFormat,
  type TableContent,
} from '#contract';
import { openForeignGeoPackage } from '#data/formats/geopackage';
import { aTown, middleOf, type Town } from './a-town.ts';

const request = {
  geography: 'lsoa:2011',
  selector: 'stage:advice',
  travel: { mode: 'walk', limit: 55 },
  need: { indicator: 'claimants' },
};

/** Everything that can leave, and one fact that only it has. */
const contents: [TableContent['kind'], unknown, string][] = [
  ['provision', { selector: '*' }, 'Deliveries of'],
  ['catchment', { request: { place: middleOf(0), geography: 'lsoa:2011', travel: request.travel } }, 'Place'],
  ['coverage', { request }, 'Places that reach nobody in need'],
  ['ledger', { request: { ...request, by: 'district:2011' } }, 'Places drawn on elsewhere'],
  ['placing', { request: { ...request, goal: { kind: 'count', sites: 1 } } }, 'Proof'],
];

let town: Town;
beforeAll(async () => {
  town = await aTown();
  await town.deliver(0, 'advice');
});
afterAll(() => town.end());

async function write(kind: TableContent['kind'], rest: unknown, format: ExportFormat): Promise<string[]> {
  const content = tableContent.parse({ kind, ...(rest as object) });
  const asked = { content, format, fileName: kind, author: 'A. Analyst', title: 'A title' };
  const { state, product, error } = await town.finish(await town.backend.client.call('table.export', asked));
  if (product?.kind !== 'files') throw new Error(`${state}: ${error?.message}`);
  return product.files.map((file) => town.backend.files.getPath(file));
}

/** The facts of a file as text, read without what wrote them; of a zip, all that its parts say. */
function factsOf(paths: string[], format: ExportFormat): string {
  const bytes = readFileSync(format === 'csv' ? paths[1]! : paths[0]!);
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return bytes.toString('utf8');
  return Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('');
}

describe.each(contents)('%s', (kind, rest, ownFact) => {
  // What a PDF says is packed, and is read back before it is delivered.
  test.each(exportFormatIds.filter((format) => format !== 'pdf'))(
    'leaves as %s with the facts that a target list leaves with',
    async (format) => {
      const facts = factsOf(await write(kind, rest, format), format);
      const common = [
        'A title',
        ownFact,
        'SHA-256',
        'Disclosure policy',
        'A. Analyst',
        'Made by',
        'Pinpoint',
      ];
      for (const fact of common) expect(facts).toContain(fact);
      if (kind !== 'provision') expect(facts).toContain('straight line × 1.2');
    },
  );
});

test('coverage leaves as a GeoPackage of areas, sites and the outlines of their catchments', async () => {
  const [path] = await write('coverage', { request }, 'gpkg');
  const file = await openForeignGeoPackage(path!, 'coverage.gpkg');
  try {
    expect(file.layers.map(({ name }) => name)).toEqual(['coverage', 'sites', 'catchments']);
  } finally {
    file.close();
  }
});

test('an area that no site reaches has no minutes, and a gap of 1', async () => {
  const [path] = await write('coverage', { request }, 'csv');
  const [header, ...rows] = readFileSync(path!, 'utf8').trim().split('\r\n');
  const at = (name: string): number => header!.split(',').indexOf(name);
  const cells = rows.map((row) => row.split(','));
  expect(cells.map((row) => row[at('gap')])).toEqual(['0', '0', '1', '1', '1', '1']);
  expect(cells.map((row) => row[at('minutes')] === '')).toEqual([false, false, true, true, true, true]);
  expect(cells.map((row) => row[at('need')])).toEqual(['100', '200', '300', '400', '500', '600']);
});

test('a list by travel says how far each area is, and which are out of reach', async () => {
  const rule = "minutes('stage:advice', 'walk') > 100";
  const question = { rule, geography: 'lsoa:2011', period: null, need: null, order: null };
  const list = await town.backend.client.call('target.list', {
    question,
    title: null,
    limit: null,
    share: null,
    all: true,
    author: null,
    policy: 'none',
  });
  const key = 'minutes stage:advice walk';
  expect(list.measures.map((measure) => measure.key)).toContain(key);
  const byCode = new Map(list.areas.map((area) => [area.code, area]));
  // 3.3 km × 1.2 at 80 metres a minute is about 50 minutes, twice that about 100; three times is beyond two hours.
  expect(byCode.get('E01000002')!.values[key]).toBeCloseTo(49.7, 0);
  expect(byCode.get('E01000004')).toMatchObject({
    values: { [key]: null },
    unknown: { [key]: 'out of reach' },
  });
  expect(list.releases.map(({ title }) => title)).toContain('Entered by hand');
});

describe('a list with coverage beside it', () => {
  const asked = {
    question: { rule: 'claimants >= 200', geography: 'lsoa:2011', period: null, need: null, order: null },
    title: null,
    limit: null,
    share: null,
    all: false,
    author: null,
    policy: 'none',
  } as const;
  const measure = async (): Promise<{ request: CoverageRequest; job: string }> => {
    const { client } = town.backend;
    const parsed = coverageRequest.parse(request);
    const started = await client.call('coverage.start', parsed);
    await town.resultOf(started, 'coverage');
    return { request: parsed, job: started.job };
  };

  test('leaves as a GeoPackage with its sites and their catchments', async () => {
    const started = await town.backend.client.call('export.start', {
      ...asked,
      coverage: await measure(),
      format: 'gpkg',
      fileName: 'list',
    });
    const { product, error } = await town.finish(started);
    if (product?.kind !== 'files') throw new Error(error?.message);
    const file = await openForeignGeoPackage(town.backend.files.getPath(product.files[0]!), 'list.gpkg');
    expect(file.layers.map(({ name }) => name)).toEqual([
      'priority_areas',
      'provision',
      'sites',
      'catchments',
    ]);
    file.close();
  });

  test('has the columns of coverage and names the nearest site', async () => {
    const list = await town.backend.client.call('target.list', { ...asked, coverage: await measure() });
    // Of the squares 2 to 6 the first is 50 minutes from the site, which 55 reach.
    expect(list.areas.map(({ values }) => values['coverage_covered'])).toEqual([1, 0, 0, 0, 0].toReversed());
    const near = list.areas.find(({ code }) => code === 'E01000002')!;
    expect(near.nearestSite).toEqual({ id: expect.any(String), name: 'Centre 0' });
    // 60 places over 100 and 200 people in need.
    expect(near.values['coverage_score']).toBeCloseTo(20, 9);
    expect(list.measures.find(({ key }) => key === 'coverage_score')!.name).toBe(
      'Places per 100 in need that can be reached (2SFCA): stage:advice, within 55 minutes on foot',
    );
    expect(list.releases.map(({ title }) => title)).toContain('Entered by hand');
  });

  test('is refused with coverage of other areas, or of another question than the job had', async () => {
    const measured = await measure();
    const { client } = town.backend;
    const elsewhere = { ...asked.question, geography: 'district:2011' };
    await expect(
      client.call('target.list', { ...asked, question: elsewhere, coverage: measured }),
    ).rejects.toMatchObject({ code: 'usage' });
    const other = { ...measured.request, selector: '*' };
    await expect(
      client.call('target.list', { ...asked, coverage: { ...measured, request: other } }),
    ).rejects.toMatchObject({ code: 'usage', message: 'That job was asked for something else.' });
  });
});
