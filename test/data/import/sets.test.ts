import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import {
  takeFingerprint,
  inspectFiles,
  listSets,
  takeOneSet,
  tryImport,
  type FoundSets,
  type ImportFile,
} from '#data/import';
import { collection, lonLatAreas } from './boundaries/builders.ts';
import { type Content, emptyWorkspace, filesOf, importNew, mappingOf, zipOf } from './boundaries/files.ts';

const areas = collection(lonLatAreas(2));
const claims = 'code,value\nE01000001,5\n';
const feed = {
  'stops.txt': 'stop_id\n',
  'trips.txt': 'trip_id\n',
  'stop_times.txt': 'trip_id\n',
  'agency.txt': 'x\n',
};

/** `name <- the names of its files`, and what was left. */
function tell({ sets, left }: FoundSets): { sets: string[]; left: string[] } {
  const lines = sets.map(({ name, files, unread }) => {
    const inner = files.map((file) => file.name).filter((each) => each !== name);
    return [name, ...inner, ...unread.map((each) => `(${each})`)].join(' + ');
  });
  return { sets: lines, left };
}

const found = async (contents: Record<string, Content>) => tell(await listSets(filesOf(contents)));

describe('the data sets in chosen files', () => {
  it('each file is one, and the files of a shapefile together are one', async () => {
    const names = [
      'a.csv',
      'LSOA.shp',
      'b.geojson',
      'lsoa.DBF',
      'lsoa.prj',
      'lsoa.shx',
      'lsoa.shp.xml',
      'other.dbf',
    ];
    const contents = Object.fromEntries(names.map((name) => [name, 'x']));
    expect((await found(contents)).sets).toEqual([
      'a.csv',
      'LSOA.shp + lsoa.DBF + lsoa.prj + (lsoa.shx) + (lsoa.shp.xml)',
      'b.geojson',
      'other.dbf',
    ]);
  });

  it('every file chosen is in a set', async () => {
    const files: ImportFile[] = [
      ...filesOf({ 'a.shp': 'x', 'a.dbf': 'x' }),
      ...filesOf({ 'a.shp': 'y', 'a.dbf': 'y' }),
    ];
    const { sets } = await listSets(files);
    expect(sets.map((set) => set.files.map(({ path }) => path))).toEqual([
      [files[0]!.path, files[1]!.path],
      [files[2]!.path, files[3]!.path],
    ]);
  });

  it('a shapefile chosen by its .shp alone brings what lies beside it', async () => {
    const [shp] = filesOf({ 'a.shp': 'x', 'a.dbf': 'x', 'a.prj': 'x', 'a.sbn': 'x', 'b.dbf': 'x' });
    expect((await takeOneSet([shp!])).map(({ name }) => name).toSorted()).toEqual([
      'a.dbf',
      'a.prj',
      'a.shp',
    ]);
  });

  it('each table and layer of a zip is one, and what no import reads is left by name', async () => {
    const zip = zipOf({ 'jan.csv': claims, 'more/areas.geojson': areas, 'readme.txt': 'x', 'map.png': 'x' });
    expect(await found({ 'a.zip': zip })).toEqual({
      sets: ['a.zip: jan.csv', 'a.zip: more/areas.geojson'],
      left: ['a.zip: readme.txt', 'a.zip: map.png'],
    });
  });

  it('two shapefiles in a zip are two', async () => {
    const zip = zipOf({ 'x/a.shp': 'x', 'x/a.dbf': 'x', 'b.shp': 'x', 'b.dbf': 'x', 'b.prj': 'x' });
    expect((await found({ 'a.zip': zip })).sets).toEqual(['a.zip: x/a', 'a.zip: b']);
  });

  it('a zip with one table, a timetable and a spreadsheet are one each', async () => {
    const sheet = zipOf({ 'xl/workbook.xml': 'x', 'xl/sheet1.csv': 'x' });
    const one = zipOf({ 'a.csv': claims, 'notes.txt': 'x' });
    expect(await found({ 'one.zip': one, 'feed.zip': zipOf(feed), 'sheet.xlsx': sheet })).toEqual({
      sets: ['one.zip', 'feed.zip', 'sheet.xlsx'],
      left: ['one.zip: notes.txt'],
    });
  });

  it('a file that cannot be opened stands for itself', async () => {
    expect((await found({ 'broken.zip': 'PK no zip', 'empty.csv': '', 'a.csv': claims })).sets).toEqual([
      'broken.zip',
      'empty.csv',
      'a.csv',
    ]);
  });

  it('of a zip that is read as it is, what was taken and what was left is said', async () => {
    const zip = zipOf({ 'data.csv': claims, 'metadata.csv': 'a,b\n1,2\n', 'readme.txt': 'x' });
    const { notes } = await inspectFiles('observations', filesOf({ 'a.zip': zip }), {});
    expect(notes).toContain(
      '“a.zip: data.csv” is read; its archive holds 2 more files, which were left: “metadata.csv”, “readme.txt”.',
    );
  });

  it('a part of a zip is looked at, imported and fingerprinted as if it were a file', async () => {
    const [zip] = filesOf({ 'a.zip': zipOf({ 'jan.csv': claims, 'feb.csv': `${claims}E01000002,10\n` }) });
    const [jan, feb] = (await listSets([zip!])).sets;
    const look = await inspectFiles('observations', feb!.files, {});
    expect(look).toMatchObject({ columns: ['code', 'value'], rows: 2, format: 'CSV in a zip' });
    expect((await takeFingerprint(jan!.files)).sha256).toBe(
      createHash('sha256').update(claims).digest('hex'),
    );
    const both = filesOf({ 'b.zip': zipOf({ 'a.geojson': areas, 'b.geojson': collection(lonLatAreas(1)) }) });
    const { outcome, codes } = await importNew((await listSets(both)).sets[1]!.files);
    expect(codes).toHaveLength(1);
    expect(outcome.draft.file).toBe('b.zip: b.geojson');
  });
});

describe('files that do not belong together', () => {
  const contents = { 'areas.geojson': areas, 'claims.csv': claims, 'more.geojson': areas };

  it('are refused by every step of an import, and the surplus is named', async () => {
    const files = filesOf(contents);
    const refusal = {
      code: 'usage',
      message:
        'Files are imported one at a time: beside “areas.geojson” there are “claims.csv”, “more.geojson”.',
    };
    const mapping = mappingOf();
    await expect(inspectFiles('boundaries', files, {})).rejects.toMatchObject(refusal);
    await expect(importNew(files)).rejects.toMatchObject(refusal);
    await expect(tryImport({ files, mapping, reader: emptyWorkspace() })).rejects.toMatchObject(refusal);
  });

  it.each([
    ['a table beside a timetable', { 'feed.zip': zipOf(feed), 'claims.csv': claims }],
    ['two timetables', { 'one.zip': zipOf(feed), 'two.zip': zipOf(feed) }],
    ['a table beside a shapefile', { 'a.shp': 'x', 'a.dbf': 'x', 'a.csv': claims }],
    ['parts of two shapefiles', { 'a.shp': 'x', 'a.dbf': 'x', 'b.dbf': 'x' }],
  ])('such as %s', async (_, surplus) => {
    await expect(takeOneSet(filesOf(surplus as Record<string, Content>))).rejects.toBeInstanceOf(
      PinpointError,
    );
  });
});
