import { describe, expect, test } from 'vitest';
import {
  exportDocuments,
  exportFormatIds,
  findFormat,
  getFormat,
  hasRoomFor,
  listFormats,
  nameInFormat,
  type ExportDocumentKind,
} from '#contract';

const kinds = Object.keys(exportDocuments) as ExportDocumentKind[];

describe('formats and documents', () => {
  test('an image has no room for what is a table only, a map has for what lies somewhere', () => {
    expect(hasRoomFor({ holds: ['drawing'] }, exportDocuments.performance)).toBe(false);
    expect(hasRoomFor({ holds: ['areas'] }, exportDocuments.performance)).toBe(false);
    expect(hasRoomFor({ holds: ['areas'] }, exportDocuments.reach)).toBe(true);
  });

  test('what lies nowhere is offered in no format of maps, all else in every format', () => {
    const ofMaps = exportFormatIds.filter((id) => getFormat(id).holds.includes('areas'));
    expect(ofMaps.length).toBeGreaterThan(0);
    for (const kind of kinds)
      expect(listFormats(kind)).toEqual(
        exportFormatIds.filter((id) => kind !== 'performance' || !ofMaps.includes(id)),
      );
  });

  test('a name in a format is found again, in whatever case; an ending alone is no name', () => {
    for (const format of exportFormatIds) {
      expect(findFormat(nameInFormat('a.b', format).toUpperCase())).toEqual({ format, fileName: 'A.B' });
      expect(findFormat(nameInFormat('', format))).toBeUndefined();
    }
    expect(findFormat('list.csv.gz')).toBeUndefined();
  });
});
