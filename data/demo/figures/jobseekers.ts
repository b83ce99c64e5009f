import { apportion } from '#core/statistics';
import type { LandRegion } from '../land/region.ts';
import { nextBell, smoothSurface } from '../random.ts';
import type { Random } from '../random.ts';
import { areasAboveTen, funded, jsaClaimants, newestMonth, workingAge } from './published.ts';

/** Jobseeker's Allowance claimants of the newest month and the sizes of the areas they live in. */
export interface Jobseekers {
  claimants: number[];
  /** Relative sizes of the working-age population, areas above ten per cent made larger. */
  sizes: number[];
}

// Rates in per cent that keep every area well clear of the threshold of ten.
const clear = { highest: 17.8, lowest: 12.75 };
const borderline = { highest: 11.3, lowest: 10.5 };
const below = { highest: 9.4, lowest: 0.6, tail: 1.9, tailSteepness: 22 };
/** Wards are kept clear of three times the national rate by this many per cent points. */
const wardMargin = 0.15;
const mostRounds = 400;

/**
 * Counts July 2008 so that 33 areas lie above 10 %, 13 wards at or above three times the national rate, and the total is the
 * published one. Areas take their rate by their rank in hardship; wards near the 13th place are nudged until it is clear.
 */
export function countJobseekers(region: LandRegion, sizes: number[], random: Random): Jobseekers {
  const surface = smoothSurface(2.2, random);
  const latent = region.lsoas.map(
    ({ hardship, middle }) => hardship + 3 * surface(...middle) + 5 * nextBell(random),
  );
  const spread = sizes.map(() => Math.exp(0.16 * nextBell(random)));
  for (let round = 0; round < mostRounds; round++) {
    const order = [...latent.keys()].toSorted((a, b) => latent[b]! - latent[a]! || a - b);
    const counted = countByRank(order, sizes, spread);
    const nudge = wardNudge(region, counted);
    if (nudge.size === 0) return counted;
    for (const [i, { ward }] of region.lsoas.entries()) latent[i]! += nudge.get(ward) ?? 0;
  }
  throw new Error('The demonstration did not settle on 13 wards.');
}

/** Gives the ranked areas their rates, and each its count. */
function countByRank(order: number[], drawnSizes: number[], spread: number[]): Jobseekers {
  const top = order.slice(0, areasAboveTen.all);
  const rest = order.slice(areasAboveTen.all);
  const topRates = top.map((_, rank) => topRate(rank));
  const people = topPeople(top, topRates, spread);
  const inTop = people.reduce((a, b) => a + b, 0);
  const sizes = [...drawnSizes];
  const total = workingAge['2008'];
  const restSize = rest.reduce((sum, i) => sum + sizes[i]!, 0);
  for (const i of rest) sizes[i] = (sizes[i]! / restSize) * (total - inTop);
  for (const [rank, i] of top.entries()) sizes[i] = people[rank]!;
  const claimants: number[] = [];
  const weights = top.map((i, rank) => sizes[i]! * topRates[rank]!);
  for (const [rank, count] of apportion(weights, areasAboveTen.claimants).entries())
    claimants[top[rank]!] = count;
  const restTotal = jsaClaimants[newestMonth]! - areasAboveTen.claimants;
  const restWeights = belowRates(
    rest.map((i) => sizes[i]!),
    restTotal,
  ).map((rate, rank) => rate * sizes[rest[rank]!]!);
  for (const [rank, count] of apportion(restWeights, restTotal).entries()) claimants[rest[rank]!] = count;
  return { claimants, sizes };
}

function topRate(rank: number): number {
  const clearAreas = areasAboveTen.all - areasAboveTen.borderline;
  if (rank < clearAreas)
    return clear.lowest + (clear.highest - clear.lowest) * (1 - rank / (clearAreas - 1)) ** 1.8;
  const share = (rank - clearAreas) / (areasAboveTen.borderline - 1);
  return borderline.highest + (borderline.lowest - borderline.highest) * share;
}

/** Working-age residents of the areas above ten per cent, so that their rates give the wanted count of claimants. */
function topPeople(top: number[], rates: number[], spread: number[]): number[] {
  const shape = top.map((i) => Math.max(0.75, Math.min(1.3, spread[i]!)));
  const unscaled = shape.reduce((sum, size, rank) => sum + (size * rates[rank]!) / 100, 0);
  return shape.map((size) => (size * areasAboveTen.claimants) / unscaled);
}

/** Falling rates for the other areas, as steep as gives the total; the worst of them stand out a little. */
function belowRates(sizes: number[], total: number): number[] {
  const body = below.highest - below.lowest - below.tail;
  const ratesAt = (steepness: number): number[] =>
    sizes.map((_, rank) => {
      const left = 1 - rank / sizes.length;
      return below.lowest + body * left ** steepness + below.tail * left ** below.tailSteepness;
    });
  let [flat, steep] = [0.5, 6];
  for (let i = 0; i < 40; i++) {
    const middle = (flat + steep) / 2;
    const sum = ratesAt(middle).reduce((sum, rate, rank) => sum + (rate * sizes[rank]!) / 100, 0);
    if (sum > total) flat = middle;
    else steep = middle;
  }
  return ratesAt(steep);
}

/** What to add to the hardship of which wards; nothing when the 13th and 14th lie well apart on both sides of the limit. */
function wardNudge({ lsoas, wards }: LandRegion, { claimants, sizes }: Jobseekers): Map<number, number> {
  const [counts, people] = [new Float64Array(wards.length), new Float64Array(wards.length)];
  for (const [i, { ward }] of lsoas.entries()) {
    counts[ward]! += claimants[i]!;
    people[ward]! += sizes[i]!;
  }
  const rates = counts.map((count, ward) => (100 * count) / people[ward]!);
  const order = [...rates.keys()].toSorted((a, b) => rates[b]! - rates[a]! || a - b);
  const nudge = new Map<number, number>();
  for (const [place, ward] of order.entries()) {
    const high = place < funded.atThreeTimes;
    if (high && rates[ward]! < funded.threeTimesPercent + wardMargin) nudge.set(ward, 0.4);
    if (!high && rates[ward]! > funded.threeTimesPercent - wardMargin) nudge.set(ward, -0.4);
  }
  return nudge;
}
