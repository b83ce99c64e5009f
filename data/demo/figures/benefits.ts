import { apportion } from '#core/statistics';
import { districtNames } from '../land/crowding.ts';
import type { DistrictName } from '../land/outlines.ts';
import type { LandRegion } from '../land/region.ts';
import { nextBell } from '../random.ts';
import type { Random } from '../random.ts';
import {
  funded,
  incapacity,
  incapacityByDistrict,
  loneParents,
  otherIncomeRelated,
  quarters,
} from './published.ts';
import { wander } from './series.ts';

/** Out-of-work benefits by quarter, for each LSOA. */
export interface Benefits {
  incapacity: number[][];
  loneParents: number[][];
  other: number[][];
  /** The wards given as Deprived Areas Fund wards. */
  fundedWards: number[];
}

interface Anchor {
  incapacity: number[];
  loneParents: number[];
  other: number[];
}

const may2007 = quarters.indexOf('2007-05');

/**
 * Counts the benefits. How unequal areas are is tuned until the 62 wards with the most out-of-work claimants have the
 * published rate in May 2007; district and region totals are the published ones throughout.
 */
export function countBenefits(
  region: LandRegion,
  people: number[],
  jsaMay2007: number[],
  random: Random,
): Benefits {
  const noise = region.lsoas.map(() => [1, 2, 3].map(() => nextBell(random)));
  const at = (contrast: number): Anchor => countAnchor(region, people, { contrast, noise });
  let [even, uneven] = [0.4, 4];
  for (let i = 0; i < 30; i++) {
    const contrast = (even + uneven) / 2;
    const { percent } = chooseWards(region, people, workless(at(contrast), jsaMay2007));
    if (percent < funded.worklessPercent) even = contrast;
    else uneven = contrast;
  }
  const anchor = at(even);
  const over = (column: number[], totals: number[]): number[][] =>
    wander(column, totals, { anchor: may2007, step: 0.025, random });
  return {
    incapacity: over(anchor.incapacity, incapacity),
    loneParents: over(anchor.loneParents, loneParents),
    other: over(anchor.other, otherIncomeRelated),
    fundedWards: chooseWards(region, people, workless(anchor, jsaMay2007)).wards,
  };
}

function countAnchor(
  { lsoas }: LandRegion,
  people: number[],
  { contrast, noise }: { contrast: number; noise: number[][] },
): Anchor {
  const weight = (steep: number, which: number, unevenness: number): number[] =>
    lsoas.map(({ hardship }, i) => {
      const standing = Math.max(-12, Math.min(108, hardship)) / 100;
      return people[i]! * Math.exp(contrast * steep * standing + unevenness * noise[i]![which]!);
    });
  return {
    incapacity: incapacityOfDistricts(lsoas, people, weight(1, 0, 0.1)),
    loneParents: apportion(weight(1.45, 1, 0.2), loneParents[may2007]!),
    other: apportion(weight(0.9, 2, 0.25), otherIncomeRelated[may2007]!),
  };
}

/** Gives each district its total, the one without a published figure what is left, and shares it out within. */
function incapacityOfDistricts(lsoas: LandRegion['lsoas'], people: number[], weights: number[]): number[] {
  const counts: number[] = [];
  const members = (district: DistrictName): number[] =>
    [...lsoas.keys()].filter((i) => lsoas[i]!.district === district);
  const total = (district: keyof typeof incapacityByDistrict): number => {
    const figure = incapacityByDistrict[district];
    if ('claimants' in figure) return figure.claimants;
    return Math.round((figure.percent / 100) * members(district).reduce((sum, i) => sum + people[i]!, 0));
  };
  let left = incapacity[may2007]!;
  const named = Object.keys(incapacityByDistrict) as (keyof typeof incapacityByDistrict)[];
  const totals = new Map<DistrictName, number>(named.map((district) => [district, total(district)]));
  for (const count of totals.values()) left -= count;
  for (const district of districtNames) {
    const own = members(district);
    const shares = apportion(
      own.map((i) => weights[i]!),
      totals.get(district) ?? left,
    );
    for (const [k, i] of own.entries()) counts[i] = shares[k]!;
  }
  return counts;
}

const workless = ({ incapacity, loneParents, other }: Anchor, jsa: number[]): number[] =>
  jsa.map((count, i) => count + incapacity[i]! + loneParents[i]! + other[i]!);

/** The 62 wards with the highest out-of-work rate, and their rate together. */
function chooseWards(
  { lsoas, wards }: LandRegion,
  people: number[],
  claimants: number[],
): { wards: number[]; percent: number } {
  const sums = wards.map(() => ({ claimants: 0, people: 0 }));
  for (const [i, { ward }] of lsoas.entries()) {
    sums[ward]!.claimants += claimants[i]!;
    sums[ward]!.people += people[i]!;
  }
  const rate = (ward: number): number => sums[ward]!.claimants / sums[ward]!.people;
  const chosen = [...wards.keys()].toSorted((a, b) => rate(b) - rate(a) || a - b).slice(0, funded.wards);
  const sum = (key: 'claimants' | 'people'): number =>
    chosen.reduce((total, ward) => total + sums[ward]![key], 0);
  return { wards: chosen, percent: (100 * sum('claimants')) / sum('people') };
}
