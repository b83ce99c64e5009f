import { describe, expect, it } from 'vitest';
import { importMapping } from '#contract';
import {
  draftOfInspection,
  filterOfLine,
  hintOf,
  keepTouched,
  looksRounded,
  mappingOf,
  lineOfFilter,
  problemsOf,
  type ObservationsDraft,
} from '../../../../renderer/features/import-dialog/draft.ts';
import { lookAtTable } from './inspections.ts';

const columns = ['lsoa11cd', 'value', 'sex'];
const draftFrom = (change: Partial<ObservationsDraft> = {}): ObservationsDraft => ({
  ...(draftOfInspection(lookAtTable({ columns })) as ObservationsDraft),
  ...change,
});

describe('the draft of a mapping', () => {
  it('leaves empty what the file did not tell, whatever stands in for it', () => {
    const draft = draftOfInspection(lookAtTable({ open: ['vintage', 'indicator'] }));
    expect(draft).toMatchObject({ vintage: '', indicator: '', geography: 'lsoa' });
  });

  it('asks for the value column where none was found', () => {
    const draft = draftOfInspection(lookAtTable({ open: ['valueColumn'], mapping: { valueColumn: null } }));
    expect(draft).toMatchObject({ valueColumn: '', sumColumns: null, periodColumns: null });
    expect(problemsOf(draft, columns)).toHaveProperty('valueColumn');
  });

  it('becomes the mapping that was guessed when nothing is changed', () => {
    const inspection = lookAtTable({
      columns,
      mapping: { cohortColumns: { sex: 'sex' }, where: [{ column: 'sex', value: 'female' }] },
    });
    expect(mappingOf(draftOfInspection(inspection))).toEqual(inspection.mapping);
  });

  it('keeps filters that say what a value is not, in every family', () => {
    const where = [
      { column: 'sex', value: 'female' },
      { column: 'sex', value: 'male', not: true },
    ];
    const inspection = lookAtTable({ columns, mapping: { where } });
    expect(mappingOf(draftOfInspection(inspection))).toMatchObject({ where });
    expect(where.map(lineOfFilter).map(filterOfLine)).toEqual(where);
  });

  it('writes periods as ids, however they were typed', () => {
    expect(mappingOf(draftFrom({ period: 'September 2017' }))).toMatchObject({ period: '2017-09' });
    expect(mappingOf(draftFrom({ period: '2007/08' }))).toMatchObject({ period: '2007/08' });
  });

  it('says no single period where each column is one', () => {
    const draft = draftFrom({ valueColumn: null, periodColumns: ['2017-09'], period: '2017' });
    expect(mappingOf(draft)).toMatchObject({ period: null, periodColumn: null });
  });

  it('is a mapping that the backend takes as soon as it has no problems', () => {
    const draft = draftFrom({ name: '', unit: ' ', cohort: [{ key: 'age', value: '16-64' }] });
    expect(problemsOf(draft, columns)).toEqual({});
    expect(importMapping.safeParse(mappingOf(draft)).error).toBeUndefined();
  });
});

describe('problems of a draft', () => {
  it.each([
    ['vintage', { vintage: '11' }],
    ['codeColumn', { codeColumn: 'gone' }],
    ['indicator', { indicator: 'JSA rate' }],
    ['period', { period: 'lately' }],
    ['sumColumns', { valueColumn: null, sumColumns: ' ' }],
    ['periodColumns', { valueColumn: null, periodColumns: [] }],
    ['cohortColumns', { cohortColumns: [{ key: 'sex', value: '' }] }],
    ['cohort', { cohort: [{ key: 'Age group', value: '16-64' }] }],
    ['where', { where: [{ column: 'sex', value: '' }] }],
  ] satisfies [string, Partial<ObservationsDraft>][])('are told at %s', (field, change) => {
    expect(Object.keys(problemsOf(draftFrom(change), columns))).toEqual([field]);
  });

  it('do not ask twice for the same dimension', () => {
    const cohort = [
      { key: 'sex', value: 'female' },
      { key: 'sex', value: 'male' },
    ];
    expect(problemsOf(draftFrom({ cohort }), columns)).toHaveProperty('cohort');
  });

  it('want both ends of a lookup to differ', () => {
    const lookup = {
      family: 'lookup',
      from: 'lsoa:2011',
      to: 'lsoa:2011',
      fromColumn: 'a',
      toColumn: 'a',
      weightColumn: null,
      changeColumn: null,
    } as const;
    expect(Object.keys(problemsOf(lookup, ['a', 'b']))).toEqual(['to', 'toColumn']);
    expect(problemsOf({ ...lookup, to: 'lsoa:2021', toColumn: 'b' }, ['a', 'b'])).toEqual({});
  });

  it('want the kind of the parent where a parent is named', () => {
    const boundaries = {
      family: 'boundaries',
      geography: 'lsoa',
      vintage: '2011',
      codeField: 'code',
      nameField: null,
      parentField: 'lad',
      parentGeography: null,
      crs: ' ',
      layer: null,
    } as const;
    expect(Object.keys(problemsOf(boundaries, ['code', 'lad']))).toEqual(['parentGeography']);
    expect(mappingOf({ ...boundaries, parentField: null })).toMatchObject({
      crs: null,
      parentGeography: null,
    });
  });
});

describe('another look at the same files', () => {
  const touched = new Set(['vintage', 'codeColumn', 'period']);

  it('keeps what the person said', () => {
    const before = draftFrom({ vintage: '2021', period: 'July 2008' });
    const kept = keepTouched(draftFrom(), before, touched, columns);
    expect(kept).toMatchObject({ vintage: '2021', period: 'July 2008' });
  });

  it('forgets columns that another layer does not have', () => {
    const before = draftFrom({ codeColumn: 'old_code' });
    expect(keepTouched(draftFrom(), before, touched, columns)).toMatchObject({ codeColumn: 'lsoa11cd' });
  });

  it('is told only what the person said, not what was guessed', () => {
    expect(hintOf(draftFrom({ vintage: '2021' }), new Set(['vintage']))).toEqual({ vintage: '2021' });
  });
});

describe('rounding', () => {
  const sampleOf = (values: number[]) => values.map((value, at) => [`E0100${at}`, String(value)]);
  const byFives = [5, 10, 15, 0, 20, 5, 10, 25, 30, 5, 10];

  it('is taken from counts that are all multiples of 5', () => {
    const inspection = lookAtTable({ sample: sampleOf(byFives) });
    expect(looksRounded(inspection)).toBe(true);
    expect(draftOfInspection(inspection)).toMatchObject({ rounding: 2 });
  });

  it('is not taken from few numbers, from other numbers, or from scores', () => {
    expect(looksRounded(lookAtTable({ sample: sampleOf(byFives.slice(0, 6)) }))).toBe(false);
    expect(looksRounded(lookAtTable({ sample: sampleOf([...byFives, 7]) }))).toBe(false);
    expect(looksRounded(lookAtTable({ sample: sampleOf(byFives), mapping: { kind: 'score' } }))).toBe(false);
  });
});
