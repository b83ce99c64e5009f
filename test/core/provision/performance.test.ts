import { describe, expect, it } from 'vitest';
import { costPerOutcome, drawFunnel, percentOfTarget, successRate } from '#core/provision';
import { aRow } from './a-network.ts';

describe('rates of performance', () => {
  const rows = [
    aRow({ starts: 100, outcomes: 30, sustained: 20, cost: 60_000, target: 40 }),
    aRow({ starts: 50, outcomes: null, suppressed: ['outcomes'], cost: 9000, target: 10 }),
    aRow({ starts: 100, outcomes: 20, sustained: 10, cost: 40_000, target: 10 }),
  ];

  it('are of the rows that have both counts, so that what is suppressed on one side is left out on the other', () => {
    expect(successRate(rows, 'outcomes')).toBe(25);
    expect(successRate(rows, 'sustained')).toBe(15);
    expect(costPerOutcome(rows)).toBe(2000);
    expect(percentOfTarget(rows)).toBe(100);
  });

  it('are none where there is nothing to divide by', () => {
    expect(successRate([aRow({ starts: 0, outcomes: 0 })], 'outcomes')).toBeNull();
    expect(costPerOutcome([aRow({ cost: 500, outcomes: 0 })])).toBeNull();
    expect(percentOfTarget([])).toBeNull();
  });
});

describe('a funnel of providers', () => {
  // Pooled 30 %: limits for 100 starts are 21.9 to 39.6 and 18.1 to 45.4 (see the funnel limits of core/statistics).
  const rows = [
    aRow({ provider: 'middling', starts: 100, outcomes: 30 }),
    aRow({ provider: 'poor', starts: 100, outcomes: 17 }),
    aRow({ provider: 'weak', starts: 100, outcomes: 20 }),
    aRow({ provider: 'good', starts: 100, outcomes: 40 }),
    aRow({ provider: 'best', starts: 100, outcomes: 46 }),
    aRow({ provider: 'rest', starts: 1490, outcomes: 447 }),
    aRow({ provider: 'tiny', starts: 10, outcomes: 0 }),
    aRow({ provider: 'silent', starts: 40, outcomes: null }),
  ];
  const funnel = drawFunnel({
    rows,
    by: 'provider',
    success: 'outcomes',
    names: new Map([['best', 'A good name']]),
  });
  const pointOf = (id: string): (typeof funnel.points)[number] =>
    funnel.points.find((point) => point.id === id)!;

  it('judges each against the limits that its own size allows', () => {
    expect(funnel.pooledRate).toBe(30);
    expect(Object.fromEntries(funnel.points.map(({ id, standing }) => [id, standing]))).toEqual({
      middling: 'within',
      poor: 'far below',
      weak: 'below',
      good: 'above',
      best: 'far above',
      rest: 'within',
      tiny: 'too small',
      silent: 'unknown',
    });
  });

  it('ranks nobody who is too small or unknown, and shares ranks in a tie', () => {
    expect(pointOf('tiny').rank).toBeNull();
    expect(pointOf('silent').rank).toBeNull();
    expect(pointOf('best').rank).toBe(1);
    expect(pointOf('middling').rank).toBe(3.5);
    expect(pointOf('rest').rank).toBe(3.5);
  });

  it('is in order of names, not of rates', () => {
    expect(funnel.points[0]!.name).toBe('A good name');
    expect(funnel.points.slice(1).map(({ id }) => id)).toEqual([
      'good',
      'middling',
      'poor',
      'rest',
      'silent',
      'tiny',
      'weak',
    ]);
  });

  it('draws limits that close in on the pooled rate', () => {
    expect(funnel.curve.at(-1)!.starts).toBe(1490);
    for (const [index, step] of funnel.curve.entries()) {
      expect(step.lower998).toBeLessThan(step.lower95);
      expect(step.lower95).toBeLessThan(30);
      expect(step.upper95).toBeLessThan(step.upper998);
      if (index > 0) expect(step.lower95).toBeGreaterThan(funnel.curve[index - 1]!.lower95);
    }
  });

  it('says how many stand out', () => {
    expect(funnel.sentence).toBe(
      '30 % of all who began succeeded; of 6 large enough to judge, 2 did better than chance allows, 2 worse and 2 neither; 1 is too small to judge; nothing is known of 1.',
    );
  });

  it('of nobody says so', () => {
    expect(drawFunnel({ rows: [], by: 'programme', success: 'sustained', names: new Map() })).toMatchObject({
      pooledRate: null,
      points: [],
      curve: [],
      sentence: 'Nobody began, so there is nothing to compare.',
    });
  });
});
