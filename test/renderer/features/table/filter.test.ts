import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../renderer/features/table/filter.ts';

const passes = (typed: string, kind: 'text' | 'number', value: string | number): boolean =>
  parseFilter(typed, kind)?.(value) ?? true;

describe('a filter under a column of text', () => {
  it('lets through what contains the text, whatever its case', () => {
    expect(passes('KIRK', 'text', 'Kirkdale')).toBe(true);
    expect(passes('kirk', 'text', 'Everton')).toBe(false);
  });

  it('lets everything through while it is empty', () => {
    expect(parseFilter('  ', 'text')).toBeUndefined();
  });
});

describe('a filter under a column of numbers', () => {
  it('compares', () => {
    expect(passes('> 10', 'number', 10)).toBe(false);
    expect(passes('>=10', 'number', 10)).toBe(true);
    expect(passes('< 2.5', 'number', 2.4)).toBe(true);
  });

  it('takes a range with its ends', () => {
    expect([4.9, 5, 10, 10.1].map((value) => passes('5-10', 'number', value))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('reads thousands with commas', () => {
    expect(passes('> 1,000', 'number', 1001)).toBe(true);
    expect(passes('> 1,000', 'number', 999)).toBe(false);
  });

  it('never lets an unknown value through', () => {
    for (const typed of ['> 0', '< 1000', '0-100', '5', 'NaN'])
      expect(passes(typed, 'number', Number.NaN)).toBe(false);
  });
});
