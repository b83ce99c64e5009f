import type { Inspection, ObservationsMapping } from '#contract';

const observations: ObservationsMapping = {
  family: 'observations',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'lsoa11cd',
  indicator: 'claimants',
  name: 'Claimants',
  kind: 'count',
  of: null,
  unit: null,
  valueColumn: 'value',
  sumColumns: null,
  periodColumns: null,
  periodColumn: null,
  period: '2017-09',
  cohortColumns: {},
  cohort: {},
  where: [],
  rounding: 0,
};

/** The first look at a table of claimants by LSOA; `mapping` changes single guesses. */
export function lookAtTable({
  mapping = {},
  ...rest
}: Partial<Omit<Inspection, 'mapping'>> & { mapping?: Partial<ObservationsMapping> } = {}): Inspection {
  return {
    family: 'observations',
    format: 'CSV',
    encoding: 'utf-8',
    crs: null,
    layers: [],
    columns: ['lsoa11cd', 'value'],
    sample: [],
    rows: null,
    mapping: { ...observations, ...mapping },
    open: [],
    notes: [],
    ...rest,
  };
}
