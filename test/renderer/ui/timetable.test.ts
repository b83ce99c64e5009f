import { describe, expect, it } from 'vitest';
import { chartWords, gapWords, problemWords, spanWords, weekWords } from '../../../renderer/ui/timetable.ts';

/** Two weeks from Monday 1 January 2024: 26 trips on weekdays, 14 on Saturdays, none on Sundays and on the second Tuesday. */
const days = Array.from({ length: 14 }, (_, at) => {
  const weekday = at % 7;
  const trips = weekday === 6 || at === 8 ? 0 : weekday === 5 ? 14 : 26;
  return { day: `2024-01-${String(at + 1).padStart(2, '0')}`, trips };
}).slice(0, 13);
const facts = {
  firstDay: '2024-01-01',
  lastDay: '2024-01-13',
  days,
  tripsADay: { days: 11, min: 14, median: 26, max: 26 },
  daysWithout: [
    { first: '2024-01-07', last: '2024-01-07' },
    { first: '2024-01-09', last: '2024-01-10' },
  ],
};

describe('the days of a timetable in words', () => {
  it('go from the first to the last with service', () => {
    expect(spanWords(facts)).toBe('1 Jan 2024 to 13 Jan 2024, 11 days with service');
    expect(spanWords({ ...facts, firstDay: null, lastDay: null, tripsADay: null })).toBe(
      'no day with service',
    );
  });

  it('tell the middle weekday from Saturdays and Sundays', () => {
    expect(weekWords(facts)).toBe('Weekdays 26, Saturdays 14, Sundays 0');
    expect(weekWords({ days: days.slice(0, 3) })).toBe('Weekdays 26');
  });

  it('name runs without service, the longest first, and how many more there are', () => {
    expect(gapWords(facts)).toBe('9 Jan 2024 to 10 Jan 2024; 7 Jan 2024');
    expect(gapWords(facts, 1)).toBe('9 Jan 2024 to 10 Jan 2024; and 1 more');
  });

  it('say in the chart’s stead what it shows', () => {
    expect(chartWords(facts)).toBe(
      '1 Jan 2024 to 13 Jan 2024, 11 days with service: 14 to 26 trips a day, 26 in the middle. Weekdays 26, Saturdays 14, Sundays 0. Without service: 9 Jan 2024 to 10 Jan 2024; 7 Jan 2024.',
    );
    expect(chartWords({ ...facts, tripsADay: null })).toBe('No trips on any day.');
  });
});

describe('a problem of a feed', () => {
  it('is told with its file and its number, whatever the number', () => {
    const problem = {
      severity: 'error',
      file: 'stop_times.txt',
      problem: 'times that are none',
      times: 1,
      examples: [],
    } as const;
    expect(problemWords({ ...problem, examples: [] })).toBe('stop_times.txt: times that are none (1)');
  });
});
