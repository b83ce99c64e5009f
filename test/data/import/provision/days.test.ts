import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../../data/import/provision/days.ts';
import { findStage } from '../../../../data/import/provision/stages.ts';

describe('a day', () => {
  it.each([
    ['2008-04-01', '2008-04-01'],
    ['2008-04-01T09:00:00', '2008-04-01'],
    ['1/4/2008', '2008-04-01'],
    ['1 April 2008', '2008-04-01'],
    ['01-Apr-08', '2008-04-01'],
    ['29/02/2008', '2008-02-29'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text, 'first')).toBe(day);
    expect(parseDay(text, 'last')).toBe(day);
  });

  it('of a month or year is its first or its last', () => {
    expect([parseDay('April 2008', 'first'), parseDay('2007/08', 'last')]).toEqual([
      '2008-04-01',
      '2008-03-31',
    ]);
  });

  it.each(['29/02/2007', '2008-13-01', '31 June 2008', 'soon', ''])('“%s” is none', (text) => {
    expect(parseDay(text, 'first')).toBeUndefined();
  });
});

describe('the word for a stage', () => {
  it.each([
    ['pre_employment', 'pre_employment'],
    ['Pre-employment', 'pre_employment'],
    ['2. Advice & guidance', 'advice'],
    ['IN-WORK SUPPORT', 'in_work'],
    ['outreach', 'engagement'],
  ])('%s is %s', (word, stage) => expect(findStage(word)).toBe(stage));

  it('is first of all what the mapping says', () => {
    expect(findStage('Outreach', { outreach: 'advice' })).toBe('advice');
    expect(findStage('tea and biscuits')).toBeUndefined();
  });
});
