import { describe, expect, it } from 'vitest';
import { completionsAt, type IndicatorEntry, type Vocabulary } from '#core/targeting';
import { findTaken } from '../../../../renderer/features/rule-bar/enter.ts';

function anIndicator(id: string): [string, IndicatorEntry] {
  const entry = { id, name: id, kind: 'rate', numerator: null, of: null, highIsWorse: true } as const;
  return [id, { ...entry, periods: ['2019'], cohorts: [] }];
}

const vocabulary: Vocabulary = {
  indicators: new Map(['jsa_rate', 'jsa_rate_men', 'imd_score'].map(anIndicator)),
  periods: new Map(),
  designations: new Set(['daf']),
  hasArea: () => true,
  comparators: () => [],
  benchmarkPeriods: () => [],
};

/** What Enter would put in after this text; null where it confirms the rule. */
function taken(text: string, isAskedFor = false): string | null {
  const items = completionsAt(text, text.length, vocabulary);
  return items[findTaken(items, { text, vocabulary, isAskedFor })]?.text ?? null;
}

describe('Enter in the rule box', () => {
  it('confirms a rule that is whole, also where a longer name begins like the last one', () => {
    for (const text of [
      'jsa_rate > 10',
      'jsa_rate > 10 ',
      "jsa_rate > 10 or designated('daf')",
      'imd_score > jsa_rate',
      'jsa_rate > 10 %',
      'jsa_rate > 10 % ',
    ])
      expect(taken(text), text).toBeNull();
  });

  it('takes the first name that goes on with a word begun in an unfinished rule', () => {
    expect(taken('jsa_r')).toBe('jsa_rate');
    expect(taken('jsa_rate > 10 or im')).toBe('imd_score');
    expect(taken("designated('d")).toBe('daf');
  });

  it('puts in nothing of which nothing has been typed', () => {
    for (const text of ['', 'jsa_rate > 10 or ', 'jsa_rate > ']) expect(taken(text), text).toBeNull();
  });

  it('takes the first where the person asked what may stand here', () => {
    expect(taken('jsa_rate > 10 ', true)).toBe('and');
  });
});
