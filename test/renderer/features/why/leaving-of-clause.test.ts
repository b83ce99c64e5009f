import { expect, test } from 'vitest';
import { leavingStates, type LeavingColumn } from '#contract';
import { findLeavingOfClause } from '../../../../renderer/features/why/leaving-of-clause.ts';

const aColumn = (...states: (typeof leavingStates)[number][]): LeavingColumn => ({
  policy: 'under5',
  states: Uint8Array.from(states, (state) => leavingStates.indexOf(state)),
  values: new Float64Array(states.length),
  stopped: null,
});

const asked = {
  sources: [
    { indicator: 'claimants', cohort: 'all' },
    { indicator: 'leavers', cohort: 'all' },
    { indicator: 'residents', cohort: 'all' },
  ],
  columns: [aColumn('as it is', 'rounded'), aColumn('hidden', 'hidden'), null],
};

const stateOf = (clause: string, area: number) => findLeavingOfClause(clause, { ...asked, area })?.state;

test('is that of the indicator that the clause names, in that area', () => {
  expect(stateOf('claimants > 10', 0)).toBeUndefined();
  expect(stateOf('claimants > 10', 1)).toBe('rounded');
  expect(stateOf('leavers > 10', 0)).toBe('hidden');
});

test('is the worst of several', () => {
  expect(stateOf('claimants + leavers > 10', 1)).toBe('hidden');
});

test('is nothing where the clause names only what is published, or cannot be read', () => {
  expect(stateOf('residents > 10', 0)).toBeUndefined();
  expect(stateOf('by hand', 0)).toBeUndefined();
});
