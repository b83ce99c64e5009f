import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePeriods, formatPeriod, parsePeriod, periodFromId, periodFromMonths } from '#core/periods';

const month = fc.integer({ min: 1801 * 12, max: 2199 * 12 });
const anyPeriod = fc
  .tuple(month, fc.oneof(fc.constantFrom(0, 2, 11), fc.integer({ min: 0, max: 60 })))
  .map(([first, more]) => periodFromMonths(first, Math.min(first + more, 2199 * 12 + 11))!);

function sorted(ids: string[]): string[] {
  return ids
    .map((id) => periodFromId(id)!)
    .toSorted(comparePeriods)
    .map(({ id }) => id);
}

describe('parsePeriod', () => {
  it.each([
    ['2017-09', '2017-09'],
    ['2017-09-01', '2017-09'],
    ['2017-09-14T00:00:00Z', '2017-09'],
    ['01/09/2017', '2017-09'],
    ['30.09.2017', '2017-09'],
    ['14 September 2017', '2017-09'],
    ['1st Sep 2017', '2017-09'],
    ['September 2017', '2017-09'],
    ['Sept 2017', '2017-09'],
    ['Sep-17', '2017-09'],
    ['SEP 2017', '2017-09'],
    ['Sep-85', '1985-09'],
    ['2017 Sep', '2017-09'],
    ['201709', '2017-09'],
    ['201709 (Sep-17)', '2017-09'],
    ['2017M09', '2017-09'],
    ['2011-12', '2011-12'],
    ['Sep 2017 (p)', '2017-09'],
    ['2017 Q3', '2017-Q3'],
    ['Q3 2017', '2017-Q3'],
    ['2017-Q3', '2017-Q3'],
    ['2017Q3', '2017-Q3'],
    ['Quarter 3 2017', '2017-Q3'],
    ['Jul-Sep 2017', '2017-Q3'],
    ['July to September 2017', '2017-Q3'],
    ['2017', '2017'],
    [' mid-2017 ', '2017'],
    ['Census 2011', '2011'],
    ['2017/18', '2017/18'],
    ['2017-18', '2017/18'],
    ['2017/2018', '2017/18'],
    ['1999/00', '1999/00'],
    ['FYE 2018', '2017/18'],
    ['Apr 2017 to Mar 2018', '2017/18'],
    ['Jan 2017 - Dec 2017', '2017'],
    ['Jul 2016-Jun 2017', '2016-07..2017-06'],
    ['Jul-16-Jun-17', '2016-07..2017-06'],
    ['2016-07..2017-06', '2016-07..2017-06'],
    ['2016-07-01 to 2017-06-30', '2016-07..2017-06'],
    ['May 2007 to April 2008', '2007-05..2008-04'],
    ['May 2007–April 2008', '2007-05..2008-04'],
    ['Dec to Feb 2018', '2017-12..2018-02'],
    ['year ending June 2017', '2016-07..2017-06'],
    ['12 months to June 2017', '2016-07..2017-06'],
    ['2015-2017', '2015-01..2017-12'],
  ])('reads %s as %s', (text, id) => {
    expect(parsePeriod(text)?.id).toBe(id);
  });

  it.each([
    '',
    'Total',
    'E01006512',
    '12',
    '29,199',
    '2017-13',
    '13/13/2017',
    '31/02/2017',
    '0099',
    '9999',
    '2017/09',
    '17-Sep',
    'Q5 2017',
    'Q3',
    '201709 (Oct-17)',
    'Jun 2017-Jul 2016',
    'Age 16+',
    '16-64',
    '2017 to',
  ])('does not take %j for a period', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePeriod(text)));
  });

  it('reads every id and every label back to the same period', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(parsePeriod(period.id)).toEqual(expect.objectContaining({ first: period.first }));
        expect(parsePeriod(period.label)).toEqual(period);
      }),
    );
  });
});

describe('periodFromId', () => {
  it('tells the first and the last day', () => {
    expect(periodFromId('2016-02')).toEqual({
      id: '2016-02',
      label: 'February 2016',
      first: '2016-02-01',
      last: '2016-02-29',
    });
    expect(periodFromId('1900-02')?.last).toBe('1900-02-28');
    expect(periodFromId('2017-Q3')).toMatchObject({ first: '2017-07-01', last: '2017-09-30' });
    expect(periodFromId('2017/18')).toMatchObject({ first: '2017-04-01', last: '2018-03-31' });
    expect(periodFromId('2017')).toMatchObject({ first: '2017-01-01', last: '2017-12-31' });
  });

  it('goes from a period to its id and back without loss', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(periodFromId(period.id)).toEqual(period);
      }),
    );
  });

  it.each(['2017-01..2017-12', '2017-07..2017-09', '2017/19', 'September 2017', '2017-Q3..2018-01', ''])(
    'knows only the canonical id, not %j',
    (id) => {
      expect(periodFromId(id)).toBeUndefined();
    },
  );
});

describe('formatPeriod', () => {
  it('writes a period in words and leaves an unknown id alone', () => {
    expect(formatPeriod('2016-07..2017-06')).toBe('July 2016 to June 2017');
    expect(formatPeriod('2017-Q3')).toBe('2017 Q3');
    expect(formatPeriod('someday')).toBe('someday');
  });
});

describe('comparePeriods', () => {
  it('puts the newest last, by the day a period ends', () => {
    expect(sorted(['2018-01', '2017', '2017-12', '2017-Q4', '2017/18', '2017-09'])).toEqual([
      '2017-09',
      '2017',
      '2017-Q4',
      '2017-12',
      '2018-01',
      '2017/18',
    ]);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anyPeriod, anyPeriod, anyPeriod, (a, b, c) => {
        expect(Math.sign(comparePeriods(a, b))).toBe(-Math.sign(comparePeriods(b, a)) + 0);
        expect(comparePeriods(a, b) === 0).toBe(a.id === b.id);
        if (comparePeriods(a, b) <= 0 && comparePeriods(b, c) <= 0) {
          expect(comparePeriods(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
