import { describe, expect, it } from 'vitest';
import type { Destination } from '#contract';
import { columnsFor, sortDestinations } from '../../../../renderer/features/provision/destinations.ts';

function aSite(id: string, part: Partial<Destination>): Destination {
  const reached = part.minutes !== null && part.minutes !== undefined;
  const fixed = { name: id, kind: 'employment' as const, lon: -3, lat: 53.4, share: reached ? 1 : 0 };
  return { id, ...fixed, jobs: null, minutes: null, leaveBy: null, reached, ...part };
}

const rows = [
  aSite('mill', { minutes: 20, leaveBy: '07:40', jobs: 50 }),
  aSite('docks', { jobs: 900 }),
  aSite('park', { minutes: 12, leaveBy: '07:48' }),
  aSite('yard', { minutes: 20, leaveBy: '07:40', jobs: 10 }),
];

describe('the list of employment sites', () => {
  it.each([
    ['minutes', false, ['park', 'mill', 'yard', 'docks']],
    ['minutes', true, ['mill', 'yard', 'park', 'docks']],
    ['leaveBy', false, ['mill', 'yard', 'park', 'docks']],
    ['jobs', true, ['docks', 'mill', 'yard', 'park']],
    ['jobs', false, ['yard', 'mill', 'docks', 'park']],
    ['name', false, ['docks', 'mill', 'park', 'yard']],
  ] as const)(
    'by %s (falling: %s) has what is not known last, and equal ones by name',
    (by, isFalling, order) => {
      expect(sortDestinations(rows, { by, isFalling }).map(({ id }) => id)).toEqual(order);
    },
  );

  it('says when to leave only where a timetable decides it', () => {
    expect(columnsFor('transit')).toContain('leaveBy');
    expect(columnsFor('walk')).not.toContain('leaveBy');
  });
});
