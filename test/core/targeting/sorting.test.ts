import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortPositions } from '../../../core/targeting/sorting.ts';

/** Numbers of which many are equal, or equal with other bits. */
const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, Number.MIN_VALUE, -Number.MAX_VALUE),
  fc.double({ noNaN: true }),
);

it.each([
  ['few', 0],
  ['many', 600],
])('%s positions stand as their numbers do, equal ones in the order they had', (_, more) => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 50 }), (some) => {
      const all = [...some, ...Array.from({ length: more }, (_, at) => some[at % (some.length || 1)] ?? at)];
      const expected = [...all.keys()].toSorted(
        (a, b) => Number(all[a]! > all[b]!) - Number(all[a]! < all[b]!),
      );
      expect([...sortPositions(Float64Array.from(all))]).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
