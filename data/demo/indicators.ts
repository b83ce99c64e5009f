import type { IndicatorDefinition } from '#data/workspace';
import type { DemoRate } from './demo-data.ts';

const count = (id: string, name: string, of: string | null, unit = 'people'): IndicatorDefinition => ({
  id,
  name,
  kind: 'count',
  of,
  numerator: null,
  unit,
  polarity: of === 'working_age' ? 'high_is_worse' : 'neutral',
  additive: true,
});

/** What the demonstration counts and scores. */
export const indicators: IndicatorDefinition[] = [
  count('population', 'Residents', null),
  count('working_age', 'Working-age residents', 'population'),
  count('jsa_claimants', "Jobseeker's Allowance claimants", 'working_age', 'claimants'),
  count('ib_claimants', 'Incapacity benefit claimants', 'working_age', 'claimants'),
  count('lone_parents', 'Lone parents on income support', 'working_age', 'claimants'),
  count('other_benefits', 'Other income-related benefit claimants', 'working_age', 'claimants'),
  count('worklessness', 'Out-of-work benefit claimants', 'working_age', 'claimants'),
  count('carers', "Carer's Allowance claimants, rounded to 5", 'working_age', 'claimants'),
  {
    id: 'imd_rank',
    name: 'Deprivation, national rank (1 = most deprived of 32,482)',
    kind: 'score',
    of: null,
    numerator: null,
    unit: 'rank',
    polarity: 'low_is_worse',
    additive: false,
  },
  {
    id: 'imd_score',
    name: 'Deprivation score',
    kind: 'score',
    of: null,
    numerator: null,
    unit: 'score',
    polarity: 'high_is_worse',
    additive: false,
  },
];

const rate = (id: string, name: string, numerator: string): DemoRate => ({
  id,
  name,
  numerator,
  denominator: 'working_age',
});

/** Rates that are worked out from the counts. */
export const rates: DemoRate[] = [
  rate('jsa_rate', "Jobseeker's Allowance rate", 'jsa_claimants'),
  rate('ib_rate', 'Incapacity benefit rate', 'ib_claimants'),
  rate('lone_parent_rate', 'Lone parent income support rate', 'lone_parents'),
  rate('worklessness_rate', 'Out-of-work benefit rate', 'worklessness'),
  rate('carer_rate', "Carer's Allowance rate", 'carers'),
];
