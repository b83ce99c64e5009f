import { describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { type Row, type ShapefileParts, esriGrid, named, reversed, shapefile, square } from './builders.ts';
import { type Content, filesOf, importNew, zipOf } from './files.ts';

const here = square(335_000, 390_000, 1000);
const beside = square(336_000, 390_000, 1000);

function parts(changes: Partial<ShapefileParts> = {}): Record<string, Content> {
  const rows: Row[] = [
    { values: ['E01000001'], rings: [here] },
    { values: ['E01000002'], rings: [beside] },
  ];
  return shapefile({ rows, prj: esriGrid, ...changes });
}

function oneArea(rings: Row['rings'], values: Row['values'] = ['E01000001']) {
  return importNew(filesOf({ 'a.zip': zipOf(named('a', parts({ rows: [{ values, rings }] }))) }));
}

describe('a shapefile', () => {
  it('imports from a zip', async () => {
    const { codes } = await importNew(filesOf({ 'areas.zip': zipOf(named('areas', parts())) }));
    expect(codes).toEqual(['E01000001', 'E01000002']);
  });

  it('imports from its files picked together', async () => {
    const { codes } = await importNew(filesOf(named('areas', parts())));
    expect(codes).toHaveLength(2);
  });

  it('finds the files beside a .shp picked alone', async () => {
    const [shp] = filesOf(named('areas', parts()));
    expect(shp!.name).toBe('areas.shp');
    const { codes, outcome } = await importNew([shp!]);
    expect(codes).toHaveLength(2);
    expect(outcome.draft.sourceCrs).toBe('British_National_Grid');
  });

  it('is found in a folder of the zip, whatever the case of its endings and beside what a Mac adds', async () => {
    const { shp, dbf, prj } = parts();
    const zip = zipOf({
      'in/Areas.SHP': shp!,
      'in/areas.Dbf': dbf!,
      'in/AREAS.prj': prj!,
      '__MACOSX/in/._Areas.SHP': 'x',
    });
    expect((await importNew(filesOf({ 'a.zip': zip }))).codes).toHaveLength(2);
  });

  it('is read without .shx, and needs its .dbf', async () => {
    const { shp, prj } = parts();
    const files = filesOf({ 'areas.shp': shp!, 'areas.prj': prj! });
    await expect(importNew(files)).rejects.toMatchObject({
      code: 'input_refused',
      message: '“areas.shp” comes without its .dbf file, so its areas have no codes.',
    });
  });

  it('is refused where only the table was picked', async () => {
    const { dbf } = parts();
    await expect(importNew(filesOf({ 'areas.dbf': dbf! }))).rejects.toMatchObject({
      message: '“areas.dbf” has parts of a shapefile, but not its .shp file with the areas.',
    });
  });
});

describe('a zip with several layers', () => {
  const second = shapefile({ rows: [{ values: ['E05000001'], rings: [here] }], prj: esriGrid });
  const zip = zipOf({ ...named('lsoa/areas', parts()), ...named('ward/areas', second) });

  it('lists them and proposes the one with most areas', async () => {
    const inspection = await inspectFiles('boundaries', filesOf({ 'a.zip': zip }), {});
    expect(inspection.layers).toEqual(['lsoa/areas', 'ward/areas']);
    expect(inspection.mapping).toMatchObject({ layer: 'lsoa/areas', geography: 'lsoa' });
    expect(inspection.notes).toContain(
      'The file holds 2 layers: “lsoa/areas” (2 areas) is read, not “ward/areas” (1 area).',
    );
  });

  it('reads the one of the geography that is asked for', async () => {
    const { codes } = await importNew(filesOf({ 'a.zip': zip }), { geography: 'ward' });
    expect(codes).toEqual(['E05000001']);
  });

  it('reads the one chosen', async () => {
    const { codes } = await importNew(filesOf({ 'a.zip': zip }), { layer: 'ward/areas', geography: 'ward' });
    expect(codes).toEqual(['E05000001']);
  });

  it('refuses a layer it does not have, and names those it has', async () => {
    await expect(importNew(filesOf({ 'a.zip': zip }), { layer: 'district' })).rejects.toMatchObject({
      message: '“a.zip” has no layer “district”.',
      details: { expected: 'lsoa/areas, ward/areas' },
    });
  });
});

describe('rings of a record', () => {
  const hole = square(335_200, 390_200, 100);

  it('become a hole where they lie inside another, whichever way they turn', async () => {
    for (const inner of [reversed(hole), hole]) {
      const { shapes } = await oneArea([here, inner]);
      const shape = shapes.get('E01000001')!;
      expect([...shape.polygonEnds]).toEqual([2]);
    }
  });

  it('go to the outer ring they lie in, not to a smaller one whose box they share', async () => {
    // An L: the hole lies in its foot, the small square in the notch; the square's box does not hold the hole, the L's does.
    const l: Row['rings'] = [
      [
        [335_000, 390_000],
        [335_000, 391_000],
        [335_300, 391_000],
        [335_300, 390_300],
        [336_000, 390_300],
        [336_000, 390_000],
        [335_000, 390_000],
      ],
    ];
    const island = square(335_400, 390_400, 500);
    const pond = square(335_600, 390_600, 50);
    const { shapes } = await oneArea([...l, island, reversed(pond)]);
    const shape = shapes.get('E01000001')!;
    const ringsOfPolygons = [...shape.polygonEnds].map(
      (end, i) => end - (i === 0 ? 0 : shape.polygonEnds[i - 1]!),
    );
    expect(ringsOfPolygons.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('become islands where they lie apart', async () => {
    const { shapes } = await oneArea([here, square(340_000, 390_000, 500)]);
    expect([...shapes.get('E01000001')!.polygonEnds]).toEqual([1, 2]);
  });

  it('keep x and y of shapes with heights or measures', async () => {
    for (const type of [15, 25]) {
      const { codes } = await importNew(filesOf(named('areas', parts({ type }))));
      expect(codes).toHaveLength(2);
    }
  });
});

async function codesOf(changes: Partial<ShapefileParts>) {
  const files = filesOf(named('areas', parts(changes)));
  return (await importNew(files, { geography: 'ward' })).codes;
}

describe('codes', () => {
  it('keep the zeros in front of them', async () => {
    expect(await codesOf({ rows: [{ values: ['00BYFA'], rings: [here] }] })).toEqual(['00BYFA']);
    expect(await codesOf({ rows: [{ values: ['007'], rings: [here] }] })).toEqual(['007']);
  });

  it('keep every digit of a numeric column, and lose the decimals a program added', async () => {
    const columns = [{ name: 'code', type: 'N', length: 20 }];
    const codes = ['00012', '12345678901234567890', '1001.000', '1.002e+003'];
    const rows = codes.map((code, index): Row => ({
      values: [code],
      rings: [square(335_000 + index * 2000, 390_000, 1000)],
    }));
    expect(await codesOf({ columns, rows })).toEqual(['00012', '1001', '1002', '12345678901234567890']);
  });
});

describe('text of the table', () => {
  const columns = [{ name: 'code' }, { name: 'name' }];
  async function nameOf(bytes: Uint8Array, cpg?: string) {
    const rows: Row[] = [{ values: ['E01000001', bytes], rings: [here] }];
    const files = filesOf(named('areas', parts({ columns, rows, cpg })));
    const { names, outcome } = await importNew(files, { nameField: 'name' });
    return { name: names[0], warnings: outcome.findings.warnings };
  }
  const utf8 = new TextEncoder().encode('Ynys Môn – café');
  const windows = Buffer.from('Ynys M\u00f4n \u0096', 'latin1');

  it('is read as .cpg says', async () => {
    expect((await nameOf(utf8, 'UTF-8')).name).toBe('Ynys Môn – café');
    expect((await nameOf(windows, '1252')).name).toBe('Ynys Môn –');
    expect((await nameOf(windows, 'ANSI 1252')).name).toBe('Ynys Môn –');
    expect((await nameOf(windows, 'ISO-8859-1')).name).toBe('Ynys Môn –');
    expect((await nameOf(Uint8Array.of(0x4d, 0x93, 0x6e), 'cp850')).name).toBe('Môn');
  });

  it('is found from the bytes where there is no .cpg', async () => {
    expect((await nameOf(utf8)).name).toBe('Ynys Môn – café');
    expect((await nameOf(windows)).name).toBe('Ynys Môn –');
  });

  it('is found from the bytes where .cpg is wrong or no encoding, with a word about it', async () => {
    const wrong = await nameOf(windows, 'UTF-8');
    expect(wrong.name).toBe('Ynys Môn –');
    expect(wrong.warnings[0]).toBe(
      'The .cpg of “areas.dbf” says UTF-8, but the text is not; it was read as Windows-1252.',
    );
    const page = await nameOf(utf8, '<!DOCTYPE html><html><head></head><body>Not found</body></html>');
    expect(page.name).toBe('Ynys Môn – café');
    expect(page.warnings[0]).toContain('names no encoding known here');
  });
});

describe('a damaged shapefile', () => {
  it('is refused where it was cut off', async () => {
    const { shp, dbf, prj } = parts();
    const files = filesOf({ 'a.shp': (shp as Buffer).subarray(0, -40), 'a.dbf': dbf!, 'a.prj': prj! });
    await expect(importNew(files)).rejects.toMatchObject({ message: '“a.shp” is cut off after 1 record.' });
  });

  it('is refused where its table was cut off', async () => {
    const { shp, dbf } = parts();
    const files = filesOf({ 'a.shp': shp!, 'a.dbf': (dbf as Buffer).subarray(0, -15) });
    await expect(importNew(files)).rejects.toMatchObject({
      message: '“a.dbf” is cut off: it announces 2 rows and holds 1.',
    });
  });

  it('is refused where shapes and rows are not as many', async () => {
    const other = shapefile({ rows: [{ values: ['E01000001'], rings: [here] }] });
    const files = filesOf({ 'a.shp': parts().shp!, 'a.dbf': other.dbf! });
    await expect(importNew(files)).rejects.toMatchObject({ details: { found: '2 shapes and 1 rows' } });
  });

  it('is refused where its header is of another kind', async () => {
    const files = filesOf({ 'a.shp': Buffer.alloc(200, 7), 'a.dbf': parts().dbf! });
    await expect(importNew(files)).rejects.toMatchObject({
      message: '“a.shp” is not a shapefile: its header is damaged or of another kind.',
    });
  });

  it('is refused where a web page was saved under its name', async () => {
    const files = filesOf({
      'a.shp': '<!DOCTYPE html><html><body>Sign in</body></html>',
      'a.dbf': parts().dbf!,
    });
    await expect(importNew(files)).rejects.toMatchObject({ message: '“a.shp” holds a web page, not data.' });
  });

  it('loses only the record that is damaged', async () => {
    const shp = Buffer.from(parts().shp as Buffer);
    shp.writeInt32LE(1_000_000, 100 + 8 + 40);
    const files = filesOf({ 'a.shp': shp, 'a.dbf': parts().dbf!, 'a.prj': esriGrid });
    const { codes, rejects } = await importNew(files);
    expect(codes).toEqual(['E01000002']);
    expect(rejects).toEqual([
      '1 E01000001 cannot be taken: its record is damaged: it is too short for its points',
    ]);
  });

  it.each([
    [1, 'points'],
    [3, 'lines'],
    [8, 'groups of points'],
    [31, '3D surfaces'],
  ])('is refused where its shapes are of type %i', async (type, kind) => {
    await expect(importNew(filesOf(named('a', parts({ type }))))).rejects.toMatchObject({
      message: `“a.shp” holds ${kind}, not areas.`,
    });
  });

  it('is refused where it is empty', async () => {
    await expect(importNew(filesOf(named('a', parts({ rows: [] }))))).rejects.toMatchObject({
      message: '“a.shp” is empty: it holds no areas at all.',
    });
  });
});

describe('a row marked as deleted', () => {
  it('is rejected', async () => {
    const rows: Row[] = [
      { values: ['E01000001'], rings: [here], deleted: true },
      { values: ['E01000002'], rings: [beside] },
    ];
    const { rejects } = await importNew(filesOf(named('a', parts({ rows }))));
    expect(rejects).toEqual(['1 E01000001 is marked as deleted']);
  });
});
