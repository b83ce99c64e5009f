import { afterAll, describe, expect, it } from 'vitest';
import type { SitesMapping } from '#contract';
import { inspectFiles } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { makeBench, refusal } from '../tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

// The bench draws areas as squares of 0.001 degrees from 3° W, 53° N eastwards: 200 of them reach to 2.8° W.
const codes = Array.from({ length: 400 }, (_, i) => `E01${String(i).padStart(6, '0')}`);
const inside = '-2.95,53.0005';

/** Guesses, imports, and gives what was found and what the workspace holds. */
async function importSites(writer: WorkspaceWriter, content: string, changes: Partial<SitesMapping> = {}) {
  const file = bench.file('sites.csv', content);
  const { mapping, open, notes } = await inspectFiles('sites', [file], {}, writer);
  const { findings } = await bench.run(writer, file, { ...(mapping as SitesMapping), ...changes });
  const rejects = findings.rejects.map(({ row, reason }) => `${row}: ${reason}`);
  return { ...findings, mapping: mapping as SitesMapping, open, notes, rejects, sites: writer.listSites() };
}

const withAreas = () => bench.workspace({ 'lsoa:2011': codes });

describe('sites by longitude and latitude', () => {
  it('reject coordinates that are none, with row and column, and take the rest', async () => {
    const { rejects, rows } = await importSites(
      withAreas(),
      `id,name,lon,lat
s1,Good,${inside}
s2,Text,here,53.0005
s3,No latitude,-2.95,
s4,Neither,,
s5,Null island,0,0
s6,Far north,-2.95,95
s7,Exchanged,53.0005,-2.95
,No id,${inside}
s9,,${inside}
`,
    );
    expect(rows).toEqual({ read: 9, taken: 2, rejected: 7 });
    expect(rejects).toEqual([
      '3: “here” in the column “lon” is not a coordinate',
      '4: the column “lat” is blank',
      '5: the row has no position: “lon”, “lat” are blank',
      '6: the row has no position: “lon”, “lat” are 0, which stands for none',
      '7: 95 in the column “lat” is not a latitude (−90 to 90 degrees)',
      '8: longitude 53.0005 and latitude -2.95 look exchanged: “lon” should hold the longitude',
      '9: the column “id” is blank',
    ]);
  });

  it('say which lie outside the areas of the workspace, and keep them', async () => {
    const { warnings, sites } = await importSites(
      withAreas(),
      `name,lon,lat\nNear,${inside}\nLondon,-0.1,51.5\n`,
    );
    expect(sites).toHaveLength(2);
    expect(warnings).toEqual([
      '1 site lies outside the areas of the workspace and was taken all the same: London (row 3).',
    ]);
  });

  it('are left out farther off than the margin, if one is asked for, and counted', async () => {
    // 2.76° W is 0.04 degrees of longitude, 2.7 km at this latitude, from the last area.
    const text = `name,lon,lat\nNear,${inside}\nAcross the border,-2.76,53.0005\nLondon,-0.1,51.5\n`;
    const kept = await importSites(withAreas(), text, { cutMarginKm: 5 });
    expect(kept.sites.map(({ name }) => name)).toEqual(['Across the border', 'Near']);
    expect(kept.rows).toEqual({ read: 3, taken: 2, rejected: 0 });
    expect(kept.warnings).toEqual([
      '1 row lies more than 5 km from the areas of the workspace and was left out.',
      '1 site lies outside the areas of the workspace and was taken all the same: Across the border (row 3).',
    ]);
    expect((await importSites(withAreas(), text, { cutMarginKm: 1 })).sites).toHaveLength(1);
    const none = importSites(withAreas(), 'name,lon,lat\nLondon,-0.1,51.5\n', { cutMarginKm: 1 });
    expect((await refusal(none)).message).toMatch(
      /^No row of “sites\.csv” can be taken\. 1 row lies more than 1 km from the areas/,
    );
    // Without areas nothing is far.
    expect((await importSites(bench.workspace({}), text, { cutMarginKm: 1 })).sites).toHaveLength(3);
  });

  it('without areas know no outside', async () => {
    const { warnings } = await importSites(bench.workspace({}), 'name,lon,lat\nLondon,-0.1,51.5\n');
    expect(warnings).toEqual([]);
  });
});

describe('the same site twice', () => {
  it('is told by its id', async () => {
    const { rejects } = await importSites(
      withAreas(),
      `site id,name,lon,lat\n7,One,${inside}\n7,Two,${inside}\n`,
      {
        idColumn: 'site id',
      },
    );
    expect(rejects).toEqual(['3: repeats row 2: the site 7 is in the file already']);
  });

  it('without ids by its name within 50 m; farther away it is another site', async () => {
    // A thousandth of a degree of latitude is 111 m, a ten-thousandth 11 m.
    const { rejects, sites } = await importSites(
      withAreas(),
      'name,lon,lat\nJob Shop,-2.95,53.0005\njob shop,-2.95,53.0006\nJob Shop,-2.95,53.0015\n',
    );
    expect(rejects).toEqual(['3: repeats row 2: a site called job shop lies within 50 m']);
    expect(sites.map(({ id }) => id)).toEqual(['job_shop', 'job_shop_2']);
  });

  it('with different ids is kept and noticed', async () => {
    const { warnings, sites } = await importSites(
      withAreas(),
      'id,name,lon,lat\na,Job Shop,-2.95,53.0005\nb,Job Shop,-2.95,53.0006\n',
    );
    expect(sites).toHaveLength(2);
    expect(warnings).toEqual([
      '1 pair of sites has one name within 50 m but different ids; both were kept: b and a (Job Shop).',
    ]);
  });

  it('in the workspace is replaced, and changes by hand are named', async () => {
    const writer = withAreas();
    await importSites(writer, `name,lon,lat\nJob Shop,${inside}\n`);
    writer.moveSite('job_shop', { lon: -2.95, lat: 53.0006 });
    const { warnings, sites } = await importSites(writer, 'name,lon,lat\nJob Shop,-2.95,53.0007\n');
    expect(sites.map(({ id, lat, edited }) => [id, lat, edited])).toEqual([['job_shop', 53.0007, null]]);
    expect(warnings).toEqual([
      '1 site replaces one that the workspace had: job_shop.',
      '1 of them was changed by hand before; undo the import to get the changes back: job_shop.',
    ]);
  });
});

describe('ids that repeat', () => {
  const repeated = `id,name,lon,lat
A1,Huyton,-2.95,53.0005
A2,Kirkby,-2.94,53.0005
A2,Prescot,-2.93,53.0005
A3,Halewood,-2.92,53.0005
A3,halewood,-2.92,53.0005
`;

  it('stay ids: the first site keeps its own, another one gets one of its name, and the report says which rows', async () => {
    const { mapping, notes, sites, warnings, rejects } = await importSites(withAreas(), repeated);
    expect(mapping.idColumn).toBe('id');
    expect(notes).toContain(
      'Some ids in “id” come more than once; the first row of each keeps it, and the report names the others.',
    );
    expect(sites.map(({ id, name }) => `${id} ${name}`).toSorted()).toEqual([
      'A1 Huyton',
      'A2 Kirkby',
      'A3 Halewood',
      'prescot Prescot',
    ]);
    expect(rejects).toEqual(['6: repeats row 5: the site A3 is in the file already']);
    expect(warnings).toContain(
      '1 row repeats the id of another site and got one of its own name (Prescot in row 4 has the id A2 of row 3: it is prescot). Deliveries that name a repeated id go to the first site with it.',
    );
  });

  it('are found by deliveries that name them', async () => {
    const writer = withAreas();
    await importSites(writer, repeated);
    const file = bench.file('deliveries.csv', 'provider,site,stage\nCouncil,A1,advice\nCouncil,A3,advice\n');
    const { mapping } = await inspectFiles('providers', [file], {}, writer);
    const { findings } = await bench.run(writer, file, mapping);
    expect(findings.rows).toEqual({ read: 2, taken: 2, rejected: 0 });
  });

  it('for the most part are none, and the report says that they were not read', async () => {
    const rows = ['One', 'Two', 'Three', 'Four'].map((name, at) => `7,${name},-2.9${at},53.0005`);
    const { mapping, notes, warnings } = await importSites(
      withAreas(),
      `id,name,lon,lat\n${rows.join('\n')}\n`,
    );
    expect(mapping.idColumn).toBeNull();
    expect(notes).toContain(
      '“id” repeats too often to tell sites apart; their ids are made from their names.',
    );
    expect(warnings).toContain(
      'The ids in “id” were not read; ids were made from the names. Deliveries find these sites by name.',
    );
  });
});

describe('sites by easting and northing', () => {
  it('are on the British National Grid unless the mapping says otherwise', async () => {
    const { sites, rejects } = await importSites(
      bench.workspace({}),
      'name,Easting,Northing\nTower,651409.903,313177.270\nSwapped,313177,1651409\n',
    );
    // Ordnance Survey, "A guide to coordinate systems in Great Britain", annex C: TG 51409 13177 is 52°39′27.25″ N 1°43′04.52″ E on Airy; 52.657979 N, 1.716039 E on WGS 84.
    expect(sites[0]!.lon).toBeCloseTo(1.716, 3);
    expect(sites[0]!.lat).toBeCloseTo(52.658, 3);
    expect(rejects[0]).toMatch(/1651409 in the column “Northing” lies outside the British National Grid/);
  });
});

describe('sites by postcode', () => {
  it('need a postcode directory first', async () => {
    const refused = await refusal(importSites(withAreas(), 'name,postcode\nShop,L1 1AA\n'));
    expect(refused.message).toMatch(/cannot be placed: the workspace has no postcode directory/);
    expect(refused.details['hint']).toMatch(/Code-Point Open/);
  });

  it('take the position from the directory, and the file’s own where it has one', async () => {
    const writer = withAreas();
    const file = bench.file(
      'directory.csv',
      `postcode,lon,lat,doterm\nL1 1AA,${inside},\nL1 1AB,-2.96,53.0005,2005-06\nM1 1AA,-2.2,53.9,\n`,
    );
    const { mapping } = await inspectFiles('postcodes', [file], {}, writer);
    const directory = await bench.run(writer, file, mapping);
    expect(directory.findings.rows).toEqual({ read: 3, taken: 2, rejected: 0 });
    expect(directory.findings.warnings[0]).toMatch(/1 postcode lies more than 30 km from the areas/);
    const { sites, warnings, rejects } = await importSites(
      writer,
      'name,lon,lat,postcode\nOld,,,l11ab\nNew,,,L1  1AA\nOwn,-2.97,53.0005,L1 1AA\nNowhere,,,L9 9ZZ\n',
    );
    expect(sites.map(({ name, lon }) => [name, lon])).toEqual([
      ['New', -2.95],
      ['Old', -2.96],
      ['Own', -2.97],
    ]);
    expect(warnings).toEqual(['1 position comes from a postcode that is out of use.']);
    expect(rejects).toEqual([
      '5: the postcode “L9 9ZZ” in the column “postcode” is not in the postcode directory of the workspace',
    ]);
  });
});

const deliveries = `Site ID,Site name,Lon,Lat,Provider,Programme,Stage,Funding stream,Places,Cost,Start date,End date,Eligible
a,Alpha,${inside},Acorn,Skills,Advice and guidance,ESF,120,"£24,000",01/04/2008,31/03/2009,
a,Alpha,${inside},Acorn,Into Work,job brokerage,DAF,,*,2008/09,,age=18-24; lone parent=yes
b,Beta,-2.96,53.0005,Beech,Skills,IAG,ESF,10,,,,
`;

describe('a file of deliveries', () => {
  it('gives sites, providers, programmes and one delivery a row', async () => {
    const writer = withAreas();
    const { rows, mapping, open, sites, warnings } = await importSites(writer, deliveries);
    expect(open).toEqual([]);
    expect(mapping.delivery).toMatchObject({
      stageColumn: 'Stage',
      providerNameColumn: 'Provider',
      stageWords: { IAG: 'advice', 'job brokerage': 'job_entry' },
    });
    expect(rows).toEqual({ read: 3, taken: 3, rejected: 0 });
    expect(sites.map(({ id }) => id)).toEqual(['a', 'b']);
    const provision = writer.getProvision();
    expect(provision.providers.map(({ id }) => id)).toEqual(['acorn', 'beech']);
    expect(provision.deliveries).toEqual([
      expect.objectContaining({
        programme: 'into_work',
        stage: 'job_entry',
        fundingStream: 'DAF',
        places: null,
        cost: null,
        firstDay: '2008-04-01',
        lastDay: null,
        eligible: ['age=18-24', 'lone_parent=yes'],
      }),
      expect.objectContaining({
        site: 'a',
        programme: 'skills',
        stage: 'advice',
        places: 120,
        cost: 24_000,
        firstDay: '2008-04-01',
        lastDay: '2009-03-31',
        eligible: [],
      }),
      expect.objectContaining({ site: 'b', stage: 'advice', places: 10 }),
    ]);
    expect(warnings).toEqual([
      '1 programme is named with another provider than before (skills); the first was kept.',
    ]);
  });

  it.each([
    [
      'Somewhere',
      '1',
      '',
      '',
      /“Somewhere” in the column “stage” is no stage: Engagement, Advice and guidance/,
    ],
    ['', '1', '', '', /the column “stage” is blank/],
    ['advice', 'ten', '', '', /“ten” in the column “places” is neither a number/],
    ['advice', '-3', '', '', /“-3” in the column “places” is negative/],
    ['advice', '1', '31/02/2008', '', /“31\/02\/2008” in the column “start date” is not a day/],
    ['advice', '1', '2009-01-01', '2008-01-01', /the last day 2008-01-01 is before the first day 2009-01-01/],
  ])(
    'rejects a row with stage “%s”, places “%s”, days “%s” to “%s”',
    async (...[stage, places, start, end, reason]) => {
      const { rejects, rows } = await importSites(
        withAreas(),
        `name,lon,lat,provider,stage,places,start date,end date\nGood,${inside},Acorn,advice,5,2008-01-01,2008-12-31\nBad,${inside},Acorn,${stage},${places},${start},${end}\n`,
      );
      expect(rows).toMatchObject({ taken: 1, rejected: 1 });
      expect(rejects[0]).toMatch(reason);
    },
  );
});

describe('places of work', () => {
  const jobs = `name,lon,lat,jobs\nDocks,${inside},"3,200"\nRetail park,-2.9,53.0005,\nNight market,-2.85,53.0005,many\nFarm,-2.82,53.0005,-4\n`;

  it('are what a list with jobs is read as; jobs that are no number are refused with row and column', async () => {
    const { mapping, notes, rejects, sites, warnings } = await importSites(withAreas(), jobs);
    expect(mapping).toMatchObject({
      kind: 'employment',
      jobsColumn: 'jobs',
      kindColumn: null,
      delivery: null,
    });
    expect(notes.join(' ')).toContain('“jobs” counts their jobs');
    expect(sites.map(({ id, kind, jobs: count }) => [id, kind, count])).toEqual([
      ['docks', 'employment', 3_200],
      ['retail_park', 'employment', null],
    ]);
    expect(rejects).toEqual([
      expect.stringMatching(/^4: “many” in the column “jobs” is neither a number/),
      '5: “-4” in the column “jobs” is negative, and a count is never below 0',
    ]);
    expect(warnings).toEqual(['How many jobs there are is not known of 1 employment site: Retail park.']);
  });

  it('stand beside sites of provision where a column says which is which; blank means what the file is said to be', async () => {
    const { mapping, rejects, sites } = await importSites(
      withAreas(),
      `name,lon,lat,type,jobs\nDocks,${inside},Employment site,50\nJob shop,-2.9,53.0005,provision,\nOther,-2.85,53.0005,,\nPark,-2.82,53.0005,park,\n`,
    );
    expect(mapping).toMatchObject({ kind: 'provision', kindColumn: 'type', jobsColumn: 'jobs' });
    expect(sites.map(({ id, kind }) => [id, kind])).toEqual([
      ['docks', 'employment'],
      ['job_shop', 'provision'],
      ['other', 'provision'],
    ]);
    expect(rejects).toEqual(['5: “park” in the column “type” is no kind of site: provision or employment']);
  });

  it('can be said for the whole file, also without jobs', async () => {
    const { sites } = await importSites(withAreas(), `name,lon,lat\nDocks,${inside}\n`, {
      kind: 'employment',
    });
    expect(sites).toMatchObject([{ id: 'docks', kind: 'employment', jobs: null }]);
  });
});

describe('deliveries of nobody named', () => {
  it('are taken with their stage, and the report says so', async () => {
    const writer = withAreas();
    const { rows, rejects, warnings } = await importSites(
      writer,
      `name,lon,lat,stage,places\nNorth,${inside},advice,40\nSouth,-2.9,53.0005,job entry,20\nEmpty,-2.85,53.0005,,\n`,
    );
    expect([rows.taken, rejects]).toEqual([3, []]);
    const { providers, programmes, deliveries } = writer.getProvision();
    expect(providers).toEqual([{ id: 'not_named', name: 'Provider not named' }]);
    expect(programmes.map(({ id, name }) => [id, name])).toEqual([
      ['not_named:advice', 'Advice and guidance'],
      ['not_named:job_entry', 'Job entry'],
    ]);
    expect(deliveries.map(({ site, stage, places }) => [site, stage, places])).toEqual([
      ['north', 'advice', 40],
      ['south', 'job_entry', 20],
    ]);
    expect(warnings).toEqual([
      'The file does not say who delivers: 2 deliveries were put under “Provider not named” (not_named).',
    ]);
  });

  it('are refused where a column of providers is there but blank, with what to do', async () => {
    const { rejects } = await importSites(
      withAreas(),
      `name,lon,lat,stage,provider\nNorth,${inside},advice,Acorn\nSouth,-2.9,53.0005,advice,\n`,
    );
    expect(rejects).toEqual([expect.stringMatching(/^3: the row names no provider: fill in “provider”/)]);
  });

  it('may have the stage of the whole file', async () => {
    const writer = withAreas();
    const file = bench.file('sites.csv', `name,lon,lat,places\nNorth,${inside},40\n`);
    const { mapping } = await inspectFiles('sites', [file], { stage: 'advice' }, writer);
    await bench.run(writer, file, mapping);
    expect(writer.getProvision().deliveries).toMatchObject([{ site: 'north', stage: 'advice', places: 40 }]);
  });
});

describe('a file that cannot be taken', () => {
  it('says which columns would tell the position', async () => {
    const refused = await refusal(importSites(withAreas(), 'name,colour\nShop,red\n'));
    expect(refused.message).toBe('Where the rows of “sites.csv” lie is not said.');
  });

  it('names the first reason where no row is good', async () => {
    const refused = await refusal(importSites(withAreas(), 'name,lon,lat\nShop,-2.95,95\n'));
    expect(refused).toMatchObject({ code: 'input_refused', details: { row: 2 } });
    expect(refused.message).toMatch(
      /No row of “sites.csv” can be taken: in row 2 95 in the column “lat” is not/,
    );
  });
});

describe('places that another reading of their numbers would put into the region', () => {
  // The bench's first area about 2.95° W, 53.0005° N: E 336,344 N 345,364 (Ordnance Survey's transformation, by proj).
  const rowsOf = (header: string, row: string) =>
    importSites(withAreas(), `name,${header}\nGood,${inside},,\nOdd,${row}\n`);
  const columns = 'lon,lat,easting,northing';

  it.each([
    [
      'degrees under metres',
      ',,-2.95,53.0005',
      'are degrees, not metres: name the columns as longitude and latitude',
    ],
    ['latitude first under metres', ',,53.0005,-2.95', 'are degrees, latitude first'],
    [
      'UTM',
      ',,503355,5872430',
      'are metres of UTM zone 30, not of the British National Grid: say the reference system EPSG:32630',
    ],
    ['Web Mercator', ',,-328392,6983090', 'are metres of Web Mercator'],
    ['metres under degrees', '336344,345364,,', 'are metres of the British National Grid, not degrees'],
    ['no minus sign', '2.95,53.0005,,', 'would lie in the region with a minus sign before the longitude'],
    ['another country', '2.35,48.86,,', 'lie beyond the British Isles (longitude 2.3500, latitude 48.8600)'],
    [
      'degrees, minutes and seconds',
      '2°57′00″W,53°00′02″N,,',
      'write degrees, minutes and seconds as decimal degrees',
    ],
  ])('are rejected with row and remedy: %s', async (_, row, words) => {
    const { rejects, sites } = await rowsOf(columns, row);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toContain(words);
    expect(rejects[0]).toMatch(/^3: /);
    expect(sites.map(({ name }) => name)).toEqual(['Good']);
  });

  it('do not doubt a place that lies elsewhere in the country either way', async () => {
    const { rejects, sites } = await rowsOf(columns, ',,530000,180000');
    expect(rejects).toEqual([]);
    expect(sites).toHaveLength(2);
  });
});
