import { describe, expect, test } from 'vitest';
import type { BenchmarkMapping, BoundariesMapping, DesignationMapping, LookupMapping } from '#contract';
import { readingNotes } from '../../../../renderer/features/import-dialog/reading.ts';
import { lookAtTable } from './inspections.ts';

const notesOf = (draft: Parameters<typeof readingNotes>[1]): string =>
  readingNotes(lookAtTable(), draft, new Set()).join(' ');

const boundaries: BoundariesMapping = {
  family: 'boundaries',
  geography: 'lsoa',
  vintage: '2011',
  layer: null,
  codeField: 'LSOA11CD',
  nameField: null,
  parentField: null,
  parentGeography: null,
  crs: null,
};
const designation: DesignationMapping = {
  family: 'designation',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'code',
  id: 'daf',
  name: 'DAF',
  where: [],
};
const lookup: LookupMapping = {
  family: 'lookup',
  from: 'lsoa:2011',
  to: 'ward:2013',
  fromColumn: 'a',
  toColumn: 'b',
  weightColumn: null,
  changeColumn: null,
  where: [],
};
const benchmark: BenchmarkMapping = {
  family: 'benchmark',
  indicator: 'jsa_rate',
  indicatorColumn: null,
  comparatorColumn: 'place',
  period: '2008-07',
  periodColumn: null,
  valueColumn: 'v',
  where: [],
};
const where = [{ column: 'in_daf', value: 'TRUE' }];

describe('how a file is read follows the form', () => {
  test.each([
    ['a layer', { ...boundaries, layer: 'wards' }, 'The areas stand in the layer “wards”.'],
    ['a name', { ...boundaries, nameField: 'NM' }, 'Names stand in “NM”.'],
    ['coordinates', { ...boundaries, crs: 'EPSG:27700' }, 'Coordinates are read as EPSG:27700.'],
    [
      'a parent',
      { ...boundaries, parentField: 'LAD', parentGeography: 'district:2011' as const },
      'one of the Districts 2011 by its code in “LAD”',
    ],
    ['a filter', { ...designation, where }, 'Only rows where “in_daf” is “TRUE” are taken.'],
    [
      'a filter by what a value is not',
      { ...designation, where: [{ column: 'in_daf', value: 'FALSE', not: true }] },
      'Only rows where “in_daf” is not “FALSE” are taken.',
    ],
    [
      'a filter that takes everything',
      { ...designation, where: [{ column: 'in_daf', value: '*' }] },
      'Rows are taken whatever stands in “in_daf”.',
    ],
    ['an id', designation, "designated('daf')"],
    ['two kinds of area', lookup, '“a” (LSOAs 2011) to “b” (Wards 2013)'],
    ['weights', { ...lookup, weightColumn: 'w' }, '“w” says which share goes there.'],
    ['a filter of a lookup', { ...lookup, where }, 'Only rows where “in_daf”'],
    ['what is set beside', benchmark, 'They are set beside jsa_rate. All numbers are of July 2008.'],
    [
      'the column of periods',
      { ...benchmark, periodColumn: 'month' },
      'The period of each row stands in “month”.',
    ],
  ])('%s', (_, draft, words) => {
    expect(notesOf(draft)).toContain(words);
  });
});
