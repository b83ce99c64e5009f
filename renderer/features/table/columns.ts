import {
  confidences,
  outcomes,
  funnelStandings,
  type AreaList,
  type Coverage,
  type Reach,
  type RuleResult,
  type LeavingColumn,
  type ValueColumn,
} from '#contract';
import { wilsonOfRounded } from '#core/statistics';
import { decimalsOfMargin, decimalsToTell } from '#core/targeting';
import {
  indicatorColumnId,
  cohortEnding,
  indicatorTitleWithUnit,
  type AreaMeasure,
  type BesideShown,
  type IndicatorFacts,
  type Shown,
} from '../../state/index.ts';
import { formatValue, geographyWords } from '../../ui/index.ts';

/** Everything that the table's cells are read from. */
export interface TableFacts {
  shown: Shown;
  result: RuleResult | null;
  /** The need count of the rule, aligned with the areas. */
  need: ValueColumn | null;
  needName: string;
  /** Figures of coverage and reach, once they are measured. */
  measures: readonly AreaMeasure[];
  /** What would become of the values if they left: of those shown, the need, and those beside, aligned with `beside`. */
  leaving: {
    shown: LeavingColumn | null;
    need: LeavingColumn | null;
    /** Of what the rule is answered from. */
    sources: readonly (LeavingColumn | null)[];
    beside: readonly (LeavingColumn | null)[];
  };
  /** Coverage by provision, once it is measured, and the names of its sites by id. */
  coverage: Coverage | null;
  siteNames: ReadonlyMap<string, string>;
  /** How providers reach people, while it is shown. */
  reach: Reach | null;
  /** Every indicator that has values: each may stand in a column of its own. */
  indicators: readonly IndicatorFacts[];
  /** Those that do, with their values. */
  beside: readonly BesideShown[];
}

/** What a column is about, for choosing among them. */
export const columnGroups = {
  area: 'The area',
  map: 'What the map shows',
  rule: 'What the rule says',
  coverage: 'Coverage and reach, as measured',
  indicator: 'Indicators, for all people',
} as const;
export type ColumnGroup = keyof typeof columnGroups;

/** What a cell draws beside plain text. */
export type CellLook =
  | 'text'
  | 'number'
  | 'value'
  | 'interval'
  | 'status'
  | 'confidence'
  | 'reasons'
  | 'trend'
  | 'count'
  | 'decimal'
  | 'measure';

export interface AreaColumn {
  id: string;
  title: string;
  group: ColumnGroup;
  look: CellLook;
  kind: 'text' | 'number';
  width: number;
  /** What it says in full, with its unit; null where the title does. */
  detail?: string;
  /** Of a look `measure`. */
  measure?: AreaMeasure;
  /** Of a look `value`: what it is of; the column is null until it is there. */
  values?: Pick<Shown, 'column' | 'decimals'>;
  /** Of restricted values, or of what is told of them: what would become of them if they left. */
  leaving?: readonly (LeavingColumn | null)[];
  /** What the column is sorted and filtered by: NaN and '' come last. */
  read: (index: number) => string | number;
  hidden?: boolean;
}

const statusOrder = { in: 0, unknown: 1, out: 2 } as const;

function parentColumns(list: AreaList): AreaColumn[] {
  return list.parents.map(({ geography, names, codes, index: positions }) => ({
    id: `parent:${geography}`,
    title: geographyWords(geography).one.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
    group: 'area',
    look: 'text',
    kind: 'text',
    width: 108,
    hidden: geography.startsWith('region'),
    read: (index) => {
      const position = positions[index] ?? -1;
      return names[position] || codes[position] || '';
    },
  }));
}

/** The 95 % limits of the shown rate, widened by the rounding of its counts; NaN where it is not a rate of counts, or the count is above its base. */
export function intervalAt(column: ValueColumn | null, index: number): { lower: number; upper: number } {
  const count = column?.numerator?.[index] ?? Number.NaN;
  const base = column?.denominator?.[index] ?? Number.NaN;
  return wilsonOfRounded(count, base, {
    count: column?.rounding[index] ?? 0,
    base: column?.denominatorRounding?.[index] ?? 0,
  });
}

/** The clauses that speak for the outcome of an area, each as short as it can be said. */
export function shortReasons(result: RuleResult, index: number): string {
  const outcome = result.outcomes[index];
  const speaking = result.leaves.filter((leaf) => leaf.outcomes[index] === outcome);
  const chosen = speaking.length > 0 ? speaking : result.leaves;
  return chosen.map((leaf) => leafPhrase(leaf, index)).join('; ');
}

function leafPhrase(leaf: RuleResult['leaves'][number], index: number): string {
  const value = leaf.values[index] ?? Number.NaN;
  const threshold = leaf.thresholds[index] ?? Number.NaN;
  if (leaf.outcomes[index] === 2) return `${leaf.text}: unknown`;
  if (Number.isNaN(threshold)) return value === 1 ? leaf.text : `not ${leaf.text}`;
  const margin = value - threshold;
  const isWhole = Number.isInteger(value) && Number.isInteger(threshold);
  const decimals = decimalsToTell(value, [threshold], isWhole ? 0 : 1);
  const apart = formatValue(Math.abs(margin), decimalsOfMargin(margin, decimals));
  return `${leaf.text}: ${formatValue(value, decimals)} (${margin < 0 ? '−' : '+'}${apart})`;
}

function ruleColumns({ result, leaving }: TableFacts): AreaColumn[] {
  if (result === null) return [];
  return [
    {
      id: 'status',
      title: 'Status',
      group: 'rule',
      look: 'status',
      kind: 'text',
      width: 80,
      read: (index) => outcomes[result.outcomes[index] ?? 2] ?? 'unknown',
    },
    {
      id: 'confidence',
      title: 'Confidence',
      group: 'rule',
      look: 'confidence',
      kind: 'text',
      width: 112,
      read: (index) => confidences[result.confidences[index] ?? 0] ?? 'unknown',
    },
    {
      id: 'reasons',
      title: 'Reasons',
      group: 'rule',
      look: 'reasons',
      kind: 'text',
      width: 300,
      leaving: leaving.sources,
      read: (index) => shortReasons(result, index),
    },
  ];
}

/** A head has two lines. */
const widthOfValues = (title: string): number => (title.length > 34 ? 190 : 136);

function valueColumns({ shown, need, needName, leaving }: TableFacts): AreaColumn[] {
  const { column, indicator, unit } = shown;
  if (column === null || indicator === null) return [];
  const title = indicatorTitleWithUnit(indicator.name, unit) + cohortEnding(column);
  const columns: AreaColumn[] = [
    {
      id: 'value',
      title,
      group: 'map',
      look: 'value',
      kind: 'number',
      width: widthOfValues(title),
      detail: shown.title,
      values: shown,
      leaving: [leaving.shown],
      read: (index) => column.values[index] ?? Number.NaN,
    },
  ];
  if (column.numerator !== null)
    columns.push({
      id: 'interval',
      title: '95 % interval',
      group: 'map',
      look: 'interval',
      kind: 'number',
      width: leaving.shown === null ? 104 : 172,
      leaving: [leaving.shown],
      read: (index) => intervalAt(column, index).lower,
    });
  if (need !== null && need.indicator !== column.indicator)
    columns.push({
      id: 'need',
      title: needName,
      group: 'rule',
      look: 'count',
      kind: 'number',
      width: 138,
      leaving: [leaving.need],
      read: (index) => need.values[index] ?? Number.NaN,
    });
  return columns;
}

/** A column for every indicator, filled for those that were added. */
function indicatorColumns({ indicators, beside, shown, leaving }: TableFacts): AreaColumn[] {
  return indicators.map((indicator) => {
    const at = beside.findIndex((item) => item.indicator.id === indicator.id);
    const added = beside[at];
    const unit = indicator.kind === 'rate' ? '%' : indicator.unit;
    const values = added?.column?.values;
    const period = added?.periodLabel ?? '';
    const isOfAnother = added?.column != null && added.column.period !== shown.column?.period;
    const title = `${indicatorTitleWithUnit(indicator.name, unit)}${cohortEnding(added?.column ?? null)}${isOfAnother && period !== '' ? `, ${period}` : ''}`;
    return {
      id: indicatorColumnId(indicator.id),
      title,
      group: 'indicator',
      look: 'value',
      kind: 'number',
      width: widthOfValues(title),
      hidden: true,
      detail: added?.title ?? indicator.id,
      values: added ?? { column: null, decimals: 0 },
      leaving: [leaving.beside[at] ?? null],
      read: (index) => values?.[index] ?? Number.NaN,
    };
  });
}

/** Of all the figures measured these are seen at first; the others are chosen from the columns. */
const seenAtFirst = new Set<string>(['minutes', 'sites', 'covered', 'score', 'starts', 'startsPer100']);

function measureColumn(measure: AreaMeasure): AreaColumn {
  return {
    id: measure.id,
    title: measure.title,
    group: 'coverage',
    detail: measure.meaning,
    look: 'measure',
    kind: 'number',
    width: measure.title.length > 10 ? 118 : 92,
    hidden: !seenAtFirst.has(measure.id),
    measure,
    read: (index) => measure.values[index] ?? Number.NaN,
  };
}

function nearestColumn({ coverage, siteNames, measures }: TableFacts): AreaColumn[] {
  if (coverage === null) return [];
  const nameOf = (index: number): string => {
    const id = coverage.sites[coverage.nearest[index] ?? -1];
    return id === undefined ? '' : (siteNames.get(id) ?? id);
  };
  const minutes = measures.find(({ id }) => id === 'minutes');
  return [
    {
      id: 'nearestSite',
      title: 'Nearest site',
      group: 'coverage',
      detail: `Nearest site. ${minutes?.meaning ?? ''}`,
      look: 'text',
      kind: 'text',
      width: 150,
      hidden: true,
      read: nameOf,
    },
  ];
}

function reachColumns({ reach }: TableFacts): AreaColumn[] {
  if (reach === null) return [];
  const limit = (value: number): string => formatValue(value, 1);
  return [
    {
      id: 'reachRank',
      title: 'Reach rank',
      group: 'coverage',
      detail:
        'Rank by starts per 100 in need, 1 = most; ties share the mean. Areas that are unsure have none.',
      look: 'decimal',
      kind: 'number',
      width: 92,
      hidden: true,
      read: (index) => reach.ranks[index] ?? Number.NaN,
    },
    {
      id: 'reachLimits',
      title: 'Limits per 100',
      group: 'coverage',
      detail:
        '95 % Poisson limits of starts per 100 in need; no upper limit where the number of starts is a minimum.',
      look: 'text',
      kind: 'text',
      width: 110,
      hidden: true,
      read: (index) => {
        const [lower, upper] = [reach.lower[index] ?? Number.NaN, reach.upper[index] ?? Number.NaN];
        if (Number.isNaN(lower)) return '';
        return Number.isNaN(upper) ? `over ${limit(lower)}` : `${limit(lower)} – ${limit(upper)}`;
      },
    },
    {
      id: 'standing',
      title: 'Reach against chance',
      group: 'coverage',
      detail:
        'Starts per 100 in need against all areas together, by Poisson limits of 95 % and 99.8 %. Too small: so few in need that no start at all would not be a surprise.',
      look: 'text',
      kind: 'text',
      width: 150,
      read: (index) => standingWords(reach, index),
    },
  ];
}

function standingWords({ unsure, standings }: Reach, index: number): string {
  if (unsure[index] === 1) return 'unsure: too small';
  const standing = funnelStandings[standings[index] ?? 0] ?? 'unknown';
  return standing === 'unknown' ? '' : standing;
}

function measureColumns(facts: TableFacts): AreaColumn[] {
  const of = (kind: AreaMeasure['of']): AreaColumn[] =>
    facts.measures.filter((measure) => measure.of === kind).map(measureColumn);
  return [...nearestColumn(facts), ...of('coverage'), ...of('reach'), ...reachColumns(facts)];
}

/** The columns that this workspace and this rule have something for, in their usual order. */
export function listTableColumns(facts: TableFacts): AreaColumn[] {
  const { list } = facts.shown;
  const { result } = facts;
  const rank: AreaColumn = {
    id: 'rank',
    title: 'Rank',
    group: 'rule',
    look: 'number',
    kind: 'number',
    width: 58,
    read: (index) => result?.ranks[index] || Number.NaN,
  };
  const code: AreaColumn = {
    id: 'code',
    title: 'Code',
    group: 'area',
    look: 'text',
    kind: 'text',
    width: 104,
    read: (index) => list.codes[index] ?? '',
  };
  const name: AreaColumn = {
    ...code,
    id: 'name',
    title: 'Name',
    width: 132,
    read: (index) => list.names[index] ?? '',
  };
  const trend: AreaColumn = {
    id: 'trend',
    title: 'Trend',
    group: 'map',
    look: 'trend',
    kind: 'number',
    width: 96,
    hidden: true,
    read: () => Number.NaN,
  };
  return [
    ...(result === null ? [] : [rank]),
    code,
    name,
    ...parentColumns(list),
    ...valueColumns(facts),
    ...indicatorColumns(facts),
    ...measureColumns(facts),
    ...ruleColumns(facts),
    trend,
  ];
}

/** Where a status stands when rows are sorted by it. */
export function statusRank(status: string | number): number {
  return statusOrder[status as keyof typeof statusOrder] ?? 3;
}
