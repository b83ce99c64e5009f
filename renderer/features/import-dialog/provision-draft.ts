import type {
  DeliveryColumns,
  PerformanceMapping,
  PointsMapping,
  PositionColumns,
  PostcodesMapping,
  ProvidersMapping,
  ProvisionMapping,
  SitesMapping,
  TimetableMapping,
} from '#contract';
import { parsePeriod } from '#core/periods';
import type { Problems } from './draft.ts';

/** Columns that say who delivers what; a row without any of them is no delivery. */
export const blankDelivery: DeliveryColumns = {
  idColumn: null,
  providerColumn: null,
  providerNameColumn: null,
  programmeColumn: null,
  programmeNameColumn: null,
  siteColumn: null,
  stageColumn: '',
  stage: null,
  stageWords: {},
  fundingColumn: null,
  placesColumn: null,
  costColumn: null,
  firstDayColumn: null,
  lastDayColumn: null,
  eligibleColumn: null,
};

/** The guess of a file of provision as a draft: where a choice between a column and one text for all is open, the text is empty. */
export function draftOfProvision(mapping: ProvisionMapping): ProvisionMapping {
  if (mapping.family !== 'performance') return mapping;
  const { codeColumn, postcodeColumn, providerColumn, provider, periodColumn, period } = mapping;
  return {
    ...mapping,
    codeColumn: codeColumn === null && postcodeColumn === null ? '' : codeColumn,
    provider: providerColumn === null ? (provider ?? '') : null,
    period: periodColumn === null ? (period ?? '') : null,
  };
}

const isSet = (text: string | null): boolean => text !== null && text.trim() !== '';

/** Either both of a pair or none; and one way at least. */
function positionProblem(
  position: Omit<PositionColumns, 'postcodeColumn'>,
  postcode: boolean,
): string | undefined {
  const { lonColumn, latColumn, eastingColumn, northingColumn } = position;
  if (isSet(lonColumn) !== isSet(latColumn)) return 'A position needs both longitude and latitude.';
  if (isSet(eastingColumn) !== isSet(northingColumn)) return 'A position needs both easting and northing.';
  if (isSet(lonColumn) || isSet(eastingColumn) || postcode) return undefined;
  return 'Choose the columns that say where each row lies.';
}

function stageProblem({ stageColumn, stage }: DeliveryColumns): string | undefined {
  if (isSet(stageColumn) || stage !== null) return undefined;
  return stageColumn === null ? 'Choose the stage of the whole file.' : 'Choose the column with the stage.';
}

function checkProviders({ delivery }: ProvidersMapping): Problems {
  const { providerColumn, providerNameColumn, programmeColumn, programmeNameColumn, siteColumn } = delivery;
  const names = [providerColumn, providerNameColumn, programmeColumn, programmeNameColumn];
  return {
    providerColumn: names.some(isSet) ? undefined : 'Choose the column with the provider’s name or key.',
    stage: siteColumn === null ? undefined : stageProblem(delivery),
  };
}

function checkSites(draft: SitesMapping): Problems {
  const { idColumn, nameColumn, position, delivery } = draft;
  return {
    nameColumn: isSet(idColumn) || isSet(nameColumn) ? undefined : 'Choose the column with the site’s name.',
    position: positionProblem(position, isSet(position.postcodeColumn)),
    stage: delivery === null ? undefined : stageProblem(delivery),
    cutMarginKm: marginProblem(draft),
  };
}

function periodProblem({ periodColumn, period }: PerformanceMapping): Problems {
  if (periodColumn !== null)
    return { periodColumn: periodColumn === '' ? 'Choose the column with the period.' : undefined };
  const text = period ?? '';
  return {
    period:
      text.trim() === ''
        ? 'Say which period the numbers are of, such as 2007/08 or July 2008.'
        : parsePeriod(text) === undefined
          ? 'That is no period. Write a month, quarter or year: July 2008, 2008 Q3, 2007/08.'
          : undefined,
  };
}

/** What a file of performance counts, in the order of the form. */
export const countColumns = [
  'startsColumn',
  'outcomesColumn',
  'sustainedColumn',
  'costColumn',
  'targetColumn',
] as const;

function checkPerformance(draft: PerformanceMapping): Problems {
  const { codeColumn, postcodeColumn, providerColumn, provider, geography, vintage } = draft;
  return {
    codeColumn: codeColumn === '' ? 'Choose the column with the area codes.' : undefined,
    postcodeColumn: postcodeColumn === '' ? 'Choose the column with the postcodes.' : undefined,
    geography: isSet(geography) && isSet(vintage) ? undefined : 'Choose the areas that the numbers are of.',
    providerColumn: providerColumn === '' ? 'Choose the column with the provider.' : undefined,
    provider:
      providerColumn === null && !isSet(provider) ? 'Say which provider the numbers are of.' : undefined,
    ...periodProblem(draft),
    counts: countColumns.some((field) => isSet(draft[field]))
      ? undefined
      : 'Choose at least one column of numbers.',
  };
}

function checkPostcodes({ postcodeColumn, position }: PostcodesMapping): Problems {
  return {
    postcodeColumn: isSet(postcodeColumn) ? undefined : 'Choose the column with the postcodes.',
    position: positionProblem(position, false),
  };
}

function checkPoints({ geography, vintage, position }: PointsMapping): Problems {
  return {
    geography: isSet(geography) && isSet(vintage) ? undefined : 'Choose the areas that the points are of.',
    position: positionProblem(position, isSet(position.postcodeColumn)),
  };
}

function marginProblem({ cutMarginKm }: TimetableMapping | SitesMapping): string | undefined {
  const isRight = cutMarginKm === null || (Number.isFinite(cutMarginKm) && cutMarginKm >= 0);
  return isRight ? undefined : 'Write the margin in kilometres, 0 or more.';
}

/** What is wrong with a draft of provision, by field; undefined where a field is right. */
export function checkProvision(draft: ProvisionMapping): Problems {
  switch (draft.family) {
    case 'providers':
      return checkProviders(draft);
    case 'sites':
      return checkSites(draft);
    case 'performance':
      return checkPerformance(draft);
    case 'postcodes':
      return checkPostcodes(draft);
    case 'points':
      return checkPoints(draft);
    default:
      return { cutMarginKm: marginProblem(draft) };
  }
}

const orNothing = (text: string | null): string | null => (isSet(text) ? text : null);

function cleanDelivery(delivery: DeliveryColumns): DeliveryColumns {
  const { stageColumn } = delivery;
  const inColumn = isSet(stageColumn);
  return {
    ...delivery,
    stageColumn: orNothing(stageColumn),
    stageWords: inColumn ? delivery.stageWords : {},
  };
}

function cleanPerformance(draft: PerformanceMapping): PerformanceMapping {
  const { provider, programme, period, providerColumn, programmeColumn, periodColumn } = draft;
  const text = period ?? '';
  return {
    ...draft,
    codeColumn: orNothing(draft.codeColumn),
    postcodeColumn: orNothing(draft.postcodeColumn),
    providerColumn: orNothing(providerColumn),
    provider: providerColumn === null ? orNothing(provider?.trim() ?? null) : null,
    programmeColumn: orNothing(programmeColumn),
    programme: programmeColumn === null ? orNothing(programme?.trim() ?? null) : null,
    periodColumn: orNothing(periodColumn),
    period: periodColumn === null && text.trim() !== '' ? (parsePeriod(text)?.id ?? text) : null,
  };
}

/** The mapping of a draft of provision: what is empty is not said. */
export function mappingOfProvision(draft: ProvisionMapping): ProvisionMapping {
  if (draft.family === 'performance') return cleanPerformance(draft);
  if (draft.family === 'providers') return { ...draft, delivery: cleanDelivery(draft.delivery) };
  if (draft.family === 'sites')
    return { ...draft, delivery: draft.delivery === null ? null : cleanDelivery(draft.delivery) };
  return draft;
}
