import { describe, expect, it } from 'vitest';
import type { ImportMapping } from '#contract';
import {
  flagWords,
  mappingLines,
  readReport,
  reportSentence,
} from '../../../../renderer/features/releases/sentences.ts';

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
