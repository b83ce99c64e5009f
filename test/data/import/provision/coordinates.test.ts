import { afterAll, describe, expect, it } from 'vitest';
import type { ImportFamily } from '#contract';
import { inspectFiles, readPoints } from '#data/import';
import { makeBench, refusal } from '../tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

// Squares of 0.001 degrees from 3° W, 53° N eastwards. With proj4, 332,870 349,320 lies at -2.9999, 53.0373 or near it.
const codes = Array.from({ length: 200 }, (_, i) => `E01${String(i).padStart(6, '0')}`);

async function take(family: ImportFamily, text: string) {
  const writer = bench.workspace({ 'lsoa:2011': codes });
  const file = bench.file(`${family}.csv`, text);
  const { mapping } = await inspectFiles(family, [file], {}, writer);
  const { findings } = await bench.run(writer, file, mapping);
  return { writer, ...findings };
}

describe('eastings and northings with thousands commas', () => {
  it.each([
    ['sites', 'name,easting,northing\nA,"333,000","345,300"\nB,333001,345301\n'],
    ['postcodes', 'postcode,easting,northing\nL1 1AA,"333,000","345,300"\nL1 1AB,"333,001","345,301"\n'],
    [
      'points',
      'lsoa11cd,easting,northing,population\nE01000001,"333,000","345,300","1,200"\nE01000001,333001,345301,3\n',
    ],
  ] as const)('are read as those without: %s', async (family, text) => {
    const { rows, rejects } = await take(family, text);
    expect(rejects).toEqual([]);
    expect(rows).toEqual({ read: 2, taken: 2, rejected: 0 });
  });
});

describe('coordinates that are exchanged', () => {
  it('in a directory of postcodes are said when nothing of it lies near', async () => {
    const text = 'postcode,lon,lat\nL1 1AA,53.0005,-2.95\nL1 1AB,53.0005,-2.96\n';
    const refused = await refusal(take('postcodes', text));
    expect(refused.message).toMatch(/look exchanged/);
    expect(refused.message).toContain('“lon”');
  });

  it('in a list of candidates are refused, naming the column and what to do', async () => {
    const file = bench.file('candidates.csv', 'id,lon,lat\nc1,53.4119,-2.8396\n');
    expect(await refusal(readPoints(file))).toMatchObject({
      message: 'The longitude and latitude of c1 look exchanged.',
      details: {
        column: 'lon',
        found: 'lon 53.4119, lat -2.8396',
        hint: expect.stringContaining('Rename the columns'),
      },
    });
  });
});

describe('days in the wrong order', () => {
  it.each([
    [
      'sites',
      'name,lon,lat,opened,closed\nA,-2.95,53.0005,2012-01-01,2011-01-01\nB,-2.96,53.0005,2011-01-01,n/a\n',
    ],
    [
      'sites',
      'name,lon,lat,provider,stage,start date,end date\nA,-2.95,53.0005,p1,advice,2012-01-01,2011-01-01\nB,-2.96,53.0005,p1,advice,2011-01-01,-\n',
    ],
  ] as const)('reject their row, which says both: %s', async (family, text) => {
    const { rows, rejects } = await take(family, text);
    expect(rows).toEqual({ read: 2, taken: 1, rejected: 1 });
    expect(rejects).toEqual([
      { row: 2, reason: 'the last day 2011-01-01 is before the first day 2012-01-01' },
    ]);
  });
});

describe('columns that are called as coordinates are', () => {
  it.each([
    [
      'a decimal comma',
      '"-2,9955";"53,0005"',
      /“-2,9955” in the column “lon” .*decimal point, as in -2\.9955/,
    ],
    ['the side of the meridian', '2.9955 W;53.0005 N', /“2\.9955 W” .*without the letter, as in -2\.9955/],
    ['degrees, minutes and seconds', `2°59'43.8" W;53°0'1.8" N`, /as decimal degrees/],
  ])('are believed, and the refusal says how to write them: %s', async (_, cells, words) => {
    const refused = await refusal(take('sites', `name;lon;lat\nA;${cells}\n`));
    expect(refused.message).toMatch(words);
  });

  it.each([['NA'], ['n/a'], ['-'], ['..'], ['#N/A']])(
    'are found where most rows have %s in them, and what is known is taken',
    async (word) => {
      const unknown = ['B', 'C', 'D'].map((name) => `${name},${word},${word},x`);
      const { rows, rejects } = await take(
        'sites',
        ['name,lon,lat,note', 'A,-2.9955,53.0005,x', ...unknown, ''].join('\n'),
      );
      expect(rows).toEqual({ read: 4, taken: 1, rejected: 3 });
      expect(rejects[0]!.reason).toContain(`no position: “lon”, “lat” are “${word}”`);
    },
  );

  it('leave a column of yes and no what it is: no day of opening', async () => {
    const { rows } = await take('sites', 'name,open,lon,lat\nA,Yes,-2.9955,53.0005\nB,No,-2.9955,53.0005\n');
    expect(rows).toEqual({ read: 2, taken: 2, rejected: 0 });
  });
});
