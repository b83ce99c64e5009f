import { apportion } from '#core/statistics';
import type { DemoColumn } from '../demo-data.ts';
import type { LandRegion } from '../land/region.ts';
import { nextBell } from '../random.ts';
import type { Random } from '../random.ts';
import { countBenefits } from './benefits.ts';
import { countCarers } from './carers.ts';
import { rankDeprivation } from './deprivation.ts';
import { countJobseekers } from './jobseekers.ts';
import { jsaClaimants, longClaimShare, months, newestMonth, quarters, years } from './published.ts';
import { countResidents, drawSizes } from './residents.ts';
import { splitCounts, wander } from './series.ts';

/** All figures of the demonstration, every cell known, and the wards that the funding names. */
export interface Figures {
  columns: DemoColumn[];
  fundedWards: number[];
}

/** Months in which Jobseeker's Allowance is also cut by age, sex and duration: each quarter, and the newest. */
export const cohortMonths = [...quarters, '2008-05', newestMonth];

/** Makes all figures. */
export function makeFigures(region: LandRegion, random: Random): Figures {
  const columns: DemoColumn[] = [];
  const add = (indicator: string, period: string, cells: number[], cohort = 'all'): void => {
    columns.push({ indicator, cohort, period, cells });
  };
  const jobseekers = countJobseekers(region, drawSizes(region, random), random);
  const residents = countResidents(jobseekers.sizes, region, random);
  for (const year of years) {
    add('population', year, residents.population[year]);
    add('working_age', year, residents.workingAge[year]);
  }
  const jsa = wander(jobseekers.claimants, Object.values(jsaClaimants), {
    anchor: months.indexOf(newestMonth),
    step: 0.035,
    random,
  });
  for (const [k, month] of months.entries()) add('jsa_claimants', month, jsa[k]!);
  for (const month of cohortMonths) addJobseekerCuts(month, jsa[months.indexOf(month)]!);
  const jsaAt = (quarter: string): number[] => jsa[months.indexOf(quarter)]!;
  const benefits = countBenefits(region, residents.workingAge['2007'], jsaAt('2007-05'), random);
  for (const [k, quarter] of quarters.entries()) addQuarter(k, quarter);
  const { rank, score } = rankDeprivation(region, random);
  add('imd_rank', '2007', rank);
  add('imd_score', '2007', score);
  // Last, so that nothing before it takes other numbers from the stream.
  add('carers', '2008-02', countCarers(region, residents.workingAge['2007'], random));
  return { columns, fundedWards: benefits.fundedWards };

  function addJobseekerCuts(month: string, counts: number[]): void {
    for (const [dimension, cut] of Object.entries(cuts)) {
      const parts = splitCounts(counts, (i) => cut.shares(region.lsoas[i]!.hardship / 100), random);
      for (const [part, value] of cut.values.entries())
        add('jsa_claimants', month, parts[part]!, `${dimension}=${value}`);
    }
  }

  function addQuarter(k: number, quarter: string): void {
    const parts = [benefits.incapacity[k]!, benefits.loneParents[k]!, benefits.other[k]!];
    const workless = jsaAt(quarter).map((count, i) => parts.reduce((sum, part) => sum + part[i]!, count));
    for (const [p, indicator] of ['ib_claimants', 'lone_parents', 'other_benefits'].entries()) {
      add(indicator, quarter, parts[p]!);
    }
    add('worklessness', quarter, workless);
    const durations = splitByDuration(workless, longClaimShare[k]!, random);
    for (const [duration, cells] of Object.entries(durations)) {
      add('worklessness', quarter, cells, `duration=${duration}`);
    }
  }
}

/** Cuts of Jobseeker's Allowance with the share of each part, by hardship from 0 to 1. */
const cuts: Record<string, { values: string[]; shares: (hardship: number) => number[] }> = {
  age: {
    values: ['18-24', '25-49', '50-64'],
    shares: (hardship) => [0.3 + 0.05 * hardship, 0.5 + 0.04 * hardship, 0.2 - 0.09 * hardship],
  },
  duration: {
    values: ['under-6-months', '6-12-months', 'over-12-months'],
    shares: (hardship) => [0.74 - 0.14 * hardship, 0.16, 0.1 + 0.14 * hardship],
  },
  sex: { values: ['female', 'male'], shares: () => [0.27, 0.73] },
};

/** Time on benefit of all workless claimants, the longest with a known total. */
function splitByDuration(workless: number[], longShare: number, random: Random): Record<string, number[]> {
  const all = workless.reduce((a, b) => a + b, 0);
  const long = apportion(
    workless.map((count) => count * (1 + 0.06 * nextBell(random))),
    Math.round(all * longShare),
  );
  const shorter = workless.map((count, i) => count - long[i]!);
  const [short, middle] = splitCounts(shorter, () => [0.47, 0.53], random);
  return { 'under-1-year': short!, '1-to-5-years': middle!, '5-years-or-more': long };
}
