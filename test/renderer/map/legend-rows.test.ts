import { describe, expect, test } from 'vitest';
import { flagByte } from '#contract';
import { formatEdge, formatThreshold, makeLegendRows } from '../../../renderer/map/legend-rows.ts';

const numbers = {
  values: Float64Array.from([1, 6, 12, 30, Number.NaN]),
  flags: Uint8Array.from([0, 0, 0, 0, flagByte.suppressed]),
  breaks: [5, 10],
  ramp: ['#eeeeee', '#999999', '#333333'],
};

describe('rows of the legend', () => {
  test('highest class first, each with its range, colour and areas', () => {
    expect(makeLegendRows({ ...numbers, threshold: null }).classes).toEqual([
      { range: '10.0 and over', colour: '#333333', areas: 2 },
      { range: '5.0 – 10.0', colour: '#999999', areas: 1 },
      { range: 'under 5.0', colour: '#eeeeee', areas: 1 },
    ]);
  });

  test('the threshold lies between the rows whose limit it is', () => {
    expect(makeLegendRows({ ...numbers, threshold: 10 }).thresholdAfter).toBe(1);
    expect(makeLegendRows({ ...numbers, threshold: 5 }).thresholdAfter).toBe(2);
  });

  test('a limit near the threshold, or near another limit, is told from it', () => {
    const close = { ...numbers, breaks: [5, 9.98, 9.99, 10] };
    const ranges = makeLegendRows({ ...close, threshold: 10 }).classes.map(({ range }) => range);
    expect(ranges).toEqual(['10.00 and over', '9.99 – 10.00', '9.98 – 9.99', '5.0 – 9.98', 'under 5.0']);
    expect(formatThreshold(10.05, 1)).toBe('10.05');
    expect(formatThreshold(10, 1)).toBe('10.0');
  });

  test('a threshold that is no class limit has no place among the rows', () => {
    expect(makeLegendRows({ ...numbers, threshold: 7 }).thresholdAfter).toBeNull();
    expect(makeLegendRows({ ...numbers, threshold: null }).thresholdAfter).toBeNull();
  });

  test('no data and suppressed are counted apart', () => {
    expect(makeLegendRows({ ...numbers, threshold: null })).toMatchObject({ missing: 0, suppressed: 1 });
  });

  test('unsure areas are in their classes and counted beside them', () => {
    const unsure = Uint8Array.from([1, 0, 1, 0, 1]);
    const rows = makeLegendRows({ ...numbers, unsure, threshold: null });
    expect(rows.unsure).toBe(2);
    expect(rows.classes.map(({ areas }) => areas)).toEqual([2, 1, 1]);
  });

  test('a single class holds all values', () => {
    const rows = makeLegendRows({ ...numbers, breaks: [], ramp: ['#333333'], threshold: null });
    expect(rows.classes).toEqual([{ range: 'all values', colour: '#333333', areas: 4 }]);
  });

  test('a range that begins below zero is written out, so that no dash stands beside a minus', () => {
    const rows = makeLegendRows({ ...numbers, breaks: [-2, 5], threshold: null });
    expect(rows.classes[1]?.range).toBe('−2.0 to 5.0');
  });

  test('numbers have commas, decimals as asked, and a true minus', () => {
    expect(formatEdge(12_345.678, 1)).toBe('12,345.7');
    expect(formatEdge(-3, 0)).toBe('−3');
  });
});
