import { expect, test } from 'vitest';
import { leavingStates, type LeavingColumn } from '#contract';
import { findLeavingOfSum, findWorstLeaving } from '../../../renderer/state/leaving.ts';

type State = (typeof leavingStates)[number];

const aColumn = (...areas: [state: State, value: number][]): LeavingColumn => ({
  policy: 'under5',
  states: Uint8Array.from(areas, ([state]) => leavingStates.indexOf(state)),
  values: Float64Array.from(areas, ([, value]) => value),
  stopped: null,
});

const column = aColumn(['as it is', 12], ['hidden', Number.NaN], ['rounded', 25]);

test('a sum changes where one of its values would not leave as it is, to the sum of what would', () => {
  expect(findLeavingOfSum(column, [0])).toBeNull();
  expect(findLeavingOfSum(column, [0, 1, 2])).toEqual({ state: 'changed', sum: 37, policy: 'under5' });
  expect(findLeavingOfSum(null, [0])).toBeNull();
  expect(findLeavingOfSum(aColumn(['as it is', 1], ['stopped', Number.NaN]), [0, 1])?.state).toBe('stopped');
});

test('of what is told of several values it is the worst', () => {
  expect(findWorstLeaving([column, aColumn(['hidden', 1], ['as it is', 2], ['stopped', 3])], 2)?.state).toBe(
    'stopped',
  );
  expect(findWorstLeaving([column, null], 2)?.state).toBe('rounded');
  expect(findWorstLeaving([column, null], 0)).toBeNull();
});
