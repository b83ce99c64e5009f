import { describe, expect, it } from 'vitest';
import { confidences, outcomeByte, type Confidence, type Outcome } from '#contract';
import { areasLine } from '../../../../renderer/features/result-summary/certainty.ts';

/** An answer about one area for each pair. */
function answerOf(areas: [Outcome, Confidence][]): Parameters<typeof areasLine>[0] {
  const count = (wanted: Outcome): number => areas.filter(([outcome]) => outcome === wanted).length;
  return {
    counts: {
      in: count('in'),
      out: count('out'),
      unknown: count('unknown'),
      clearlyIn: 0,
      borderline: 0,
      clearlyAbove: 0,
    },
    outcomes: Uint8Array.from(areas, ([outcome]) => outcomeByte[outcome]),
    confidences: Uint8Array.from(areas, ([, confidence]) => confidences.indexOf(confidence)),
  };
}

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('the line that says what a rule finds', () => {
  it('counts the areas that are in by how sure that is', () => {
    const answer = answerOf([
      ...times<[Outcome, Confidence]>(27, ['in', 'clearly above']),
      ...times<[Outcome, Confidence]>(6, ['in', 'borderline above']),
      ...times<[Outcome, Confidence]>(951, ['out', 'clearly below']),
      ...times<[Outcome, Confidence]>(2, ['unknown', 'unknown']),
    ]);
    expect(areasLine(answer)).toBe('33 areas, 27 clearly above, 6 borderline, 2 unknown');
  });

  it('calls areas certain that no interval applies to, and leaves out what is none', () => {
    const answer = answerOf([...times<[Outcome, Confidence]>(62, ['in', 'certain']), ['out', 'certain']]);
    expect(areasLine(answer)).toBe('62 areas, all certain');
  });

  it('says clearly below where the rule asks for low values', () => {
    const answer = answerOf([
      ['in', 'clearly below'],
      ['in', 'borderline below'],
    ]);
    expect(areasLine(answer)).toBe('2 areas, 1 clearly below, 1 borderline');
  });

  it('says of how many nothing is said, as of counts above their base', () => {
    expect(
      areasLine(answerOf([...times<[Outcome, Confidence]>(2, ['in', 'unknown']), ['in', 'certain']])),
    ).toBe('3 areas, 1 certain, 2 of unknown certainty');
  });

  it('tells one area and none without counting twice', () => {
    expect(areasLine(answerOf([['in', 'certain']]))).toBe('1 area, certain');
    expect(areasLine(answerOf([['out', 'certain']]))).toBe('0 areas');
  });
});
