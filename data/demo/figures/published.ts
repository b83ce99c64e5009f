/**
 * The published figures for the Liverpool City Region that the demonstration reproduces (the two Multi-Area Agreement papers on
 * employment and skills, September and autumn 2008), and, between them, totals made up to lie in line with them.
 */

/** Working-age residents. Every year lies where each published count gives its published rate. */
export const workingAge = { '2006': 907_040, '2007': 907_160, '2008': 907_310 } as const;
export const population = { '2006': 1_484_300, '2007': 1_485_900, '2008': 1_487_800 } as const;
export type Year = keyof typeof workingAge;
export const years = Object.keys(workingAge) as Year[];

/** JSA claimants by month. Published: May 2007, February 2008, July 2008. */
export const jsaClaimants: Record<string, number> = {
  '2006-05': 37_410,
  '2006-06': 37_180,
  '2006-07': 37_350,
  '2006-08': 37_760,
  '2006-09': 37_240,
  '2006-10': 36_680,
  '2006-11': 36_420,
  '2006-12': 36_650,
  '2007-01': 37_830,
  '2007-02': 37_690,
  '2007-03': 36_910,
  '2007-04': 35_940,
  '2007-05': 35_030,
  '2007-06': 34_420,
  '2007-07': 34_560,
  '2007-08': 34_790,
  '2007-09': 34_110,
  '2007-10': 33_480,
  '2007-11': 33_260,
  '2007-12': 33_690,
  '2008-01': 35_210,
  '2008-02': 35_680,
  '2008-03': 35_390,
  '2008-04': 35_170,
  '2008-05': 35_460,
  '2008-06': 35_980,
  '2008-07': 36_920,
};
export const months = Object.keys(jsaClaimants);
export const newestMonth = '2008-07';

/** Months of the quarterly benefits. */
export const quarters = [
  '2006-05',
  '2006-08',
  '2006-11',
  '2007-02',
  '2007-05',
  '2007-08',
  '2007-11',
  '2008-02',
] as const;

/** By quarter. Published: incapacity benefit May 2007 and February 2008; lone parents May 2007; income support February 2008 (lone parents and others). */
export const incapacity = [108_620, 108_240, 107_830, 107_060, 106_250, 106_010, 105_480, 105_070];
export const loneParents = [30_210, 30_020, 29_880, 29_640, 29_360, 29_120, 28_830, 28_600];
export const otherIncomeRelated = [5_980, 5_930, 5_860, 5_800, 5_750, 5_640, 5_480, 5_330];
/** Share of workless claimants who have claimed for five years or more. Published: May 2007, 50.1 %. */
export const longClaimShare = [0.497, 0.498, 0.499, 0.5, 0.501, 0.5015, 0.5025, 0.5025];

/** Incapacity benefit, May 2007. Published: the highest and the lowest rate, per cent, and Liverpool's count. */
export const incapacityByDistrict = {
  Knowsley: { percent: 13.6 },
  Sefton: { percent: 9.6 },
  Liverpool: { claimants: 37_000 },
  Halton: { percent: 12.3 },
  'St Helens': { percent: 12.0 },
} as const;

/** Areas with a JSA rate above 10 % in July 2008, and among them those that are only just above. */
export const areasAboveTen = { all: 33, borderline: 6, claimants: 4_912 } as const;
/** Deprived Areas Fund wards, those of them at three times the national JSA rate, and their worklessness rate in May 2007. */
export const funded = { wards: 62, atThreeTimes: 13, threeTimesPercent: 6.9, worklessPercent: 28.1 } as const;
/** Small areas of the country, those in its worst 5 % by the Index of Multiple Deprivation 2007, and how many of those are here. */
export const deprivation = { areasInEngland: 32_482, worstFivePercent: 1_624, here: 241 } as const;
