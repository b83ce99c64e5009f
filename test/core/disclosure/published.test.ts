import { expect, test } from 'vitest';
import { cellState, suppressCells } from '#core/disclosure';
import { aRule } from './a-rule.ts';
import { systemOf, tableOf } from './a-system.ts';

test('the example of the R package GaussSuppression hides the same cells', () => {
  // The vignette “Small count frequency table suppression”, first example: maxN = 1 hides 0 and 1.
  const old = [3, 4, 6];
  const young = [2, 0, 5];
  const cells = tableOf([old, young]);
  const { state, unprotected } = suppressCells(systemOf(cells), aRule({ threshold: 2, keepsZeros: false }));
  const named = ['old', 'young', 'total'].flatMap((age) =>
    ['Iceland', 'Portugal', 'Spain', 'total'].map((place) => `${age}, ${place}`),
  );
  const hiddenAs = (kind: number): string[] => named.filter((_, cell) => state[cell] === kind);
  expect([...unprotected]).toEqual([]);
  expect(hiddenAs(cellState.primary)).toEqual(['young, Portugal']);
  expect(hiddenAs(cellState.secondary)).toEqual(['old, Iceland', 'old, Portugal', 'young, Iceland']);
});
