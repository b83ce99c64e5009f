import { expect, test } from 'vitest';
import type { LeavingPreview } from '#contract';
import {
  changedSentence,
  columnDetail,
  leavingSentence,
  sumColumns,
} from '../../../../renderer/features/export-dialog/leaving-words.ts';

type Column = LeavingPreview['columns'][number];

const aColumn = (part: Partial<Column>): Column => ({
  indicator: 'claimants',
  name: 'Claimants',
  cohort: 'all',
  period: '2017-09',
  geography: 'lsoa:2011',
  areas: 42,
  small: 0,
  protecting: 0,
  rounded: 0,
  people: 1000,
  peopleHidden: 0,
  ...part,
});

const say = (policy: LeavingPreview['policy'], ...columns: Partial<Column>[]): string =>
  leavingSentence({ policy, columns: columns.map(aColumn) });

test('says how many areas are hidden, and why', () => {
  expect(say('under5', { small: 2, protecting: 1 })).toBe(
    '3 of 42 areas are hidden: 2 because they are small, 1 so that a small one cannot be worked out.',
  );
  expect(say('under5', { small: 1 })).toBe('1 of 42 areas is hidden: 1 because it is small.');
});

test('says what is rounded, and to what', () => {
  expect(say('10-5', { rounded: 42 })).toBe(
    'None of 42 areas is hidden. 42 values are rounded to the nearest 5.',
  );
});

test('counts the values of several columns together', () => {
  expect(say('under5', { small: 2 }, { cohort: 'sex=female', protecting: 1 })).toBe(
    '3 of 84 values in 2 columns are hidden: 2 because they are small, 1 so that a small one cannot be worked out.',
  );
  const totals = sumColumns([
    aColumn({ small: 2, peopleHidden: 5 }),
    aColumn({ areas: 8, people: 50, peopleHidden: 7 }),
  ]);
  expect(totals).toEqual({
    values: 50,
    small: 2,
    protecting: 0,
    rounded: 0,
    people: 1050,
    peopleHidden: 12,
  });
});

test('says that a list without restricted columns leaves as it is', () => {
  expect(say('under5')).toBe('Nothing in it is restricted: everything leaves as it is.');
});

test('says how the answer to the rule changes', () => {
  expect(changedSentence(375, { in: 122, unknown: 253 })).toBe(
    'In the workspace 375 areas are in. By what leaves 122 are, and of 253 it is not known.',
  );
  expect(changedSentence(33, { in: 33, unknown: 0 })).toBeNull();
});

test('tells whose numbers a column holds', () => {
  const words = { period: 'September 2017', geography: 'LSOAs 2011' };
  expect(columnDetail(aColumn({}), words)).toBe('September 2017, LSOAs 2011');
  expect(columnDetail(aColumn({ cohort: 'sex=female' }), words)).toContain('female, September 2017');
});
