import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeBetween } from '#core/routing';

/** The definition, in whole numbers of any size. */
function exact(leaves: number, arrives: number, part: number, whole: number): number {
  return leaves + Number(((BigInt(arrives) - BigInt(leaves)) * BigInt(part)) / BigInt(whole));
}

const second = fc.integer({ min: 0, max: 240 * 3600 });
const between = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));

it.each([
  ['stops', 200],
  ['millimetres', 2 ** 40],
] as const)('a time between two stops is exact to the second, by %s', (_, most) => {
  fc.assert(
    fc.property(second, second, between(most), (a, b, [part, whole]) => {
      const [leaves, arrives] = [Math.min(a, b), Math.max(a, b)];
      expect(timeBetween({ leaves, arrives }, part, whole)).toBe(exact(leaves, arrives, part, whole));
    }),
  );
});

// 22 · 15/22 is 15; as a fraction first, 22 × 0.6818… is 14.99…, a second early.
it.each([
  [22, 15, 22, 15],
  [23, 26, 46, 13],
  [26, 30, 52, 15],
])('of %i s, %i of %i parts take %i s', (span, part, whole, taken) => {
  expect(timeBetween({ leaves: 100, arrives: 100 + span }, part, whole)).toBe(100 + taken);
});
