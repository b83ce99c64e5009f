import { describe, expect, test } from 'vitest';
import type { Reason } from '#contract';
import { placeOnGauge } from '../../../../renderer/features/why/scale.ts';

const reasonOf = (numbers: Partial<Reason>): Reason => ({
  clause: 'jsa_rate > 10',
  text: '',
  outcome: 'in',
  value: null,
  threshold: null,
  margin: null,
  confidence: 'clearly above',
  interval: null,
  bounds: null,
  numerator: null,
  denominator: null,
  tipping: null,
  unknownBecause: null,
  ...numbers,
});

describe('the line of numbers of a clause', () => {
  test('holds the interval of a rate and its threshold in their order, from zero', () => {
    const places = placeOnGauge(reasonOf({ value: 12, threshold: 10, interval: [9, 16] }))!;
    const [low, high] = places.interval!;
    expect(low).toBeLessThan(places.threshold);
    expect(places.threshold).toBeLessThan(places.value);
    expect(places.value).toBeLessThan(high);
    expect(high).toBeLessThan(100);
    expect([places.bounds, places.zero]).toEqual([null, null]);
  });

  test('draws what rounding allows where there is no interval', () => {
    const places = placeOnGauge(reasonOf({ value: 300, threshold: 300, bounds: [298, 302] }))!;
    expect(places.interval).toBeNull();
    expect(places.bounds![0]).toBeLessThan(places.value);
    expect(places.bounds![1]).toBeGreaterThan(places.value);
  });

  test('goes below zero, and marks it, where the numbers do', () => {
    const places = placeOnGauge(reasonOf({ value: -3, threshold: -5, bounds: [-4, -2] }))!;
    expect(places.threshold).toBeGreaterThan(0);
    expect(places.threshold).toBeLessThan(places.bounds![0]);
    expect(places.zero).toBe(100);
  });

  test('is not drawn where the number is all there is to say, nor for a condition', () => {
    expect(placeOnGauge(reasonOf({ value: 12, threshold: 10 }))).toBeNull();
    expect(placeOnGauge(reasonOf({ bounds: [1, 2] }))).toBeNull();
  });

  test('stays on the line for zeros alone', () => {
    const places = placeOnGauge(reasonOf({ value: 0, threshold: 0, bounds: [0, 0] }))!;
    expect(places.value).toBe(0);
  });
});
