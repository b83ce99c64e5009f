import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagByte, outcomeByte } from '#contract';
import {
  diffStates,
  hatchByte,
  packClasses,
  packHatches,
  packTargets,
  countClasses,
} from '../../../renderer/map/states.ts';

const { exact, missing, suppressed } = flagByte;

/** Values with a flag each: exact where a number, missing where NaN, unless said otherwise. */
function columns(
  values: number[],
  flags: number[] = values.map((value) => (Number.isNaN(value) ? missing : exact)),
) {
  return { values: Float64Array.from(values), flags: Uint8Array.from(flags) };
}

describe('what an area is drawn as', () => {
  test('its class, counted from 1; a break belongs to the class above it', () => {
    expect([...packClasses({ ...columns([4.9, 5, 9.9, 10, 99]), breaks: [5, 10] })]).toEqual([1, 2, 2, 3, 3]);
  });

  test('no data and suppressed are two things, and neither is a class; zero is a number', () => {
    const numbers = columns([Number.NaN, Number.NaN, 0], [missing, suppressed, exact]);
    expect([...packHatches(numbers)]).toEqual([hatchByte.missing, hatchByte.suppressed, hatchByte.none]);
    expect([...packClasses({ ...numbers, breaks: [5] })]).toEqual([0, 0, 1]);
  });

  test('a suppressed area is never coloured, even if a number came along', () => {
    const numbers = columns([7], [suppressed]);
    expect([...packClasses({ ...numbers, breaks: [5] })]).toEqual([0]);
    expect([...packHatches(numbers)]).toEqual([hatchByte.suppressed]);
  });
});

describe('an unsure area', () => {
  const unsure = Uint8Array.from([1, 0, 1, 1]);
  const numbers = columns([7, 7, Number.NaN, 3], [exact, exact, missing, suppressed]);

  test('has its class and dots upon it; without a number there is nothing to be unsure of', () => {
    expect([...packClasses({ ...numbers, breaks: [5] })]).toEqual([2, 2, 0, 0]);
    expect([...packHatches({ ...numbers, unsure })]).toEqual([
      hatchByte.unsure,
      hatchByte.none,
      hatchByte.missing,
      hatchByte.suppressed,
    ]);
  });

  test('is counted in its class and in a row of its own', () => {
    expect(countClasses({ ...numbers, unsure, breaks: [5] })).toEqual({
      classes: [0, 2],
      missing: 1,
      suppressed: 1,
      unsure: 1,
    });
  });
});

describe('targets', () => {
  test('only areas that are in: unknown is not in', () => {
    const outcomes = Uint8Array.from([outcomeByte.out, outcomeByte.in, outcomeByte.unknown]);
    expect([...packTargets(outcomes, 3)]).toEqual([0, 1, 0]);
  });

  test('none without a rule', () => {
    expect([...packTargets(null, 2)]).toEqual([0, 0]);
  });
});

describe('what changed', () => {
  test('at first everything that is not 0', () => {
    expect(diffStates(null, [0, 3, 0, 1])).toEqual([1, 3]);
  });

  test('then only what is different', () => {
    expect(diffStates([0, 3, 2], [1, 3, 0])).toEqual([0, 2]);
  });

  test('everything where the areas are other ones', () => {
    expect(diffStates([1], [1, 0])).toEqual([0, 1]);
  });

  test('sending the differences always ends in the new numbers', () => {
    const numbers = fc.array(fc.nat(101), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const shown = [...before];
        for (const index of diffStates(before, after)) shown[index] = after[index]!;
        expect(shown).toEqual(after);
      }),
    );
  });
});

describe('the counts in the legend', () => {
  test('each area is in exactly one row', () => {
    const numbers = columns(
      [1, 6, 7, 11, Number.NaN, Number.NaN],
      [exact, exact, exact, exact, missing, suppressed],
    );
    expect(countClasses({ ...numbers, breaks: [5, 10] })).toEqual({
      classes: [1, 2, 1],
      missing: 1,
      suppressed: 1,
      unsure: 0,
    });
  });

  test('without breaks there is one class', () => {
    expect(countClasses({ ...columns([3, 3]), breaks: [] }).classes).toEqual([2]);
  });

  test('no areas, no counts', () => {
    expect(countClasses({ ...columns([]), breaks: [5] })).toEqual({
      classes: [0, 0],
      missing: 0,
      suppressed: 0,
      unsure: 0,
    });
  });
});
