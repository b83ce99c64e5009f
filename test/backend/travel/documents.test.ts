import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFormats, tableContent, type ExportFormat, type TableContent } from '#contract';
import { openForeignGeoPackage } from '#data/workspace';
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

/** The facts of a file as text, read without what wrote them. */
function factsOf(paths: string[], format: ExportFormat): string {
  if (format === 'xlsx')
    return Object.values(unzipSync(readFileSync(paths[0]!)))
      .map((part) => strFromU8(part))
      .join('');
  return readFileSync(format === 'csv' ? paths[1]! : paths[0]!, 'utf8');
}

describe.each(contents)('%s', (kind, rest, ownFact) => {
  test.each(exportFormats.filter((format) => format !== 'gpkg'))(
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
  const file = openForeignGeoPackage(path!, 'coverage.gpkg');
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
