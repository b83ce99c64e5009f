import { describe, expect, it } from 'vitest';
import { type Shape, shapeFromRings } from '#core/geography';
import { createLocalRefiner, createSharedRefiner } from '../../../../data/import/boundaries/refiner.ts';
import { reversed, type Ring, square } from './builders.ts';

const bow: Ring = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
];
const line: Ring = [
  [0, 0],
  [1, 0],
  [0, 0],
];

/** Good areas, one with a hole, one of two parts, one to mend and one to refuse. */
function shapes(batch: number): Shape[] {
  const at = batch / 100;
  return [
    shapeFromRings([[reversed(square(at, 53, 0.01))]]),
    shapeFromRings([[reversed(square(at, 54, 0.01)), square(at + 0.002, 54.002, 0.001)]]),
    shapeFromRings([[reversed(square(at, 55, 0.01))], [reversed(square(at, 56, 0.01))]]),
    shapeFromRings([[bow]]),
    shapeFromRings([[line]]),
  ];
}

const batches = Array.from({ length: 20 }, (_, batch) => batch);
const goOn = (): void => undefined;
const expected = () => batches.map((batch) => createLocalRefiner(goOn).begin(shapes(batch)).get());

describe('refining shared with another thread', () => {
  it('gives what refining here gives, in whichever order it is asked for', async () => {
    const refiner = createSharedRefiner(goOn);
    const begun = batches.map((batch) => refiner.begin(shapes(batch)));
    const backwards = begun.toReversed().map((refining) => refining.get());
    expect(backwards.toReversed()).toEqual(expected());
    expect(begun.map((refining) => refining.find())).toEqual(expected());
    refiner.close();
  });

  it('is done here where the thread has gone', async () => {
    const refiner = createSharedRefiner(goOn);
    const begun = batches.map((batch) => refiner.begin(shapes(batch)));
    refiner.close();
    expect(begun.map((refining) => refining.get())).toEqual(expected());
    expect(refiner.begin(shapes(0)).get()).toEqual(expected()[0]);
  });

  it('takes nothing for nothing', async () => {
    const refiner = createSharedRefiner(goOn);
    expect(refiner.begin([]).get()).toEqual([]);
    refiner.close();
  });
});
