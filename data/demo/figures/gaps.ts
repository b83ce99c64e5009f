import type { DemoCell, DemoColumn } from '../demo-data.ts';

/** Cells that the publisher left out or withheld. None of them belongs to a total that was published. */
interface Gap {
  indicator: string;
  period: string;
  /** Cohorts touched; those of one dimension go together, or the withheld part could be worked out from the rest. */
  cohorts: string[];
  kind: 'suppressed' | 'missing';
  /** How many areas: those with the fewest in the first cohort. */
  areas: number;
}

const jsaCuts = ['age=18-24', 'age=25-49', 'age=50-64', 'duration=6-12-months', 'duration=over-12-months'];
const worklessCuts = ['all', 'duration=under-1-year', 'duration=1-to-5-years', 'duration=5-years-or-more'];

const gaps: Gap[] = [
  {
    indicator: 'jsa_claimants',
    period: '2008-07',
    cohorts: jsaCuts.slice(0, 3),
    kind: 'suppressed',
    areas: 6,
  },
  { indicator: 'jsa_claimants', period: '2008-05', cohorts: jsaCuts.slice(3), kind: 'suppressed', areas: 5 },
  {
    indicator: 'jsa_claimants',
    period: '2007-11',
    cohorts: ['sex=female', 'sex=male'],
    kind: 'suppressed',
    areas: 4,
  },
  { indicator: 'jsa_claimants', period: '2006-06', cohorts: ['all'], kind: 'missing', areas: 4 },
  { indicator: 'jsa_claimants', period: '2006-12', cohorts: ['all'], kind: 'suppressed', areas: 3 },
  { indicator: 'lone_parents', period: '2007-08', cohorts: ['all'], kind: 'missing', areas: 5 },
  { indicator: 'worklessness', period: '2007-08', cohorts: worklessCuts, kind: 'missing', areas: 5 },
  { indicator: 'ib_claimants', period: '2006-11', cohorts: ['all'], kind: 'suppressed', areas: 3 },
  { indicator: 'worklessness', period: '2006-11', cohorts: worklessCuts, kind: 'suppressed', areas: 3 },
];

/** Columns with the demonstration's gaps in them: values that are missing or withheld, so that people meet both. */
export function leaveGaps(columns: DemoColumn[]): DemoColumn[] {
  const byKey = new Map(columns.map((column) => [keyOf(column), { ...column, cells: [...column.cells] }]));
  let chosen: number[] = [];
  for (const { indicator, period, cohorts, kind, areas } of gaps) {
    // The total of a benefit that has a gap has the same gap.
    if (indicator !== 'worklessness') {
      chosen = fewest(byKey.get(keyOf({ indicator, period, cohort: cohorts[0]! }))!.cells, areas);
    }
    for (const cohort of cohorts) {
      const { cells } = byKey.get(keyOf({ indicator, period, cohort }))!;
      for (const area of chosen) cells[area] = kind;
    }
  }
  return [...byKey.values()];
}

const keyOf = ({
  indicator,
  cohort,
  period,
}: {
  indicator: string;
  cohort: string;
  period: string;
}): string => `${indicator} ${cohort} ${period}`;

function fewest(cells: DemoCell[], areas: number): number[] {
  const counts = cells.map((cell) => (typeof cell === 'number' ? cell : Infinity));
  return [...counts.keys()].toSorted((a, b) => counts[a]! - counts[b]! || a - b).slice(0, areas);
}
