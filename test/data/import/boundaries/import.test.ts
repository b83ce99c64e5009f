import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { landAreaM2 } from '#core/geography';
import { type Progress, quietProgress } from '#data/import';
import { collection, type JsonArea, lonLatAreas, polygon, reversed, square } from './builders.ts';
import { emptyWorkspace, filesOf, importInto, importNew, mappingOf } from './files.ts';

const fileOf = (areas: readonly JsonArea[]) => filesOf({ 'areas.geojson': collection(areas) });
const [first, second, third] = lonLatAreas(3) as [JsonArea, JsonArea, JsonArea];

describe('an import of boundaries', () => {
  it('stores code, name, shape, label point and land area', async () => {
    const { workspace, outcome } = await importNew(fileOf([first, second]), { nameField: 'name' });
    const areas = workspace.getAreas('lsoa:2011');
    expect(areas.codes).toEqual(['E01000001', 'E01000002']);
    expect(areas.names).toEqual(['Place 1', 'Place 2']);
    const [drawn] = [...workspace.readShapes('lsoa:2011')];
    expect(landAreaM2(drawn!.shape)).toBeGreaterThan(700_000);
    expect(outcome.findings.rows).toEqual({ read: 2, taken: 2, rejected: 0 });
    expect(outcome.draft).toMatchObject({
      title: 'LSOA 2011 boundaries (2 areas)',
      file: 'areas.geojson',
      sourceCrs: 'EPSG:4326 (WGS 84)',
    });
    expect(outcome.draft.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes the second of two areas with one code where the first had to be rejected', async () => {
    const broken = { ...first, geometry: null };
    const { codes, rejects } = await importNew(fileOf([broken, first]));
    expect(codes).toEqual(['E01000001']);
    expect(rejects).toEqual(['1 E01000001 has no geometry']);
  });

  it('rejects an area without a code', async () => {
    for (const code of [null, '', '  ']) {
      const { rejects } = await importNew(fileOf([first, { ...second, properties: { code } }]));
      expect(rejects).toEqual(['2 it has no code']);
    }
  });

  it('compares official codes in capitals and without spaces around them', async () => {
    const { codes } = await importNew(fileOf([{ ...first, properties: { code: ' e01000001 ' } }]));
    expect(codes).toEqual(['E01000001']);
  });

  it('mends what can be mended, and reports it by kind', async () => {
    const bow = polygon([
      [-3, 53],
      [-2.9, 53.1],
      [-2.9, 53],
      [-3, 53.1],
      [-3, 53],
    ]);
    const unclosed = polygon(reversed(square(-3.2, 53.4, 0.01)).slice(0, 4));
    const { codes, outcome } = await importNew(
      fileOf([
        { ...first, geometry: bow },
        { ...second, geometry: unclosed },
      ]),
    );
    expect(codes).toHaveLength(2);
    expect(outcome.findings.mended).toEqual(
      expect.arrayContaining([
        { kind: 'self-crossing', times: 1, examples: ['E01000001'] },
        { kind: 'unclosed ring', times: 1, examples: ['E01000002'] },
      ]),
    );
  });

  it('rejects what cannot', async () => {
    const line = polygon([
      [-3, 53],
      [-2.9, 53],
      [-3, 53],
    ]);
    const { rejects } = await importNew(fileOf([first, { ...second, geometry: line }]));
    expect(rejects).toEqual(['2 E01000002 encloses no area']);
  });

  it('finds its fields whatever their case', async () => {
    expect((await importNew(fileOf([first]), { codeField: 'CODE', nameField: 'Name' })).names).toEqual([
      'Place 1',
    ]);
  });

  it('is refused without a code field, or with one that is not there', async () => {
    await expect(importNew(fileOf([first]), { codeField: '' })).rejects.toMatchObject({
      message: 'It is not known which field of “areas.geojson” holds the area codes.',
    });
    await expect(importNew(fileOf([first]), { codeField: 'lsoa' })).rejects.toMatchObject({
      message: '“areas.geojson” has no field “lsoa”.',
      details: { column: 'lsoa', expected: 'code, name' },
    });
  });

  it('is refused where no feature can be taken, for the reason most of them share', async () => {
    const codeless = [first, second].map((area) => ({ ...area, properties: { code: '' } }));
    await expect(importNew(fileOf(codeless))).rejects.toMatchObject({
      code: 'input_refused',
      message: 'Not one feature of “areas.geojson” can be taken as an area: the first has no code.',
      details: { column: 'code', found: '2 features refused because it has no code' },
    });
  });

  it('is refused where the codes are of another kind of area', async () => {
    await expect(importNew(fileOf([first]), { geography: 'ward' })).rejects.toMatchObject({
      message: 'The codes of “areas.geojson” are those of LSOAs, not of the kind ward.',
    });
  });

  it('warns where codes did not exist in the stated vintage', async () => {
    const young = { ...second, properties: { code: 'E01034567' } };
    const { outcome } = await importNew(fileOf([first, young]));
    expect(outcome.findings.warnings[0]).toContain('1 code did not exist in 2011, such as E01034567');
  });

  it('warns where another vintage has exactly the same codes', async () => {
    const workspace = emptyWorkspace();
    await importInto(workspace, fileOf([first]), mappingOf({ vintage: '2001' }));
    const { outcome } = await importInto(workspace, fileOf([first]), mappingOf());
    expect(outcome.findings.warnings[0]).toContain('These are exactly the codes of lsoa:2001');
  });
});

describe('parents', () => {
  const withParents = [first, second, third].map((area, index) => ({
    ...area,
    properties: { ...area.properties, LADCD: ['E08000012', 'E08000099', null][index] },
  }));
  const mapping = mappingOf({ parentField: 'LADCD', parentGeography: 'district:2013' });

  it('link areas to what the workspace knows, and tell what it does not', async () => {
    const workspace = emptyWorkspace();
    const district = {
      properties: { code: 'E08000012' },
      geometry: polygon(reversed(square(-3.1, 53.3, 0.3))),
    };
    await importInto(workspace, fileOf([district]), mappingOf({ geography: 'district', vintage: '2013' }));
    const { outcome } = await importInto(workspace, fileOf(withParents), mapping);
    expect(outcome.findings.unmatched).toEqual({
      codes: ['E08000099'],
      codesTotal: 1,
      areas: ['E01000003'],
      areasTotal: 1,
    });
    expect(outcome.findings.warnings).toEqual([
      '1 area has no parent in “LADCD”, such as E01000003.',
      '1 parent is not in district:2013, such as E08000099.',
    ]);
    const parents = workspace.findParents('lsoa:2011', 'district:2013')!;
    expect(workspace.getAreas('district:2013').codes[parents[0]!]).toBe('E08000012');
  });

  it('get their kind from their codes where the mapping leaves it open', async () => {
    const { outcome } = await importNew(fileOf(withParents), { parentField: 'LADCD', parentGeography: null });
    expect(outcome.draft.parentGeography).toBe('district:2011');
  });
});

describe('progress', () => {
  it('names its stages and counts areas', async () => {
    const told: string[] = [];
    const progress: Progress = {
      stage: (name, weight) => void told.push(`${name} ${weight > 0}`),
      report: (done, total, unit) => void told.push(`${done}/${total} ${unit}`),
      checkCancelled() {},
    };
    await importInto(emptyWorkspace(), fileOf([first, second]), mappingOf(), { progress });
    expect(told).toEqual(['Reading the file true', 'Checking the areas true', '2/2 areas', 'Comparing true']);
  });

  it('stops within a batch once it is cancelled', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => ({
      properties: { code: `A${index}` },
      geometry: polygon(reversed(square(-3 + index * 0.001, 53.4, 0.001))),
    }));
    let polled = 0;
    const progress: Progress = {
      ...quietProgress,
      checkCancelled() {
        polled += 1;
        if (polled === 3) throw new PinpointError('cancelled', 'The import was cancelled.');
      },
    };
    const workspace = emptyWorkspace();
    await expect(importInto(workspace, fileOf(many), mappingOf(), { progress })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(workspace.describe().geographies).toEqual([]);
  });
});

describe('boundaries of which nobody said the publisher', () => {
  it('carry the licence lines of the ONS where every code is an official one', async () => {
    const { outcome } = await importNew(fileOf([first, second]), {}, null);
    expect(outcome.draft.attribution).toEqual([
      'Source: Office for National Statistics licensed under the Open Government Licence v.3.0',
      'Contains OS data © Crown copyright and database right 2011',
    ]);
    expect(outcome.findings.warnings.join(' ')).toContain('No publisher was said');
  });

  it('carry nobody’s where a code is of their own making', async () => {
    const own = { ...first, properties: { code: 'NORTH-1' } };
    const { outcome } = await importNew(fileOf([own]), {}, null);
    expect(outcome.draft.attribution).toEqual([]);
  });
});
