import { apportion } from '#core/statistics';
import type { LandRegion } from '../land/region.ts';
import type { DistrictName } from '../land/outlines.ts';
import { nextBell } from '../random.ts';
import type { Random } from '../random.ts';
import { population, workingAge, years } from './published.ts';
import type { Year } from './published.ts';

/** By year, for each LSOA. */
export interface Residents {
  workingAge: Record<Year, number[]>;
  population: Record<Year, number[]>;
}

/** Some districts have larger LSOAs than others. */
const size: Record<DistrictName, number> = {
  Halton: 0.99,
  Knowsley: 1,
  Liverpool: 1.05,
  Sefton: 0.97,
  'St Helens': 1,
  Wirral: 0.96,
};

/** Relative size of the working-age population of each LSOA, before anything is counted. */
export function drawSizes({ lsoas }: LandRegion, random: Random): number[] {
  return lsoas.map(
    ({ district }) => size[district] * Math.exp(Math.max(-0.33, Math.min(0.36, 0.14 * nextBell(random)))),
  );
}

/** Counts residents. From year to year an area grows or shrinks by a few in a thousand. */
export function countResidents(sizes: number[], region: LandRegion, random: Random): Residents {
  const drift = sizes.map(() => 0.004 * nextBell(random));
  const young = region.lsoas.map(({ hardship }) => 0.605 + 0.0002 * hardship + 0.012 * nextBell(random));
  const residents: Residents = { workingAge: emptyYears(), population: emptyYears() };
  for (const [k, year] of years.entries()) {
    const grown = sizes.map((size, i) => size * (1 + drift[i]! * (k - 1)));
    residents.workingAge[year] = apportion(grown, workingAge[year]);
    residents.population[year] = apportion(
      grown.map((size, i) => size / young[i]!),
      population[year],
    );
  }
  return residents;
}

const emptyYears = (): Record<Year, number[]> => ({ '2006': [], '2007': [], '2008': [] });
