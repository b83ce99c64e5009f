import { describe, expect, test } from 'vitest';
import type { TimetableHealth, TimetableSummary } from '#contract';
import { coverWords, dayHelp, nameOfTimetable } from '../../../../renderer/features/provision/timetables.ts';

/** A timetable in use with a bus on some days of March 2024. */
function aTimetable(file: string, days: number[]): TimetableSummary {
  const dates = days.map((day) => `2024-03-${String(day).padStart(2, '0')}`);
  const [firstDay, lastDay] = [dates[0]!, dates.at(-1)!];
  const health = {
    days: dates.map((day) => ({ day, trips: 9 })),
    modes: [{ mode: 'bus', routes: 1, trips: 9 }],
  } as Partial<TimetableHealth> as TimetableHealth;
  return {
    release: 1,
    title: `Timetable ${file}, ${firstDay} to ${lastDay}`,
    inUse: true,
    why: null,
    replacedBy: null,
    firstDay,
    lastDay,
    usualDay: firstDay,
    health,
  };
}

const buses = aTimetable('buses.zip', [4, 5, 6, 9]);
const trains = aTimetable('trains.zip', [4, 5, 6]);

describe('a timetable in the list', () => {
  test('is called by its file, and its days stand apart', () => {
    expect(nameOfTimetable(buses)).toBe('buses.zip');
    expect(coverWords(buses)).toBe('4 Mar 2024 to 9 Mar 2024 · bus');
    expect(nameOfTimetable({ ...buses, title: 'invented timetable' })).toBe('invented timetable');
  });

  test('of which no days are known says so', () => {
    expect(coverWords({ ...buses, firstDay: null, lastDay: null, health: null })).toBe('no day with service');
  });
});

describe('below the day of travel stands', () => {
  const facts = { timetables: [buses, trains], usualDay: '2024-03-05' };

  test('what an empty field means', () => {
    expect(dayHelp(null, facts)).toBe('Leave empty for Tuesday 5 Mar 2024, a usual day.');
    expect(dayHelp('2024-0', facts)).toBe('Leave empty for Tuesday 5 Mar 2024, a usual day.');
    expect(dayHelp(null, { ...facts, usualDay: null })).toBe('Leave empty for a usual Tuesday.');
  });

  test('which weekday the chosen day is', () => {
    expect(dayHelp('2024-03-06', facts)).toBe('Wednesday 6 Mar 2024.');
  });

  test('which timetables have no service on it', () => {
    expect(dayHelp('2024-03-09', facts)).toBe('Saturday 9 Mar 2024: no service by trains.zip.');
    expect(dayHelp('2024-03-10', facts)).toBe('No timetable in use has service on Sunday 10 Mar 2024.');
  });

  test('nothing of timetables that are not in use', () => {
    const used = { ...facts, timetables: [buses, { ...trains, inUse: false }] };
    expect(dayHelp('2024-03-09', used)).toBe('Saturday 9 Mar 2024.');
  });
});
