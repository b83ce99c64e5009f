import type { Problems } from './draft.ts';

const fieldWords: Record<string, string> = {
  codeField: 'code',
  codeColumn: 'code',
  valueColumn: 'value',
  sumColumns: 'columns to add up',
  periodColumns: 'period columns',
  periodColumn: 'period',
  geography: 'kind of area',
  of: 'denominator',
  parentGeography: 'parent’s kind',
  cohortColumns: 'cohorts',
  where: 'filters',
  from: 'from',
  to: 'to',
  fromColumn: 'code it leads from',
  toColumn: 'code it leads to',
  comparatorColumn: 'region or country',
  id: 'name in rules',
  nameColumn: 'name of the site',
  position: 'where it lies',
  stage: 'stage',
  providerColumn: 'provider',
  counts: 'numbers',
  postcodeColumn: 'postcode',
  cutMarginKm: 'margin',
};

/** The fields of a mapping that are still wrong or empty, in words: "value, period". */
export function missingWords(problems: Problems): string {
  return Object.keys(problems)
    .map((field) => fieldWords[field] ?? field)
    .join(', ');
}
