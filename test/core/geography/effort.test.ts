import { expect, it } from 'vitest';
import { limitEffort, mendShape, shapeFromRings, type Shape } from '#core/geography';
import { polygon, square, type Ring } from './builders.ts';

const far =
  'Its rings cross or lie over each other far too often to be untangled: mend it in the program that it comes from.';

/** A ring through points on a circle that runs to nearly the opposite side each time: every edge crosses nearly every other. */
function spokes(points: number): Ring {
  const step = Math.floor(points / 2);
  const ring = Array.from({ length: points }, (_, at): [number, number] => {
    const angle = (2 * Math.PI * ((at * step) % points)) / points;
    return [Math.cos(angle), Math.sin(angle)];
  });
  return [...ring, ring[0]!];
}

/** Up and down between two lines, and back across: a comb over a comb. */
function weave(teeth: number): Ring {
  const along = Array.from({ length: teeth }, (_, at): [number, number] => [
    at,
    at % 2 === 0 ? -1 : teeth + 1,
  ]);
  const across = Array.from({ length: teeth }, (_, at): [number, number] => [
    at % 2 === 0 ? -1 : teeth + 1,
    at + 0.5,
  ]);
  return [...along, ...across, along[0]!];
}

const tangles: [string, () => Shape][] = [
  ['a ring of 3,001 points that all cross', () => polygon(spokes(3001))],
  ['two combs over each other', () => polygon(weave(3000))],
  ['squares one within another', () => shapeFromRings(Array.from({ length: 6000 }, (_, at) => [square(at / 1e4, at / 1e4, 2 - at / 5e3)]))], // prettier-ignore
  ['one square many times', () => shapeFromRings(Array.from({ length: 3000 }, () => [square(0, 0, 1)]))],
  ['a fan of spikes from one point', () => polygon(fan(20_000))],
];

function fan(spikes: number): Ring {
  const ring = Array.from({ length: spikes }, (_, at): Ring => {
    const angle = (2 * Math.PI * ((at * 7919) % spikes)) / spikes;
    return [
      [0, 0],
      [Math.cos(angle), Math.sin(angle)],
      [Math.cos(angle + 0.1), Math.sin(angle + 0.1)],
    ];
  });
  return [...ring.flat(), [0, 0]];
}

it.each(tangles)(
  '%s is mended or refused with a reason, within the effort that a shape may take',
  (_, make) => {
    let steps = 0;
    const outcome = mendShape(
      make(),
      limitEffort(() => (steps += 1)),
    );
    if ('refused' in outcome) expect(outcome.refused).toBe(far);
    else expect(outcome.shape.polygonEnds.length).toBeGreaterThan(0);
    // The watcher is called about once in a million steps, so a wait for it is short.
    expect(steps).toBeLessThan(250);
  },
);

it('mends a ring that crosses itself some thousand times', () => {
  expect(mendShape(polygon(spokes(101)))).toHaveProperty('mended', ['self-crossing']);
});

it('ends in the middle of a shape with what the watcher throws', () => {
  const stop = new Error('no longer wanted');
  const watcher = (): void => {
    throw stop;
  };
  expect(() => mendShape(polygon(spokes(3001)), limitEffort(watcher))).toThrow(stop);
});
