import { afterAll, describe, expect, it } from 'vitest';
import type { Inspection, PointsMapping } from '#contract';
import { inspectFiles, tryImport } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { makeBench, refusal } from '../tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

// The bench draws each area as a square of 0.001 degrees, from 3° W, 53° N eastwards.
const codes = ['E01000001', 'E01000002', 'E01000003'];
const withAreas = () => bench.workspace({ 'lsoa:2011': codes });

const look = (writer: WorkspaceWriter, content: string, hint = {}): Promise<Inspection> =>
  inspectFiles('points', [bench.file('points.csv', content)], hint, writer);

async function importPoints(writer: WorkspaceWriter, content: string, changes: Partial<PointsMapping> = {}) {
  const { mapping, open, notes } = await look(writer, content);
  const file = bench.file('points.csv', content);
  const { findings, draft } = await bench.run(writer, file, { ...(mapping as PointsMapping), ...changes });
  const rejects = findings.rejects.map(({ row, reason }) => `${row}: ${reason}`);
  return { ...findings, open, notes, rejects, draft };
}

const listPoints = (writer: WorkspaceWriter): [code: string, weight: number][] => {
  const { area, weight } = writer.findAreaPoints('lsoa:2011')!;
  return [...area].map((at, point) => [writer.getAreas('lsoa:2011').codes[at]!, weight[point]!]);
};

describe('population points by area code', () => {
  it('are taken with their weights; blank, withheld, negative and odd ones are rejected with row and reason', async () => {
    const writer = withAreas();
    const { rows, rejects, flags, markers, warnings, draft } = await importPoints(
      writer,
      `oa11cd,lsoa11cd,lon,lat,population
E00000001,E01000001,-2.9995,53.0005,120
E00000002,E01000001,-2.9993,53.0003,"1,040"
E00000003,E01000002,-2.9985,53.0005,
E00000004,E01000002,-2.9985,53.0005,*
E00000005,E01000002,-2.9985,53.0005,-4
E00000006,E01000002,-2.9985,53.0005,many
E00000007,E01000002,-2.9985,53.0005,0
E00000008,,-2.9985,53.0005,5
E00000009,E01000002,-2.9985,,5
`,
    );
    expect(rows).toEqual({ read: 9, taken: 3, rejected: 6 });
    expect(rejects).toEqual([
      '4: the weight in the column “population” is blank',
      '5: the weight in the column “population” is withheld (“*”)',
      '6: “-4” in the column “population” is negative, and an amount is never below 0',
      '7: “many” in the column “population” is neither a number nor a known marker for a withheld or missing value',
      '9: the code column “lsoa11cd” is blank',
      '10: the column “lat” is blank',
    ]);
    expect(flags.suppressed).toBe(1);
    expect(markers).toContainEqual({ marker: '*', takenFor: 'suppressed', times: 1 });
    expect(listPoints(writer)).toEqual([
      ['E01000001', 120],
      ['E01000001', 1040],
      ['E01000002', 0],
    ]);
    expect(draft).toMatchObject({ kind: 'points', title: '3 population points of lsoa:2011' });
    expect(warnings).toContain(
      'In 1 area every point has the weight 0, so its points weigh alike: E01000002.',
    );
    expect(warnings).toContain(
      '1 area of lsoa:2011 has no point in the file; journeys end in a point on its surface there.',
    );
  });

  it('weigh alike where the file has no weights, and the report says so', async () => {
    const writer = withAreas();
    const { warnings, notes } = await importPoints(
      writer,
      'lsoa11cd,lon,lat\nE01000001,-2.9995,53.0005\nE01000003,-2.9975,53.0005\n',
    );
    expect(listPoints(writer).map(([, weight]) => weight)).toEqual([1, 1]);
    expect(warnings).toContain('The file says nothing of weights: all points of an area weigh alike.');
    expect(notes).toContain('No column of weights was found: all points of an area weigh alike.');
  });

  it('outside the area that their code names are taken, counted and named', async () => {
    const writer = withAreas();
    const { rows, warnings } = await importPoints(
      writer,
      'lsoa11cd,lon,lat,people\nE01000001,-2.9985,53.0005,5\nE01000001,-2.9995,53.0005,5\nE01000002,-2.9,53.1,7\n',
    );
    expect(rows.taken).toBe(3);
    expect(warnings).toContain(
      '2 points lie outside the area that their codes name and were taken all the same: E01000001 (row 2), E01000002 (row 4).',
    );
  });

  it('of codes that the geography lacks are left out and named', async () => {
    const { rows, unmatched } = await importPoints(
      withAreas(),
      'lsoa11cd,lon,lat\nE01000001,-2.9995,53.0005\nE01000999,-2.5,53.5\nE01000999,-2.6,53.5\n',
    );
    expect(rows).toEqual({ read: 3, taken: 1, rejected: 0 });
    expect(unmatched).toEqual({
      codes: ['E01000999'],
      codesTotal: 1,
      areas: ['E01000002', 'E01000003'],
      areasTotal: 2,
    });
  });

  it('are refused where no code matches, with the geography that the codes look like', async () => {
    const writer = bench.workspace({ 'lsoa:2011': codes, 'lsoa:2021': ['E01040001', 'E01040002'] });
    const content = 'code,lon,lat,people\nE01040001,-2.9995,53.0005,4\nE01040002,-2.9995,53.0005,4\n';
    const refused = await refusal(importPoints(writer, content, { geography: 'lsoa', vintage: '2011' }));
    expect(refused.code).toBe('input_refused');
    expect(refused.message).toBe(
      'No code in “points.csv” belongs to lsoa:2011; the codes look like lsoa:2021.',
    );
    expect(refused.details['hint']).toMatch(/Import it for lsoa:2021 instead: 2 of 2 codes match/);
    expect(writer.findAreaPoints('lsoa:2011')).toBeUndefined();
  });

  it('take the place of those of an earlier import, which the report names', async () => {
    const writer = withAreas();
    await importPoints(writer, 'lsoa11cd,lon,lat,people\nE01000001,-2.9995,53.0005,5\n');
    const before = writer.findAreaPoints('lsoa:2011')!.release;
    const { warnings } = await importPoints(writer, 'lsoa11cd,lon,lat,people\nE01000002,-2.9985,53.0005,6\n');
    expect(listPoints(writer)).toEqual([['E01000002', 6]]);
    expect(warnings).toContain(
      `They take the place of the 1 point of release ${before} (1 population point of lsoa:2011).`,
    );
    writer.undo();
    expect(listPoints(writer)).toEqual([['E01000001', 5]]);
  });
});

describe('population points without area codes', () => {
  it('belong to the area they lie in; those in none are left out', async () => {
    const writer = withAreas();
    const { rows, warnings } = await importPoints(
      writer,
      'place,easting,northing,people\na,333020,345265,5\nb,-2,3,1\nc,400000,300000,2\n',
      { geography: 'lsoa', vintage: '2011', position: metres },
    );
    // PROJ gives 333,020.1 east and 345,265.2 north for the middle of the first square, which is 67 m wide.
    expect(listPoints(writer)).toEqual([['E01000001', 5]]);
    expect(rows).toEqual({ read: 3, taken: 1, rejected: 1 });
    expect(warnings).toContain('1 point lies in no area of lsoa:2011 and was left out.');
  });

  const metres = {
    lonColumn: null,
    latColumn: null,
    eastingColumn: 'easting',
    northingColumn: 'northing',
    crs: null,
    postcodeColumn: null,
  };

  it('are placed by postcode, and belong to the area that the directory names, else to the one they lie in', async () => {
    const writer = withAreas();
    const directory =
      'pcds,lon,lat,lsoa11,doterm\nL1 1AA,-2.9995,53.0005,,\nL1 1AC,-2.9995,53.0005,E01000003,200812\n';
    const file = bench.file('directory.csv', directory);
    await bench.run(writer, file, (await inspectFiles('postcodes', [file], {}, writer)).mapping);
    const { rejects, warnings, mapping } = await importPoints(
      writer,
      'postcode,residents\nL1 1AA,30\nl11ac,12\nL9 9ZZ,8\n,3\n',
      { geography: 'lsoa', vintage: '2011' },
    );
    expect(mapping).toMatchObject({ codeColumn: null, weightColumn: 'residents' });
    expect(listPoints(writer)).toEqual([
      ['E01000001', 30],
      ['E01000003', 12],
    ]);
    expect(rejects).toEqual([
      '4: the postcode “L9 9ZZ” in the column “postcode” is not in the postcode directory of the workspace',
      '5: the row has no position: “postcode” is blank',
    ]);
    expect(warnings).toContain('1 position comes from a postcode that is out of use.');
  });

  it('need a directory where postcodes are all there is', async () => {
    const refused = await refusal(
      importPoints(withAreas(), 'postcode,people\nL1 1AA,3\n', { geography: 'lsoa', vintage: '2011' }),
    );
    expect(refused.message).toMatch(/the workspace has no postcode directory/);
  });

  it('are refused where all of them lie elsewhere', async () => {
    const refused = await refusal(
      importPoints(withAreas(), 'place,lon,lat,people\na,-2.5,53.5,3\n', {
        geography: 'lsoa',
        vintage: '2011',
      }),
    );
    expect(refused.message).toMatch(/No row of “points.csv” can be taken\. 1 point lies in no area/);
  });
});

describe('the guess of a file of population points', () => {
  it('finds the codes, the position and the headcount', async () => {
    const { mapping, open } = await look(
      withAreas(),
      'OA11CD,LSOA11CD,MSOA11CD,X,Y,Usual residents\nE00000001,E01000001,E02000001,332893,345200,310\nE00000002,E01000002,E02000001,332950,345200,290\n',
    );
    expect(open).toEqual([]);
    expect(mapping).toEqual({
      family: 'points',
      geography: 'lsoa',
      vintage: '2011',
      codeColumn: 'LSOA11CD',
      position: {
        lonColumn: null,
        latColumn: null,
        eastingColumn: 'X',
        northingColumn: 'Y',
        crs: null,
        postcodeColumn: null,
      },
      weightColumn: 'Usual residents',
    });
  });

  it('takes the column of the vintage that was asked for', async () => {
    const writer = bench.workspace({ 'lsoa:2011': codes, 'lsoa:2021': codes });
    const content = 'lsoa21cd,lsoa11cd,lon,lat\nE01000001,E01000002,-2.9995,53.0005\n';
    const columnFor = async (vintage: string): Promise<unknown> =>
      (await look(writer, content, { geography: 'lsoa', vintage })).mapping;
    expect(await columnFor('2011')).toMatchObject({ codeColumn: 'lsoa11cd', vintage: '2011' });
    expect(await columnFor('2021')).toMatchObject({ codeColumn: 'lsoa21cd', vintage: '2021' });
  });

  it('does not take codes of another kind for those of the areas', async () => {
    const { mapping } = await look(withAreas(), 'district,lon,lat\nE08000012,-2.9995,53.0005\n', {
      geography: 'lsoa',
      vintage: '2011',
    });
    expect(mapping).toMatchObject({ codeColumn: null, geography: 'lsoa' });
  });

  it('is tried without keeping anything', async () => {
    const writer = withAreas();
    const content = 'lsoa11cd,lon,lat,people\nE01000001,-2.9995,53.0005,5\nE01000002,-2.9985,53.0005,*\n';
    const { mapping } = await look(writer, content);
    const files = [bench.file('points.csv', content)];
    const trial = await tryImport({ files, mapping, reader: writer });
    expect(trial).toMatchObject({ refused: null, brings: { points: 1, sites: 0 }, isWhole: true });
    expect(trial.rejects).toHaveLength(1);
    expect(writer.findAreaPoints('lsoa:2011')).toBeUndefined();
  });
});
