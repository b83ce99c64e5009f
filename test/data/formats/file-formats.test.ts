import { describe, expect, it } from 'vitest';
import {
  fileFormats,
  fileKinds,
  findFormatByName,
  findFormatBySight,
  getFileFormat,
  listEndings,
  listFileFormats,
  PinpointError,
} from '#contract';
import { refuseOtherKind } from '#data/formats/refusals';
import { findShapes } from '#data/formats/shapes';
import { filesOf, zipOf } from '../import/boundaries/files.ts';

const options = { keepGoing: () => undefined, makePlace: () => Promise.reject(new Error()) as never };

describe('what a file of which format is', () => {
  it('is told by one format for each ending, whatever the letter case', () => {
    const endings = fileFormats.flatMap((format) => format.endings as readonly string[]);
    expect(new Set(endings).size).toBe(endings.length);
    for (const { id, endings: own } of fileFormats)
      for (const ending of own) expect(findFormatByName(`a.b/c.${ending.toUpperCase()}`)?.id).toBe(id);
    expect(findFormatByName('readme')).toBeUndefined();
    expect(findFormatByName('areas.dbf')).toBeUndefined();
  });

  it('is told by its beginning, after blanks and a byte order mark', () => {
    expect(findFormatBySight('\uFEFF\n {"type"', 'shapes')?.id).toBe('geojson');
    expect(findFormatBySight('SQLite format 3\u0000', 'shapes')?.id).toBe('geopackage');
    expect(findFormatBySight('code,name', 'shapes')).toBeUndefined();
    expect(findFormatBySight('SQLite format 3\u0000', 'points')).toBeUndefined();
  });

  it('is never that of a kind which is not read', () => {
    for (const ending of listEndings('shapes', 'points', 'table', 'timetable'))
      expect(() => refuseOtherKind(Uint8Array.of(65, 44), `a${ending}`)).not.toThrow();
  });

  it('is named wherever a file of another kind is refused', () => {
    const refused = (): void => refuseOtherKind(Uint8Array.of(65), 'a.kml');
    for (const { name } of listFileFormats('shapes', 'points'))
      expect(refused).toThrow(
        expect.objectContaining({
          details: expect.objectContaining({ expected: expect.stringContaining(name) }),
        }),
      );
  });

  it('is offered where a person chooses files of a content, with the parts that make it up', () => {
    for (const format of fileFormats)
      for (const content of format.contents)
        expect(listEndings(content)).toEqual(
          expect.arrayContaining([...format.endings].map((ending) => `.${ending}`)),
        );
    expect(listEndings('points')).toEqual(
      expect.arrayContaining(getFileFormat('shapefile').parts!.map((part) => `.${part}`)),
    );
    expect(listEndings('timetable')).toEqual([]);
  });

  it('is offered by the file dialog of every family that may read it, and named there', () => {
    for (const { name, endings, contents } of listFileFormats('shapes', 'points')) {
      const kinds = contents.map((content) => fileKinds[content === 'shapes' ? 'outlines' : 'places']);
      for (const kind of kinds) {
        expect(kind.endings).toEqual(expect.arrayContaining(endings.map((ending) => `.${ending}`)));
        expect(kind.formats.toLowerCase()).toContain(name.toLowerCase());
      }
    }
  });

  it('has a reader of outlines for each format that may hold them', async () => {
    for (const { id, endings } of listFileFormats('shapes')) {
      const [found] = await findShapes(
        filesOf({ 'a.zip': zipOf({ [`layer.${endings[0]}`]: 'none' }) }),
        options,
      );
      expect(found?.name, id).toMatch(/^layer/);
    }
  });

  it('is a list in the refusal of a file without outlines', async () => {
    const refused = await findShapes(filesOf({ 'a.csv': 'code\n1\n' }), options).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(PinpointError);
    expect((refused as PinpointError).details.expected).toBe('a Shapefile, GeoJSON, TopoJSON or GeoPackage');
  });
});
