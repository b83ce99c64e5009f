import {
  families,
  type DeliveryColumns,
  type ImportTrial,
  type Inspection,
  type ObservationsMapping,
  type PerformanceMapping,
  type PositionColumns,
  type ProvisionMapping,
  type SitesMapping,
} from '#contract';
import { blankGroup } from '../../../../renderer/features/import-dialog/draft.ts';

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

/** A position of which no column is known. */
export const nowhere: PositionColumns = {
  lonColumn: null,
  latColumn: null,
  eastingColumn: null,
  northingColumn: null,
  crs: null,
  postcodeColumn: null,
};

/** Deliveries of which nothing was told, but that a column says their stage. */
export const blankDelivery = blankGroup(families.sites.fields.delivery.fields) as DeliveryColumns;

/** Sites by name and postcode, without deliveries. */
export const sites: SitesMapping = {
  family: 'sites',
  idColumn: null,
  nameColumn: 'name',
  position: { ...nowhere, postcodeColumn: 'postcode' },
  firstDayColumn: null,
  lastDayColumn: null,
  kind: 'provision',
  kindColumn: null,
  jobsColumn: null,
  cutMarginKm: null,
  delivery: null,
};

/** Performance of which nothing was told. */
export const performance: PerformanceMapping = {
  family: 'performance',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: null,
  postcodeColumn: null,
  providerColumn: null,
  provider: null,
  programmeColumn: null,
  programme: null,
  periodColumn: null,
  period: null,
  startsColumn: null,
  outcomesColumn: null,
  sustainedColumn: null,
  costColumn: null,
  targetColumn: null,
};

/** The first look at a file of provision. */
export function lookAtProvision(mapping: ProvisionMapping, open: string[] = []): Inspection {
  return { ...lookAtTable({ open }), family: mapping.family, mapping };
}

/** A trial that met nothing; change what a test is about. */
export function aTrial(changes: Partial<ImportTrial> = {}): ImportTrial {
  return {
    isWhole: true,
    refused: null,
    rows: { read: 0, taken: 0, rejected: 0 },
    brings: { providers: 0, programmes: 0, sites: 0, deliveries: 0, performance: 0, postcodes: 0, points: 0 },
    rejects: [],
    unmatched: { codes: [], areas: [], codesTotal: 0, areasTotal: 0 },
    flags: { suppressed: 0, estimated: 0, rounded: 0 },
    markers: [],
    warnings: [],
    found: [],
    period: null,
    stageWords: [],
    timetable: null,
    ...changes,
  };
}
