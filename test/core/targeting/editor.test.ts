import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsAt, tokenize } from '#core/targeting';
import { aTable } from './a-table.ts';

const { vocabulary } = aTable()
  .withCount('jsa_claimants', '2008-07', [1])
  .withCount('jsa_claimants', '2007-05', [1])
  .withCount('jsa_claimants', '2008-07', [1], { cohort: 'age=18-24,sex=female' })
  .withCount('working_age', '2007', [1])
  .withRate('jsa_rate', 'jsa_claimants', 'working_age')
  .withDesignation('daf', 'ward:2003', [1])
  .withBenchmark('jsa_rate', 'UK', '2008-07', 2.3)
  .withBenchmark('jsa_rate', 'GB', '2012', 3.5)
  .build();

/** What is offered where the bar stands, as texts. */
function offered(typed: string): string[] {
  const offset = typed.indexOf('|');
  return completionsAt(typed.replace('|', ''), offset, vocabulary).map(({ text }) => text);
}

/** The rule after the first offer is taken. */
function completed(typed: string): string {
  const text = typed.replace('|', '');
  const [first] = completionsAt(text, typed.indexOf('|'), vocabulary);
  return text.slice(0, first!.from) + first!.text + text.slice(first!.to);
}

describe('completion', () => {
  it('offers indicators and functions at the start of a clause', () => {
    expect(offered('|')).toEqual(expect.arrayContaining(['jsa_rate', 'working_age', 'designated(', 'not']));
    expect(offered('jsa_rate > 10 or |')).toContain('designated(');
    expect(offered('jsa|')).toEqual(expect.arrayContaining(['jsa_claimants', 'jsa_rate']));
    expect(offered('jsa|')[0]).toBe('jsa_claimants');
    expect(offered('percen|')).toEqual(['percentile(']);
  });

  it.each([
    ['jsa_r| > 10', 'jsa_rate > 10'],
    ['jsa_rate@|', 'jsa_rate@2008-07'],
    ['jsa_rate@2007| > 1', 'jsa_rate@2007-05 > 1'],
    ['jsa_rate[|', 'jsa_rate[age=18-24'],
    ['jsa_rate[age=18-24,s|', 'jsa_rate[age=18-24,sex=female'],
    ["designated('|", "designated('daf"],
    ["designated('d|')", "designated('daf')"],
    ["jsa_rate > benchmark(jsa_rate, '|", "jsa_rate > benchmark(jsa_rate, 'UK"],
    ['jsa_rate > benchmark(jsa_rate@|', 'jsa_rate > benchmark(jsa_rate@2012'],
    ['jsa_rate > benchmark(jsa_rate@2007|', 'jsa_rate > benchmark(jsa_rate@2007-05'],
    ["change(jsa_rate, '2007|", "change(jsa_rate, '2007-05"],
    ['jsa_rate > 10 a|', 'jsa_rate > 10 and'],
    ['rank(jsa_rate) b|', 'rank(jsa_rate) between'],
  ])('%s becomes %s', (typed, result) => {
    expect(completed(typed)).toBe(result);
  });

  it('offers words that go on with the rule behind a value, once it is parted from it', () => {
    for (const whole of ['jsa_rate > 10', "designated('daf')", 'jsa_rate[age=18-24]']) {
      expect(offered(`${whole}|`)).toEqual([]);
      expect(offered(`${whole} |`)).toEqual(['and', 'or', 'between']);
    }
  });

  it('offers nothing behind a sign that has no place there', () => {
    for (const text of ['jsa_rate > 10 %', 'jsa_rate > 10 % ', 'jsa_rate > 10 ≥', 'jsa_rate > 10 €'])
      expect(completionsAt(text, text.length, vocabulary)).toEqual([]);
  });

  it('never fails, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '1', '(', ')', '[', ']', '@', "'", ',', ' ', '>') }),
        fc.nat(30),
        (text, offset) => {
          const at = Math.min(offset, text.length);
          for (const { from, to } of completionsAt(text, at, vocabulary)) {
            expect(from).toBeLessThanOrEqual(at);
            expect(to).toBe(at);
          }
        },
      ),
    );
  });
});

describe('tokens for colouring', () => {
  it('names the kind of every part', () => {
    const kinds = tokenize("jsa_rate[age=18-24]@2008-07 >= 3 * benchmark(x, 'UK') AND %").map(
      ({ kind, text }) => `${kind} ${text}`,
    );
    expect(kinds).toEqual([
      'name jsa_rate',
      'punctuation [',
      'cohort age=18-24',
      'punctuation ]',
      'punctuation @',
      'period 2008-07',
      'operator >=',
      'number 3',
      'operator *',
      'function benchmark',
      'punctuation (',
      'name x',
      'punctuation ,',
      "text 'UK'",
      'punctuation )',
      'keyword and',
      'wrong %',
    ]);
  });

  it('covers any text in order, leaving out nothing but white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let offset = 0;
        for (const { from, to } of tokenize(text)) {
          expect(text.slice(offset, from).trim()).toBe('');
          expect(to).toBeGreaterThan(from);
          offset = to;
        }
        expect(text.slice(offset).trim()).toBe('');
      }),
    );
  });
});
