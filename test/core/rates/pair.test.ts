import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPair, type CountFacts } from '#core/rates';
import { aCount } from './a-count.ts';

const pairOf = (...counts: CountFacts[]): string | undefined => {
  const pair = findPair(counts, []);
  return pair && `${pair.numerator} ÷ ${pair.denominator}`;
};

describe('which two counts make a rate', () => {
  it.each([
    ['population', 'claimants', 'claimants ÷ population'],
    ['working_age', 'jsa_claimants', 'jsa_claimants ÷ working_age'],
    ['residents_aged_16_64', 'uc', 'uc ÷ residents_aged_16_64'],
    ['households', 'workless_households', 'workless_households ÷ households'],
    ['mid_year_estimate', 'unemployed_people', 'unemployed_people ÷ mid_year_estimate'],
  ])('the population of %s and %s is divided by, in whichever order they came', (base, count, expected) => {
    expect(pairOf(aCount(base), aCount(count))).toBe(expected);
    expect(pairOf(aCount(count), aCount(base))).toBe(expected);
  });

  it('names for people tell where ids do not', () => {
    expect(
      pairOf(aCount('a', { name: 'Residents aged 16–64' }), aCount('b', { name: 'People claiming JSA' })),
    ).toBe('b ÷ a');
  });

  it('sums tell where names do not: a count of more is no part of a count of fewer', () => {
    expect(pairOf(aCount('x', { total: 46_705 }), aCount('y', { total: 1_767_000 }))).toBe('x ÷ y');
    expect(
      pairOf(aCount('population', { total: 400 }), aCount('claimants', { total: 46_705 })),
    ).toBeUndefined();
  });

  it('what a count is said to be a share of comes first', () => {
    const counts = [
      aCount('population'),
      aCount('labour_force'),
      aCount('claimants', { of: 'labour_force' }),
    ];
    expect(pairOf(...counts)).toBe('claimants ÷ labour_force');
  });

  it('people in need are divided by working age rather than by everybody', () => {
    const counts = [aCount('population_all_ages'), aCount('population_16_64'), aCount('claimants')];
    expect(pairOf(...counts)).toBe('claimants ÷ population_16_64');
  });

  it('nothing is proposed of populations alone, or of one count', () => {
    expect(pairOf(aCount('population'), aCount('residents'))).toBeUndefined();
    expect(pairOf(aCount('claimants'))).toBeUndefined();
    expect(pairOf()).toBeUndefined();
  });

  it('a pair that is a rate already comes after one that is none', () => {
    const counts = [
      aCount('jsa_claimants'),
      aCount('lone_parents'),
      aCount('working_age', { isDenominator: true }),
    ];
    const known = [{ numerator: 'jsa_claimants', denominator: 'working_age' }];
    expect(findPair(counts, known)).toEqual({ numerator: 'lone_parents', denominator: 'working_age' });
    expect(findPair(counts.slice(0, 1).concat(counts.slice(2)), known)).toEqual(known[0]);
  });

  it('what a person chose stands', () => {
    const counts = [aCount('population_16_64'), aCount('population'), aCount('claimants')];
    expect(findPair(counts, [], { numerator: 'population_16_64', denominator: null })).toEqual({
      numerator: 'population_16_64',
      denominator: 'population',
    });
    expect(findPair(counts, [], { numerator: null, denominator: 'population' })?.numerator).toBe('claimants');
  });

  it('never proposes a population as the numerator, nor a pair that comes out above 100 %', () => {
    const id = fc.constantFrom(
      'population',
      'working_age',
      'residents',
      'claimants',
      'jsa',
      'x',
      'y',
      'incapacity',
    );
    const count = fc.record({ id, total: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }) });
    fc.assert(
      fc.property(fc.uniqueArray(count, { selector: (item) => item.id, maxLength: 6 }), (items) => {
        const pair = findPair(
          items.map(({ id: name, total }) => aCount(name, { total })),
          [],
        );
        if (pair === undefined) return;
        const totalOf = (name: string) => items.find((item) => item.id === name)!.total;
        expect(['population', 'working_age', 'residents']).not.toContain(pair.numerator);
        expect(pair.numerator).not.toBe(pair.denominator);
        expect(totalOf(pair.numerator) ?? 0).toBeLessThanOrEqual(totalOf(pair.denominator) ?? Infinity);
      }),
    );
  });
});
