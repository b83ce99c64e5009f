import { describe, expect, it } from 'vitest';
import { say } from './some-names.ts';

/** Every kind of call, comparison and combination, each with the sentence a person should read. */
const tables: Record<string, [rule: string, words: string][]> = {
  'each comparison, read from the side that varies': [
    ['jsa_rate < 10', 'JSA rate is below 10 %'],
    ['jsa_rate <= 10', 'JSA rate is at most 10 %'],
    ['jsa_rate > 10', 'JSA rate is above 10 %'],
    ['jsa_rate >= 10', 'JSA rate is at least 10 %'],
    ['jsa_rate = 10', 'JSA rate is 10 %'],
    ['jsa_rate != 10', 'JSA rate is not 10 %'],
    ['jsa_rate between 5 and 10', 'JSA rate is between 5 and 10 %'],
    ['10 < jsa_rate', 'JSA rate is above 10 %'],
    ['10 >= jsa_claimants', 'JSA claimants are at most 10'],
  ],
  'a negated comparison as its opposite': [
    ['not jsa_rate < 10', 'JSA rate is at least 10 %'],
    ['not jsa_rate <= 10', 'JSA rate is above 10 %'],
    ['not jsa_rate > 10', 'JSA rate is at most 10 %'],
    ['not jsa_rate >= 10', 'JSA rate is below 10 %'],
    ['not jsa_rate = 10', 'JSA rate is not 10 %'],
    ['not jsa_rate != 10', 'JSA rate is 10 %'],
    ['not jsa_rate between 5 and 10', 'JSA rate is not between 5 and 10 %'],
    ['not (not jsa_rate > 10)', 'JSA rate is above 10 %'],
  ],
  'counts as many, units, cohorts and periods': [
    ['jsa_claimants >= 1000', 'JSA claimants are at least 1,000'],
    ['jsa_claimants = 1', 'JSA claimants are 1'],
    ['not jsa_claimants between 100 and 1500', 'JSA claimants are not between 100 and 1,500'],
    ['imd_score > 40.125', 'deprivation score is above 40.125'],
    ['ruc = 3', 'rural-urban class is 3'],
    ['ruc != 3', 'rural-urban class is not 3'],
    ['jsa_rate[age=18-24] > 10', 'JSA rate (age 18-24) is above 10 %'],
    ['jsa_claimants[age=18-24,sex=female] > 10', 'JSA claimants (age 18-24, sex female) are above 10'],
    ['jsa_claimants[age_group=50+]@2008-07 < 5', 'JSA claimants (age group 50+) in July 2008 are below 5'],
    ['jsa_rate@2008-07 > 10', 'JSA rate in July 2008 is above 10 %'],
    ['jsa_rate@2007/08 > 10', 'JSA rate in 2007/08 is above 10 %'],
    ['jsa_rate@2008-Q3 > 10', 'JSA rate in 2008 Q3 is above 10 %'],
    ['jsa_rate@2006-07..2007-06 > 10', 'JSA rate from July 2006 to June 2007 is above 10 %'],
  ],
  'numbers as they were typed': [
    ['imd_score > 0.0001', 'deprivation score is above 0.0001'],
    ['imd_score > 1e-7', 'deprivation score is above 0.0000001'],
    ['imd_score < 1e21', 'deprivation score is below 1,000,000,000,000,000,000,000'],
    ['imd_score > -5', 'deprivation score is above minus 5'],
    ['jsa_rate between -2 and 2.5', 'JSA rate is between minus 2 and 2.5 %'],
    ['jsa_claimants > 1234567', 'JSA claimants are above 1,234,567'],
    ['1 < 2', '1 is below 2'],
  ],
  'sums and products with their parentheses': [
    ['jsa_claimants + ib_claimants > 1000', 'JSA claimants + IB claimants are above 1,000'],
    ['jsa_claimants - ib_claimants > 0', 'JSA claimants − IB claimants is above 0'],
    ['100 * jsa_claimants / working_age > 10', '100 × JSA claimants ÷ working-age residents is above 10'],
    ['2 * jsa_rate > 10', '2 times JSA rate is above 10 %'],
    ['jsa_rate / 2 >= 5', 'JSA rate ÷ 2 is at least 5 %'],
    ['(jsa_claimants + ib_claimants) * 2 > -10', '(JSA claimants + IB claimants) × 2 is above minus 10'],
    ['jsa_claimants - (ib_claimants - 5) > 1', 'JSA claimants − (IB claimants − 5) is above 1'],
    ['jsa_claimants - ib_claimants - 5 > 1', 'JSA claimants − IB claimants − 5 is above 1'],
    ['jsa_claimants / (ib_claimants / 2) > 1', 'JSA claimants ÷ (IB claimants ÷ 2) is above 1'],
    ['jsa_claimants * (ib_claimants / 2) > 1', 'JSA claimants × (IB claimants ÷ 2) is above 1'],
    ['-jsa_rate < -5', 'minus JSA rate is below minus 5 %'],
    ['-(jsa_rate + ib_rate) < 0', 'minus (JSA rate + IB rate) is below 0 %'],
    ['jsa_rate > ib_rate', 'JSA rate is above IB rate'],
    ['jsa_rate - ib_rate > 2', 'JSA rate − IB rate is above 2 percentage points'],
    ['jsa_rate > ib_rate + 2', 'JSA rate is above IB rate + 2'],
    ['jsa_rate between ib_rate and 10', 'JSA rate is between IB rate and 10 %'],
    ['jsa_rate between 5 and 2 * ib_rate', 'JSA rate is between 5 % and 2 times IB rate'],
  ],
  benchmarks: [
    ["jsa_rate > benchmark(jsa_rate, 'UK')", 'JSA rate is above the UK JSA rate'],
    ["jsa_rate > 1.5 * benchmark(jsa_rate, 'UK')", 'JSA rate is above 1.5 times the UK JSA rate'],
    [
      "not jsa_rate >= 1.5 * benchmark(jsa_rate, 'North West')",
      'JSA rate is below 1.5 times the North West JSA rate',
    ],
    [
      "jsa_rate@2008-07 < benchmark(jsa_rate@2007-07, 'UK')",
      'JSA rate in July 2008 is below the UK JSA rate in July 2007',
    ],
    ["jsa_rate - benchmark(jsa_rate, 'UK') > 2", 'JSA rate − the UK JSA rate is above 2 percentage points'],
    ["benchmark(jsa_rate, 'UK') > 3", 'the UK JSA rate is above 3 %'],
  ],
  'ranks and percentiles, without a unit': [
    ['rank(jsa_rate) <= 100', 'the rank from the top by JSA rate is at most 100'],
    ['not rank(jsa_rate) <= 100', 'the rank from the top by JSA rate is above 100'],
    ['rank(jsa_rate - ib_rate) <= 10', 'the rank from the top by (JSA rate − IB rate) is at most 10'],
    ['rank(jsa_rate) - ib_rate <= 10', '(the rank from the top by JSA rate) − IB rate is at most 10'],
    ['percentile(imd_score) >= 90', 'the percentile of deprivation score is at least 90'],
    ['not percentile(imd_score) >= 90', 'the percentile of deprivation score is below 90'],
    [
      'percentile(jsa_rate[age=18-24]) between 80 and 90',
      'the percentile of JSA rate (age 18-24) is between 80 and 90',
    ],
    [
      'percentile(-rank(jsa_rate)) = 100',
      'the percentile of minus (the rank from the top by JSA rate) is 100',
    ],
  ],
  'limits of rates': [
    ['lower(jsa_rate) > 10', 'the lower 95 % limit of JSA rate is above 10 %'],
    ['not upper(jsa_rate@2008-07) < 2', 'the upper 95 % limit of JSA rate in July 2008 is at least 2 %'],
    [
      'lower(jsa_rate) > upper(ib_rate)',
      'the lower 95 % limit of JSA rate is above the upper 95 % limit of IB rate',
    ],
  ],
  'change and mean over time': [
    ["change(jsa_rate, '2007-07') > 1", 'the change in JSA rate since July 2007 is above 1 percentage point'],
    [
      "change(jsa_rate@2008-07, '2007-07') <= -2.5",
      'the change in JSA rate from July 2007 to July 2008 is at most minus 2.5 percentage points',
    ],
    [
      "not change(jsa_claimants, '2007-07') > 50",
      'the change in JSA claimants since July 2007 is at most 50',
    ],
    [
      "mean(jsa_rate, '2007-07', '2008-07') >= 5",
      'the mean of JSA rate from July 2007 to July 2008 is at least 5 %',
    ],
    [
      "mean(jsa_claimants, '2007-07', '2008-07') between 50 and 100",
      'the mean of JSA claimants from July 2007 to July 2008 is between 50 and 100',
    ],
  ],
  'where the area lies': [
    ["designated('daf')", 'the area is in Deprived Areas Fund wards'],
    ["not designated('daf')", 'the area is not in Deprived Areas Fund wards'],
    ["in_area('E08000012')", 'the area is in Liverpool'],
    ["not in_area('E08000012')", 'the area is not in Liverpool'],
    ["designated('ndc')", 'the area is in “ndc”'],
    ["in_area('E99')", 'the area is in “E99”'],
  ],
  'what the area is covered by': [
    ["covered('*')", 'the area is covered by any provision'],
    ["not covered('*')", 'the area is not covered by any provision'],
    ["covered('stage:advice')", 'the area is covered by advice and guidance'],
    ["not covered('stage:advice')", 'the area is not covered by advice and guidance'],
    ["covered('stage:pre_employment funding:ESF')", 'the area is covered by pre-employment funded by ESF'],
    ["covered('provider:p1')", 'the area is covered by provision run by St Helens College'],
    [
      'covered(\'provider:"St Helens College" eligible:age=18-24\')',
      'the area is covered by provision run by St Helens College and open to age 18-24',
    ],
    [
      "covered('programme:w9 funding:DAF')",
      'the area is covered by provision of the programme “w9” and funded by DAF',
    ],
    ["covered('kind:employment')", 'the area is covered by employment sites'],
    ["not covered('site:s1')", 'the area is not covered by the site Town Hall'],
    ["covered('stage:advice site:s9')", 'the area is covered by advice and guidance at “s9”'],
    [
      "covered('stage:advice | kind:employment')",
      'the area is covered by advice and guidance or employment sites',
    ],
    ["covered('* | stage:advice')", 'the area is covered by any provision or advice and guidance'],
    ["covered('kind:employment site:s1')", 'the area is covered by the employment site Town Hall'],
  ],
  'travel in minutes and kilometres': [
    [
      "minutes('stage:advice', 'transit') > 30",
      'it takes more than 30 minutes by public transport to reach advice and guidance',
    ],
    [
      "not minutes('stage:advice', 'transit') > 30",
      'it takes at most 30 minutes by public transport to reach advice and guidance',
    ],
    ["minutes('*', 'walk') <= 1", 'it takes at most 1 minute on foot to reach any provision'],
    [
      "minutes('kind:employment', 'cycle') < 20",
      'it takes less than 20 minutes by bicycle to reach employment sites',
    ],
    [
      "minutes('stage:advice', 'transit') = 30",
      'it takes exactly 30 minutes by public transport to reach advice and guidance',
    ],
    [
      "minutes('stage:advice', 'transit') != 30",
      'the time by public transport to reach advice and guidance is not 30 minutes',
    ],
    [
      "minutes('*', 'transit') between 10 and 20",
      'it takes between 10 and 20 minutes by public transport to reach any provision',
    ],
    [
      "not minutes('*', 'transit') between 10 and 20",
      'the time by public transport to reach any provision is not between 10 and 20 minutes',
    ],
    [
      "45 >= minutes('site:s1', 'transit')",
      'it takes at most 45 minutes by public transport to reach the site Town Hall',
    ],
    ["minutes('kind:employment', 'distance') >= 5", 'the nearest employment site is at least 5 km away'],
    [
      "not minutes('stage:advice', 'distance') between 2 and 5",
      'the distance to the nearest site of advice and guidance is not between 2 and 5 km',
    ],
    [
      "minutes('stage:advice', 'distance') != 1",
      'the distance to the nearest site of advice and guidance is not 1 km',
    ],
    [
      "minutes('*', 'walk') > 2 * minutes('*', 'transit')",
      'the time on foot to reach any provision is above 2 times the time by public transport to reach any provision',
    ],
    [
      "minutes('programme:w9', 'cycle') > 15",
      'it takes more than 15 minutes by bicycle to reach provision of the programme “w9”',
    ],
    ["minutes('*', 'cycle') >= 0.5", 'it takes at least 0.5 minutes by bicycle to reach any provision'],
  ],
  'sites in reach': [
    ["sites('stage:advice') >= 2", 'at least 2 sites of advice and guidance are in reach'],
    ["not sites('stage:advice') >= 2", 'fewer than 2 sites of advice and guidance are in reach'],
    ["sites('kind:employment') >= 1", 'at least 1 employment site is in reach'],
    ["sites('*') < 3", 'fewer than 3 sites of any provision are in reach'],
    ["sites('*') = 0", 'no site of any provision is in reach'],
    ["sites('*') != 0", 'the number of sites of any provision in reach is not 0'],
    ["sites('*') = 4", 'exactly 4 sites of any provision are in reach'],
    [
      "sites('stage:advice funding:ESF') between 1 and 3",
      'between 1 and 3 sites of advice and guidance funded by ESF are in reach',
    ],
    [
      "not sites('*') between 1 and 3",
      'the number of sites of any provision in reach is not between 1 and 3',
    ],
    [
      "sites('stage:advice') > sites('kind:employment')",
      'the number of sites of advice and guidance in reach is above the number of employment sites in reach',
    ],
    ["sites('*') > 5", 'more than 5 sites of any provision are in reach'],
    ["sites('*') <= 1", 'at most 1 site of any provision is in reach'],
    ["sites('site:s1') >= 1", 'at least 1 site Town Hall is in reach'],
  ],
  'groups, so that what belongs together is told': [
    [
      "jsa_rate > 10 and designated('daf')",
      'JSA rate is above 10 % and the area is in Deprived Areas Fund wards',
    ],
    [
      "jsa_rate > 10 or designated('daf')",
      'JSA rate is above 10 %, or the area is in Deprived Areas Fund wards',
    ],
    [
      "jsa_rate > 10 and designated('daf') and not covered('*')",
      'JSA rate is above 10 % and the area is in Deprived Areas Fund wards and the area is not covered by any provision',
    ],
    [
      "jsa_rate > 10 or designated('daf') or not covered('*')",
      'JSA rate is above 10 %, or the area is in Deprived Areas Fund wards, or the area is not covered by any provision',
    ],
    [
      "jsa_rate > 10 or designated('daf') and jsa_claimants > 100",
      'JSA rate is above 10 %, or both the area is in Deprived Areas Fund wards and JSA claimants are above 100',
    ],
    [
      "(jsa_rate > 10 or designated('daf')) and jsa_claimants > 100",
      'either JSA rate is above 10 % or the area is in Deprived Areas Fund wards, and JSA claimants are above 100',
    ],
    [
      "(jsa_rate > 10 or designated('daf')) and (jsa_claimants > 100 or ruc = 3)",
      'either JSA rate is above 10 % or the area is in Deprived Areas Fund wards, and either JSA claimants are above 100 or rural-urban class is 3',
    ],
    [
      "jsa_rate > 10 and ruc = 3 or designated('daf') and jsa_claimants > 100",
      'both JSA rate is above 10 % and rural-urban class is 3, or both the area is in Deprived Areas Fund wards and JSA claimants are above 100',
    ],
    [
      "jsa_rate > 10 or (designated('daf') and ruc = 3 and not covered('*'))",
      'JSA rate is above 10 %, or (the area is in Deprived Areas Fund wards and rural-urban class is 3 and the area is not covered by any provision)',
    ],
    [
      "jsa_rate > 10 or designated('daf') and (ruc = 3 or not covered('*'))",
      'JSA rate is above 10 %, or (the area is in Deprived Areas Fund wards, and either rural-urban class is 3 or the area is not covered by any provision)',
    ],
    [
      "not (jsa_rate > 10 and designated('daf'))",
      'JSA rate is at most 10 %, or the area is not in Deprived Areas Fund wards',
    ],
    [
      "not (jsa_rate > 10 or designated('daf'))",
      'JSA rate is at most 10 % and the area is not in Deprived Areas Fund wards',
    ],
    [
      "not (jsa_rate > 10 and not designated('daf'))",
      'JSA rate is at most 10 %, or the area is in Deprived Areas Fund wards',
    ],
    [
      "ruc = 3 and not (jsa_rate > 10 and covered('*'))",
      'rural-urban class is 3, and either JSA rate is at most 10 % or the area is not covered by any provision',
    ],
    [
      "ruc = 3 or not (jsa_rate > 10 and covered('*'))",
      'rural-urban class is 3, or JSA rate is at most 10 %, or the area is not covered by any provision',
    ],
  ],
  'what has no name, in quotes': [
    ['nobody_knows > 10', '“nobody_knows” is above 10'],
    [
      "nobody_knows[age=18-24]@2008-07 > 10 and designated('nobody_knows')",
      '“nobody_knows” (age 18-24) in July 2008 is above 10 and the area is in “nobody_knows”',
    ],
  ],
};

describe.each(Object.entries(tables))('a rule in words says %s', (_, rows) => {
  it.each(rows)('%s', (rule, words) => {
    expect(say(rule)).toBe(words);
  });
});

describe('a rule in words', () => {
  it('is the rule as it stands where it cannot be parsed or said', () => {
    for (const rule of [
      'jsa_rate >',
      'jsa_rate',
      "rank('x') > 1",
      'smoothed(jsa_rate) > 1',
      "covered('stage:advise')",
    ])
      expect(say(rule)).toBe(rule);
  });
});
