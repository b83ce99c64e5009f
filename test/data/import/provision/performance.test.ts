import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportFamily } from '#contract';
import { inspectFiles } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { makeBench, refusal } from '../tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

const codes = ['E01000001', 'E01000002', 'E01000003'];
const withAreas = () => bench.workspace({ 'lsoa:2011': codes });

async function importAs(
  writer: WorkspaceWriter,
  family: ImportFamily,
  content: string,
  changes: object = {},
) {
  const file = bench.file(`${family}.csv`, content);
  const { mapping, open } = await inspectFiles(family, [file], {}, writer);
  const { findings } = await bench.run(writer, file, { ...mapping, ...changes });
  const rejects = findings.rejects.map(({ row, reason }) => `${row}: ${reason}`);
  return { ...findings, open, rejects };
}

describe('performance by area code', () => {
  it('keeps zero, missing and withheld apart, and adds providers and programmes that are new', async () => {
    const writer = withAreas();
    const { open, rows, flags } = await importAs(
      writer,
      'performance',
      `LSOA code,Provider,Programme,Quarter,Starts,Job outcomes,Sustained,Cost,Target
E01000001,Acorn,Skills,2008 Q1,12,0,,"£1,200",5
E01000002,Acorn,Skills,2008 Q1,*,*,,900,4
`,
    );
    expect(open).toEqual([]);
    expect(rows).toEqual({ read: 2, taken: 2, rejected: 0 });
    expect(flags.suppressed).toBe(2);
    const who = { provider: 'acorn', programme: 'skills', geography: 'lsoa:2011', period: '2008-Q1' };
    expect(writer.listPerformance()).toEqual([
      {
        ...who,
        area: 'E01000001',
        starts: 12,
        outcomes: 0,
        sustained: null,
        cost: 1200,
        target: 5,
        suppressed: [],
        release: 2,
      },
      {
        ...who,
        area: 'E01000002',
        starts: null,
        outcomes: null,
        sustained: null,
        cost: 900,
        target: 4,
        suppressed: ['starts', 'outcomes'],
        release: 2,
      },
    ]);
    expect(writer.listProgrammes()).toMatchObject([{ id: 'skills', provider: 'acorn' }]);
  });

  it('takes neither of two rows that contradict each other, rejects what makes no sense, and names codes of elsewhere', async () => {
    const { rejects, unmatched, warnings } = await importAs(
      withAreas(),
      'performance',
      `code,provider,period,starts,outcomes
E01000003,Acorn,2008-Q1,5,9
E01000001,Acorn,2008-Q1,5,9
E01000001,Acorn,2008-Q1,6,1
E01000003,Acorn,2008-Q1,5,9
E01000002,Acorn,someday,5,1
E01000002,Acorn,2008-Q1,-5,1
E01000002,,2008-Q1,5,1
E01009999,Acorn,2008-Q1,5,1
`,
    );
    expect(rejects).toEqual([
      '4: contradicts row 3 about the same; neither was taken',
      '5: repeats row 2',
      '6: “someday” in the column “period” is not a period',
      '7: “-5” in the column “starts” is negative, and a count is never below 0',
      '8: the column “provider” is blank',
      '3: contradicts row 4 about the same; neither was taken',
    ]);
    expect(unmatched).toMatchObject({ codes: ['E01009999'], codesTotal: 1 });
    expect(warnings.join()).toMatch(/1 row has more job outcomes than starts/);
  });

  it('is refused where no code matches', async () => {
    const refused = await refusal(
      importAs(withAreas(), 'performance', 'code,provider,period,starts\nE01009999,Acorn,2008-Q1,5\n', {
        geography: 'lsoa',
        vintage: '2011',
      }),
    );
    expect(refused.message).toMatch(/No code in “performance.csv” belongs to lsoa:2011/);
  });
});

describe('performance by postcode', () => {
  async function withPostcodes(): Promise<WorkspaceWriter> {
    const writer = withAreas();
    // The bench draws the areas as squares of 0.001 degrees from 3° W, 53° N eastwards. The directory places L1 1AC by code, not by point.
    await importAs(
      writer,
      'postcodes',
      `pcds,lon,lat,lsoa11
L1 1AA,-2.9995,53.0005,
L1 1AB,-2.9994,53.0004,
L1 1AC,-2.9995,53.0005,E01000003
L1 1AD,-2.8,53.0005,
`,
    );
    return writer;
  }

  it('adds records up to areas; one that is withheld withholds the area', async () => {
    const writer = await withPostcodes();
    const { rejects, warnings } = await importAs(
      writer,
      'performance',
      `postcode,provider,period,starts,outcomes
L1 1AA,Acorn,2008-Q1,3,1
l11ab,Acorn,2008-Q1,2,
L1 1AB,Acorn,2008-Q2,2,*
L1 1AA,Acorn,2008-Q2,4,1
L1 1AC,Acorn,2008-Q1,7,7
L1 1AD,Acorn,2008-Q1,1,1
L9 9ZZ,Acorn,2008-Q1,1,1
`,
    );
    expect(
      writer
        .listPerformance()
        .map(({ area, period, starts, outcomes, suppressed }) => [
          area,
          period,
          starts,
          outcomes,
          ...suppressed,
        ]),
    ).toEqual([
      ['E01000001', '2008-Q1', 5, 1],
      ['E01000001', '2008-Q2', 6, null, 'outcomes'],
      ['E01000003', '2008-Q1', 7, 7],
    ]);
    expect(rejects).toEqual([
      '7: its postcode lies in no area of lsoa:2011',
      '8: its postcode is not in the postcode directory of the workspace',
    ]);
    expect(warnings.join()).toMatch(
      /5 records by postcode were added up to 3 rows of lsoa:2011; no postcode was kept/,
    );
  });

  it('goes to the finest areas of the workspace, of their newest edition, where nobody says otherwise', async () => {
    const writer = bench.workspace({ 'ward:2017': ['E05000001'], 'lsoa:2001': codes, 'lsoa:2011': codes });
    const file = bench.file('returns.csv', 'postcode,provider,starts\nL1 1AA,Acorn,3\n');
    const { mapping, open } = await inspectFiles('performance', [file], {}, writer);
    expect(mapping).toMatchObject({ geography: 'lsoa', vintage: '2011', postcodeColumn: 'postcode' });
    expect(open).toEqual(['period']);
    const said = await inspectFiles('performance', [file], { geography: 'ward', vintage: '2017' }, writer);
    expect(said.mapping).toMatchObject({ geography: 'ward', vintage: '2017' });
  });

  it('leaves no postcode of a record anywhere in the file', async () => {
    const writer = await withPostcodes();
    await importAs(
      writer,
      'performance',
      'postcode,provider,period,starts\nL1 1AA,Acorn,2008-Q1,3\nQX97 3ZK,Acorn,2008-Q1,1\nqx973zj,Acorn,2008-Q1,1\n',
    );
    writer.close();
    const bytes = readFileSync(writer.path).toString('latin1').toUpperCase();
    expect(bytes).not.toMatch(/QX97 ?3Z/);
  });

  it('needs a directory', async () => {
    const refused = await refusal(
      importAs(withAreas(), 'performance', 'postcode,provider,period,starts\nL1 1AA,Acorn,2008-Q1,3\n'),
    );
    expect(refused.message).toMatch(/cannot be placed: the workspace has no postcode directory/);
  });
});

describe('providers', () => {
  it('come with their programmes, and with deliveries where a site of the workspace is named', async () => {
    const writer = withAreas();
    await importAs(writer, 'sites', 'id,name,lon,lat\ns1,Alpha,-2.9995,53.0005\n');
    const { rows, rejects } = await importAs(
      writer,
      'providers',
      `provider id,provider name,programme id,programme name,site,stage,places
v1,Acorn,p1,Skills,s1,advice,20
v1,Acorn,p1,Skills,ALPHA,job entry,30
v2,Beech,,,,,
v2,Beech,,,,,
v1,Acorn,p1,Skills,Nowhere,advice,20
,,,,,,5
`,
    );
    expect(rows).toEqual({ read: 6, taken: 3, rejected: 3 });
    expect(rejects).toEqual([
      '5: repeats row 4',
      '6: the workspace has no site “Nowhere”: import its sites first',
      '7: the row names no provider',
    ]);
    const { providers, programmes, deliveries } = writer.getProvision();
    expect(providers).toEqual([
      { id: 'v1', name: 'Acorn' },
      { id: 'v2', name: 'Beech' },
    ]);
    expect(programmes).toEqual([{ id: 'p1', name: 'Skills', provider: 'v1' }]);
    expect(deliveries.map(({ site, stage, places }) => [site, stage, places])).toEqual([
      ['s1', 'advice', 20],
      ['s1', 'job_entry', 30],
    ]);
  });

  it('known by name keep their id; a new name for a known id replaces the old', async () => {
    const writer = withAreas();
    await importAs(writer, 'providers', 'provider id,provider name\nv1,Acorn\n');
    await importAs(writer, 'providers', 'provider name,programme name\nacorn,Skills\n');
    expect(writer.getProvision().programmes).toEqual([{ id: 'skills', name: 'Skills', provider: 'v1' }]);
    await importAs(writer, 'providers', 'provider id,provider name\nv1,Acorn Trust\nv1,Oak\n').then(
      ({ warnings }) =>
        expect(warnings.join()).toMatch(
          /1 id goes with more than one name; the first was kept: v1 is “Acorn Trust” in row 2 and “Oak” in row 3/,
        ),
    );
    expect(writer.getProvision().providers).toEqual([{ id: 'v1', name: 'Acorn Trust' }]);
  });
});
