import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PinpointError, siteKinds, stages } from '#contract';
import {
  checkSelector,
  listStages,
  listTerms,
  matchDeliveries,
  matchSites,
  parseSelector,
  phraseSelector,
  printSelector,
  type Selector,
} from '#core/provision';
import { aNetwork } from './a-network.ts';

const network = aNetwork()
  .withProvider('v1', 'St Helens College')
  .withProvider('v2', 'Works')
  .withProgramme('p1', 'v1', 'Step Up')
  .withProgramme('p2', 'v2')
  .withSite('s1')
  .withSite('s2', { firstDay: '2008-06-01' })
  .withSite('docks', { kind: 'employment', lastDay: '2008-06-30' })
  .withSite('park', { kind: 'employment' })
  .withDelivery({ programme: 'p1', stage: 'advice', funding: 'ESF', eligible: ['age=18-24,sex=female'] })
  .withDelivery({ programme: 'p2', stage: 'job_entry', funding: 'DAF', lastDay: '2008-06-30' })
  .withDelivery({ programme: 'p2', site: 's2', stage: 'advice', funding: 'DAF', eligible: ['age=25-49'] })
  .build();

const pick = (text: string, day: string | null = null): string[] =>
  matchDeliveries(network, parseSelector(text), day).map(({ id }) => id);

describe('a selector picks deliveries', () => {
  it.each([
    ['*', ['d1', 'd2', 'd3']],
    ['stage:advice', ['d1', 'd3']],
    ['programme:p2', ['d2', 'd3']],
    ['programme:"Step Up"', ['d1']],
    ['provider:v1', ['d1']],
    ['provider:"st helens college"', ['d1']],
    ['funding:DAF', ['d2', 'd3']],
    ['funding:daf', ['d2', 'd3']],
    ['stage:advice funding:DAF', ['d3']],
    ['stage:advice | funding:DAF', ['d1', 'd2', 'd3']],
    ['stage:advice funding:ESF|provider:v2 stage:job_entry', ['d1', 'd2']],
    ['stage:progression', []],
  ])('%s', (text, expected) => {
    expect(pick(text)).toEqual(expected);
  });

  it.each([
    ['eligible:18-24', ['d1', 'd2']],
    ['eligible:age=25-49', ['d2', 'd3']],
    ['eligible:female', ['d1', 'd2']],
    ['eligible:"age=18-24,sex=female"', ['d1', 'd2']],
  ])('%s picks what is for that cohort and what is open to everybody', (text, expected) => {
    expect(pick(text)).toEqual(expected);
  });

  it('of a day: what runs at a site that is open, first and last day included', () => {
    expect(pick('*', '2008-05-31')).toEqual(['d1', 'd2']);
    expect(pick('*', '2008-06-01')).toEqual(['d1', 'd2', 'd3']);
    expect(pick('*', '2008-06-30')).toEqual(['d1', 'd2', 'd3']);
    expect(pick('*', '2008-07-01')).toEqual(['d1', 'd3']);
  });

  it('and can only pick certain stages', () => {
    const stagesOf = (text: string) => {
      const selector = parseSelector(text);
      return listStages(selector, matchDeliveries(network, selector, null));
    };
    expect(stagesOf('funding:ESF')).toEqual([...stages]);
    expect(stagesOf('stage:advice funding:ESF | stage:in_work')).toEqual(['advice', 'in_work']);
    // A selector of sites alone speaks of the stages that are there.
    expect(stagesOf('site:s1')).toEqual(['advice', 'job_entry']);
    expect(stagesOf('kind:employment')).toEqual([]);
  });
});

describe('a selector picks sites themselves where it speaks of sites alone', () => {
  const pickSites = (text: string, day: string | null = null): string[] =>
    matchSites(network, parseSelector(text), day).map(({ id }) => id);

  it.each([
    ['kind:employment', ['docks', 'park'], []],
    ['Kind:EMPLOYMENT', ['docks', 'park'], []],
    ['kind:employment site:park', ['park'], []],
    ['site:s2', ['s2'], ['d3']],
    ['site:"Site S2"', ['s2'], ['d3']],
    ['kind:provision', ['s1', 's2'], ['d1', 'd2', 'd3']],
    // With a word about deliveries it is they that are picked, and the site narrows them.
    ['site:s1 stage:advice', [], ['d1']],
    ['kind:employment stage:advice', [], []],
    ['site:s1 *', [], ['d1', 'd2']],
    ['kind:employment | stage:job_entry', ['docks', 'park'], ['d2']],
    // All deliveries, and no employment site.
    ['*', [], ['d1', 'd2', 'd3']],
  ])('%s', (text, sites, deliveries) => {
    expect([pickSites(text), pick(text)]).toEqual([sites, deliveries]);
  });

  it('of a day: those that are open, last day included', () => {
    expect(pickSites('kind:employment', '2008-06-30')).toEqual(['docks', 'park']);
    expect(pickSites('kind:employment', '2008-07-01')).toEqual(['park']);
  });
});

describe('a wrong selector is an error with its place and a way out', () => {
  const errorOf = (action: () => unknown): PinpointError => {
    try {
      action();
    } catch (error) {
      if (error instanceof PinpointError) return error;
    }
    throw new Error('there was no error');
  };

  it.each([
    ['', 0, 0, 'Write * for every delivery, kind:employment for every employment site.'],
    ['stage:advise', 6, 12, 'Did you mean advice?'],
    ['funding:ESF stge:advice', 12, 16, 'Did you mean stage?'],
    ['advice', 0, 6, 'Did you mean stage:advice?'],
    ['employment', 0, 10, 'Did you mean kind:employment?'],
    ['kind:employer', 5, 13, 'Did you mean employment?'],
    ['funding:ESF or stage:advice', 12, 14, 'Write | for or.'],
    ['stage:advice |', 13, 14, undefined],
    ['| stage:advice', 0, 1, undefined],
    ['funding: ESF', 8, 8, undefined],
    ['provider:"St Helens', 9, 12, 'Quotes stand around the whole value.'],
    ['provider:""', 9, 11, 'There is nothing between them.'],
  ])('%s', (text, from, to, hint) => {
    const error = errorOf(() => parseSelector(text));
    expect(error.code).toBe('invalid_rule');
    expect(error.details.position).toEqual({ from, to });
    expect(error.details.hint).toBe(hint);
    expect(error.message).toContain(`at character ${from + 1} of the selector`);
  });

  it('a name that nothing has is found only against what is delivered', () => {
    const error = errorOf(() => checkSelector(parseSelector('stage:advice funding:DAFF'), network));
    expect(error.message).toBe(
      'There is no funding stream DAFF (at character 14 of the selector). Did you mean DAF?',
    );
    expect(() =>
      checkSelector(parseSelector('funding:daf | provider:Works eligible:female'), network),
    ).not.toThrow();
    expect(errorOf(() => checkSelector(parseSelector('programme:p3'), network)).details.hint).toContain('p1');
    expect(errorOf(() => checkSelector(parseSelector('site:dock'), network)).message).toBe(
      'There is no site dock (at character 1 of the selector). Did you mean docks?',
    );
  });
});

describe('print and parse', () => {
  it('have one way of writing', () => {
    expect(printSelector(parseSelector('  Stage:ADVICE   funding:ESF|*  '))).toBe(
      'stage:advice funding:ESF | *',
    );
  });

  it('are each other’s inverse', () => {
    const value = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
    const term = fc.oneof(
      fc.constant({ kind: '*' as const }),
      fc.record({ kind: fc.constant('stage' as const), value: fc.constantFrom(...stages) }),
      fc.record({ kind: fc.constant('kind' as const), value: fc.constantFrom(...siteKinds) }),
      fc.record({ kind: fc.constantFrom('programme', 'provider', 'funding', 'eligible', 'site'), value }),
    );
    const alternatives = fc.array(fc.array(term, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(alternatives, (terms) => {
        const selector = { alternatives: terms } as Selector;
        const text = printSelector(selector);
        const read = parseSelector(text);
        expect(read.alternatives).toMatchObject(terms);
        expect(printSelector(read)).toBe(text);
      }),
    );
  });

  it('words can be read to people', () => {
    expect(phraseSelector(parseSelector('stage:advice funding:ESF | provider:v1'))).toBe(
      'of stage Advice and guidance, funded by ESF; or by v1',
    );
    expect(phraseSelector(parseSelector('*'))).toBe('');
    expect(phraseSelector(parseSelector('kind:employment | site:s1'))).toBe('at employment sites; or at s1');
  });

  it('every term on offer is one that parses and passes', () => {
    for (const term of listTerms(network))
      expect(() => checkSelector(parseSelector(term), network)).not.toThrow();
    expect(listTerms(network)).toContain('provider:"St Helens College"');
  });
});
