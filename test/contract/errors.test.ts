import { describe, expect, test } from 'vitest';
import {
  describeError,
  escapeHiddenCharacters,
  findHiddenCharacter,
  showHiddenCharacters,
  withoutHiddenCharacters,
} from '#contract';

const refusal = { code: 'input_refused' as const, message: '“a.gpkg” has no layer “x”.' };

describe('an error in words', () => {
  test('gives the facts that its hint speaks of', () => {
    expect(
      describeError({
        ...refusal,
        found: 'x',
        expected: 'roads, wards',
        hint: 'Choose one of the layers named.',
      }),
    ).toEqual({
      message: refusal.message,
      // “x” stands in the message already.
      facts: ['Expected: roads, wards.'],
      hint: 'Choose one of the layers named.',
    });
  });

  test('says where it is, unless the message does', () => {
    expect(describeError({ ...refusal, file: 'a.gpkg', row: 1234, column: 'code' }).message).toBe(
      'row 1,234, column code: “a.gpkg” has no layer “x”.',
    );
    expect(describeError({ code: 'usage', message: 'Row 12 is short.', file: 'b.csv', row: 1 }).message).toBe(
      'b.csv, row 1: Row 12 is short.',
    );
  });

  test('does not take letters within a word for a fact that was said', () => {
    expect(describeError({ ...refusal, found: 'lay' }).facts).toEqual(['Found: lay.']);
  });

  test('is the message alone where there is no more to say', () => {
    expect(describeError({ ...refusal, hint: '' })).toEqual({
      message: refusal.message,
      facts: [],
      hint: null,
    });
  });
});

describe('characters that a terminal obeys or nobody sees', () => {
  const evil = 'E0\u200B1\u202E\u001B[31m\u009B2J\r\uD800';

  test('are written out in what is printed, line ends and tabs aside', () => {
    expect(showHiddenCharacters(`a\n\tb ${evil}`)).toBe(
      'a\n\tb E0⟨U+200B⟩1⟨U+202E⟩⟨U+001B⟩[31m⟨U+009B⟩2J⟨U+000D⟩⟨U+D800⟩',
    );
  });

  test('are escapes in JSON, which stays the same document', () => {
    const json = escapeHiddenCharacters(JSON.stringify({ name: evil }, null, 2));
    expect(json).not.toMatch(/[^\x20-\x7E\n]/);
    expect(JSON.parse(json)).toEqual({ name: evil });
  });

  test('are found by their number, and taken out of names', () => {
    expect(findHiddenCharacter(evil)).toBe('U+200B');
    expect(findHiddenCharacter('Llanfair­pwll')).toBe('U+00AD');
    expect(findHiddenCharacter('Ynys Môn – 001A')).toBeUndefined();
    expect(withoutHiddenCharacters('St\u200B Helens\r\n\u202E001A')).toBe('St Helens 001A');
  });
});
