import { importReport, type ImportReport } from '#contract';
import { rowsWords } from '../../state/index.ts';
import { formatCount, formatPlural } from '../../ui/index.ts';

const stored = importReport.partial();

/** A report as it is kept with its release; null where the release came about otherwise than by an import. */
export function readReport(text: unknown, release: number): ImportReport | null {
  const found = stored.safeParse(text);
  if (!found.success || found.data.rows === undefined || found.data.mapping === undefined) return null;
  const none = { codes: [], areas: [], codesTotal: 0, areasTotal: 0 };
  const { rows, mapping } = found.data;
  return {
    rejects: [],
    unmatched: none,
    flags: { suppressed: 0, estimated: 0, rounded: 0 },
    markers: [],
    mended: [],
    warnings: [],
    seconds: 0,
    ...found.data,
    rows,
    mapping,
    release,
    alreadyImported: false,
  };
}

/** The report in one sentence: "All 989 rows taken in 1.2 s." */
export function reportSentence({ rows, seconds }: ImportReport): string {
  const words = rowsWords(rows);
  const rejected = rows.rejected === 0 ? '' : `, ${formatCount(rows.rejected)} rejected`;
  const time = seconds === 0 ? '' : ` in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${rejected}${time}.`;
}

/** What the flags say: how many numbers were withheld, estimated, rounded; empty where none were. */
export function flagWords({ flags }: ImportReport): string[] {
  return [
    flags.suppressed === 0 ? '' : `${formatPlural(flags.suppressed, 'value is', 'values are')} suppressed`,
    flags.estimated === 0 ? '' : `${formatPlural(flags.estimated, 'value is', 'values are')} estimated`,
    flags.rounded === 0
      ? ''
      : `${formatPlural(flags.rounded, 'value is', 'values are')} rounded by the publisher`,
  ].filter((words) => words !== '');
}

const fieldNames: Record<string, string> = {
  family: 'Read as',
  geography: 'Kind of area',
  vintage: 'Vintage',
  codeField: 'Code',
  codeColumn: 'Code',
  nameField: 'Name',
  parentField: 'Parent’s code',
  parentGeography: 'Parent’s kind',
  crs: 'Coordinates',
  layer: 'Layer',
  indicator: 'Indicator',
  name: 'Name for people',
  kind: 'It is a',
  of: 'Share of',
  unit: 'Unit',
  valueColumn: 'Value',
  sumColumns: 'Columns added up',
  periodColumns: 'Period columns',
  periodColumn: 'Period’s column',
  period: 'Period',
  cohortColumns: 'Cohort columns',
  cohort: 'Cohort',
  where: 'Only rows where',
  rounding: 'Rounded by up to',
  from: 'From',
  to: 'To',
  fromColumn: 'From code',
  toColumn: 'To code',
  weightColumn: 'Weight',
  changeColumn: 'Change',
  id: 'Name in rules',
  indicatorColumn: 'Indicator’s column',
  comparatorColumn: 'Region or country',
};

function valueWords(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map((item: unknown) =>
        typeof item === 'object' && item !== null ? Object.values(item).join(' = ') : String(item),
      )
      .join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, part]) => `${key} = ${String(part)}`)
      .join(', ');
  return String(value);
}

/** The mapping as lines of a name and a value; what is not set is left out. */
export function mappingLines(mapping: ImportReport['mapping']): [name: string, value: string][] {
  return Object.entries(mapping)
    .filter(([, value]) => value !== null && valueWords(value) !== '' && value !== 0)
    .map(([field, value]) => [fieldNames[field] ?? field, valueWords(value)]);
}
