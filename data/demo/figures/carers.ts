import type { LandRegion } from '../land/region.ts';
import { nextBell } from '../random.ts';
import type { Random } from '../random.ts';

/** What the publisher of these counts rounds them to, which hides up to `carersRounding` either way. */
const roundedTo = 5;
export const carersRounding = 2;

const usualShare = 0.013;

/**
 * Counts carers on an allowance in each LSOA, as the publisher gives them: rounded to 5. Nothing was published of them that
 * these would have to add up to: about 1.3 % of working-age residents, more where hardship is greater.
 */
export function countCarers({ lsoas }: LandRegion, people: number[], random: Random): number[] {
  return lsoas.map(({ hardship }, i) => {
    const share = usualShare * Math.exp(0.9 * (hardship / 100 - 0.4) + 0.25 * nextBell(random));
    return roundedTo * Math.round((people[i]! * share) / roundedTo);
  });
}
