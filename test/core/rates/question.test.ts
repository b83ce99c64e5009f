import { describe, expect, it } from 'vitest';
import { questionBeside, questionDenominator } from '#core/rates';
import { aCount } from './a-count.ts';

describe('a denominator of other ages than the count', () => {
  const claimants = aCount('claimants');

  it.each([
    ['everybody by name', aCount('population_all_ages')],
    ['everybody by the columns that were added up', aCount('residents', { summed: '0-90+' })],
    ['everybody by a list of columns', aCount('residents', { summed: '0-15,16-64,65+' })],
    ['pensioners too', aCount('residents', { summed: '16-90+' })],
    ['a population that does not say', aCount('population')],
    ['ages in words', aCount('x', { name: 'Residents, all persons' })],
  ])('is asked about: %s', (_, base) => {
    expect(questionDenominator(claimants, base)).toContain('too low');
  });

  it.each([
    ['the name of working age', aCount('working_age')],
    ['a span in the name', aCount('population_16_64')],
    ['a span in the name for people', aCount('x', { name: 'Residents aged 16–64' })],
    ['the columns that were added up, whatever the name', aCount('population', { summed: '16-64' })],
    ['a cohort of the whole file', aCount('x', { context: 'age 16-74' })],
    ['a year is no age', aCount('residents_2017')],
    ['a month is no span of ages', aCount('residents_2017_09')],
  ])('is let pass: %s', (_, base) => {
    expect(questionDenominator(claimants, base)).toBeNull();
  });

  it('a count of all ages may be divided by everybody', () => {
    expect(questionDenominator(aCount('people_in_bad_health'), aCount('population'))).toBeNull();
    expect(
      questionDenominator(aCount('disabled', { summed: '0-90+' }), aCount('population_all_ages')),
    ).toBeNull();
  });

  it('says by what it is known', () => {
    expect(questionDenominator(claimants, aCount('people', { summed: '0-90+' }))).toBe(
      'people counts all ages (the columns 0-90+ were added up). claimants counts people of working age, so the rate would come out too low: a denominator of ages 16–64 fits better.',
    );
  });
});

describe('a count about to stand beside others', () => {
  const everybody = aCount('population_all_ages');

  it('is asked about where it is everybody and another is of working age', () => {
    expect(questionBeside(everybody, [aCount('claimants')])).toContain('too low');
    expect(questionBeside(everybody, [aCount('visits_to_libraries')])).toBeNull();
    expect(questionBeside(aCount('working_age'), [aCount('claimants')])).toBeNull();
  });

  it('is asked about where its own denominator is everybody', () => {
    const claimants = aCount('claimants', { of: everybody.id });
    expect(questionBeside(claimants, [everybody])).toContain('too low');
    expect(questionBeside(aCount('claimants'), [everybody])).toBeNull();
  });

  it('is let pass where the other is said to be a share of another one', () => {
    expect(questionBeside(everybody, [aCount('claimants', { of: 'working_age' })])).toBeNull();
    expect(questionBeside(everybody, [aCount('claimants', { of: everybody.id })])).toContain('too low');
  });
});
