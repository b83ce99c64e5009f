import { describe, expect, test } from 'vitest';
import { chooseUsualDay } from '#core/timetables';

/** Days of March 2024, of which the 5th, 12th, 19th and 26th are Tuesdays. */
const days = (trips: Record<number, number>) =>
  Object.entries(trips).map(([day, count]) => ({ day: `2024-03-${day.padStart(2, '0')}`, trips: count }));

describe('the usual day', () => {
  test('of one timetable is its busiest Tuesday, the earliest of equals', () => {
    expect(chooseUsualDay([days({ 4: 90, 5: 50, 12: 60, 19: 60, 26: 40 })])).toBe('2024-03-12');
  });

  test('is a Tuesday on which most timetables run, though another is busier', () => {
    const buses = days({ 5: 100, 12: 90, 19: 90 });
    const ferry = days({ 12: 10, 19: 20 });
    expect(chooseUsualDay([buses, ferry])).toBe('2024-03-19');
  });

  test('stays a Tuesday where a ferry runs on Sundays only', () => {
    expect(chooseUsualDay([days({ 3: 80, 5: 100 }), days({ 3: 10 })])).toBe('2024-03-05');
  });

  test('is the busiest day with most timetables where no Tuesday has service', () => {
    expect(chooseUsualDay([days({ 2: 30, 3: 20 }), days({ 3: 5 })])).toBe('2024-03-03');
    expect(chooseUsualDay([days({ 5: 0, 6: 7 })])).toBe('2024-03-06');
  });

  test('is none where nothing runs', () => {
    expect(chooseUsualDay([])).toBeNull();
    expect(chooseUsualDay([[], days({ 5: 0 })])).toBeNull();
  });
});
