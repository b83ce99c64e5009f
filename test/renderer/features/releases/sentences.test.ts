import { describe, expect, it } from 'vitest';
import type { ImportMapping } from '#contract';
import {
  cutWords,
  flagWords,
  mappingLines,
  metWords,
  reportSentence,
  warningsBeyond,
} from '../../../../renderer/features/releases/sentences.ts';
import { readReport } from '../../../../renderer/state/index.ts';

const mapping: ImportMapping = {
  family: 'designation',
  id: 'daf',
  name: 'Deprived Areas Fund wards',
  geography: 'ward',
  vintage: '2003',
  codeColumn: 'code',
};
const rows = { read: 64, taken: 62, rejected: 2 };

describe('a report that is kept with its release', () => {
  it('is read back with the number of the release', () => {
    expect(readReport({ rows, mapping, warnings: ['One.'] }, 7)).toMatchObject({
      release: 7,
      rows,
      warnings: ['One.'],
      rejects: [],
    });
  });

  it('is none where the release came from no file', () => {
    expect(readReport(null, 7)).toBeNull();
    expect(readReport({ made: 'by Pinpoint' }, 7)).toBeNull();
  });
});

describe('the sentence of a report', () => {
  it('says rows taken, rejected, and how long it took', () => {
    const report = { ...readReport({ rows, mapping }, 7)!, seconds: 1.23 };
    expect(reportSentence(report)).toBe('62 of 64 rows taken, 2 rejected in 1.2 s.');
    expect(reportSentence({ ...report, rows: { read: 64, taken: 64, rejected: 0 }, seconds: 0 })).toBe(
      'All 64 rows taken.',
    );
  });

  it('tells suppressed, estimated and rounded values apart', () => {
    const flags = { suppressed: 1, estimated: 0, rounded: 1650 };
    expect(flagWords({ ...readReport({ rows, mapping }, 7)!, flags })).toEqual([
      '1 value is suppressed',
      '1,650 values are rounded by the publisher',
    ]);
  });
});

describe('the mapping in words', () => {
  it('leaves out what is not set', () => {
    expect(mappingLines({ ...mapping, name: '' })).toEqual([
      ['Read as', 'designation'],
      ['Name in rules', 'daf'],
      ['Kind of area', 'ward'],
      ['Vintage', '2003'],
      ['Code', 'code'],
    ]);
  });
});

describe('a report of provision', () => {
  it('says of a kind of finding what became of the rows and what to do', () => {
    expect(metWords({ kind: 'unknown postcode', times: 12, examples: [] })).toMatch(
      /^12 rows were left out .* newer directory/i,
    );
    expect(metWords({ kind: 'outside', times: 1, examples: [] })).toMatch(
      /^1 site lies outside .* was taken/,
    );
  });

  it('tells what lies outside once, with its examples', () => {
    const warnings = [
      '2 sites lie outside the areas of the workspace and were taken all the same: A, B.',
      'Other.',
    ];
    const report = readReport({ rows, mapping, warnings }, 7)!;
    expect(warningsBeyond(report)).toEqual(warnings);
    expect(
      warningsBeyond({ ...report, found: [{ kind: 'outside', times: 2, examples: ['A', 'B'] }] }),
    ).toEqual(['Other.']);
  });

  it('shows the columns of a nested mapping by name, and only those that were set', () => {
    const sites: ImportMapping = {
      family: 'sites',
      idColumn: null,
      nameColumn: 'centre',
      position: {
        lonColumn: null,
        latColumn: null,
        eastingColumn: 'x',
        northingColumn: 'y',
        crs: null,
        postcodeColumn: null,
      },
      firstDayColumn: null,
      lastDayColumn: null,
      kind: 'provision',
      kindColumn: null,
      jobsColumn: null,
      cutMarginKm: null,
      delivery: null,
    };
    expect(mappingLines(sites)).toContainEqual(['Position', 'easting = x, northing = y']);
    expect(mappingLines(sites).map(([name]) => name)).not.toContain('Delivery');
  });

  it('keeps a margin of 0 in sight', () => {
    expect(mappingLines({ family: 'timetable', cutMarginKm: 0 })).toContainEqual([
      'Margin about the areas, km',
      '0',
    ]);
  });
});

describe('a report of a timetable', () => {
  const counts = {
    agencies: 1,
    routes: 3,
    stops: 4,
    stations: 0,
    trips: 43,
    stopTimes: 88,
    frequencies: 0,
    transfers: 0,
  };

  it('says what the cut kept, or that everything was', () => {
    expect(cutWords({ counts, cut: { stops: 2, stopsRead: 4, trips: 40, tripsRead: 43 } })).toBe(
      'Cut to the region: 40 of 43 trips and 2 of 4 stops were kept.',
    );
    expect(cutWords({ counts, cut: null })).toBe('Everything was kept: 43 trips at 4 stops.');
  });
});
