import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPieces } from '../../../../renderer/features/rule-bar/pieces.ts';

describe('the coloured copy of a rule', () => {
  it('is the same text, whatever is typed and wherever the mistake is', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (text, from, length) => {
        const pieces = cutPieces(text, { from, to: from + length });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });

  it('tells names, numbers and words apart', () => {
    const kinds = cutPieces("jsa_rate > 10 or designated('daf')", null)
      .filter((piece) => piece.kind !== 'space')
      .map(({ text, kind }) => [text, kind]);
    expect(kinds).toEqual([
      ['jsa_rate', 'name'],
      ['>', 'operator'],
      ['10', 'number'],
      ['or', 'keyword'],
      ['designated', 'function'],
      ['(', 'punctuation'],
      ["'daf'", 'text'],
      [')', 'punctuation'],
    ]);
  });

  it('marks exactly the wrong characters', () => {
    const wrong = cutPieces('jsa_rat > 10', { from: 0, to: 7 }).filter((piece) => piece.isWrong);
    expect(wrong.map((piece) => piece.text)).toEqual(['jsa_rat']);
  });
});
