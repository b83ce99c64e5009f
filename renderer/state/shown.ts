import { useMemo } from 'react';
import { cohortWords } from '#contract';
import type {
  AreaList,
  ErrorReport,
  GeographyRef,
  IndicatorKind,
  RuleResult,
  ValueColumn,
  WorkspaceDescription,
} from '#contract';
import { useSettled } from '../answers/index.ts';
import { listAddedIndicators, useColumns } from './columns.ts';
import { areaLists, valueColumns, type ValuesQuestion } from './facts.ts';
import { useRule } from './rule.ts';
import { useSession } from './session.ts';
import { nearestPeriod, usualCohort, useView } from './view.ts';

export type IndicatorFacts = WorkspaceDescription['indicators'][number];

/** What map, legend and table show: one indicator of the areas of one geography. */
export interface Shown {
  list: AreaList;
  indicator: IndicatorFacts | null;
  kind: IndicatorKind;
  /** Null until it is there, and without an indicator. Aligned with `list`. */
  column: ValueColumn | null;
  /** "%", "people", or empty. */
  unit: string;
  /** Decimals that the numbers are written with: none where all of them are whole. */
  decimals: number;
  /** A sentence: "JSA claimants, % of working-age residents, July 2008"; with the cohort where it is not all people. */
  title: string;
}

/** A period in words; its id where the workspace does not know it. */
export function periodLabel(description: WorkspaceDescription | null, id: string | null): string {
  if (id === null) return 'newest';
  return description?.periods.find((period) => period.id === id)?.label ?? id;
}

/** What the workspace says of an indicator; undefined where it has none of this id or is not open. */
export function findIndicator(
  description: WorkspaceDescription | null,
  id: string | null,
): IndicatorFacts | undefined {
  return description?.indicators.find((indicator) => indicator.id === id);
}

/** A name inside a sentence: without its capital, unless others show that it is a proper name. */
export function decapitalize(name: string): string {
  return /[A-Z]/.test(name.slice(1)) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** The indicator in words, with what it is a share of: "JSA claimants, % of working-age residents". */
export function indicatorTitle(description: WorkspaceDescription, indicator: IndicatorFacts): string {
  const numerator = findIndicator(description, indicator.numerator);
  const denominator = findIndicator(description, indicator.of);
  if (indicator.kind !== 'rate') return indicator.name;
  if (denominator === undefined) return `${indicator.name}, %`;
  return `${numerator?.name ?? indicator.name}, % of ${decapitalize(denominator.name)}`;
}

/** Whose numbers they are, as the end of a title: ", sex male"; empty for all people. */
export function cohortEnding(column: Pick<ValueColumn, 'cohort'> | null): string {
  return column === null || column.cohort === 'all' ? '' : `, ${cohortWords(column.cohort)}`;
}

/** A name with its unit, for the head of a column: "JSA claimant rate, %". A unit that the name says is not said twice. */
export function indicatorTitleWithUnit(name: string, unit: string): string {
  return unit === '' || name.toLowerCase().includes(unit.toLowerCase()) ? name : `${name}, ${unit}`;
}

const decimalsKnown = new WeakMap<ValueColumn, number>();

function decimalsOf(column: ValueColumn | null): number {
  if (column === null) return 0;
  const known = decimalsKnown.get(column);
  if (known !== undefined) return known;
  const decimals = column.values.every((value) => Number.isNaN(value) || Number.isInteger(value)) ? 0 : 1;
  decimalsKnown.set(column, decimals);
  return decimals;
}

function describeShown(
  description: WorkspaceDescription,
  indicator: IndicatorFacts | undefined,
  column: ValueColumn | null,
): Omit<Shown, 'list'> {
  if (indicator === undefined)
    return { indicator: null, kind: 'count', unit: '', decimals: 0, title: '', column: null };
  const period =
    column === null || column.period === null ? '' : `, ${periodLabel(description, column.period)}`;
  return {
    indicator,
    kind: indicator.kind,
    column,
    unit: indicator.kind === 'rate' ? '%' : indicator.unit,
    decimals: indicator.kind === 'rate' ? 1 : decimalsOf(column),
    title: indicatorTitle(description, indicator) + cohortEnding(column) + period,
  };
}

/** Asks for what map and table will show as soon as that is known, not only when they are there to ask for it. */
export function askForShown(description: WorkspaceDescription): void {
  const { geography, indicator, cohort, period } = useView.getState();
  if (geography === null) return;
  const early: Promise<unknown>[] = [areaLists.get({ geography })];
  if (indicator !== null) {
    const nearest = nearestPeriod(findIndicator(description, indicator), period);
    early.push(valueColumns.get({ geography, indicator, cohort, period: nearest }));
  }
  // Whoever shows them says what went wrong.
  void Promise.allSettled(early);
}

/** What is shown now; null while the areas are on their way or where there are none. */
export function useShown(): { shown: Shown | null; loading: boolean; error: ErrorReport | null } {
  const description = useSession((state) => state.description);
  const { geography, indicator: id, cohort, period } = useView();
  const areas = areaLists.use(geography === null ? null : { geography });
  const nearest = nearestPeriod(findIndicator(description, id), period);
  const asked =
    geography === null || id === null ? null : { geography, indicator: id, cohort, period: nearest };
  const values = valueColumns.use(asked);
  const list = useSettled(areas);
  const settled = useSettled(values);
  const error = areas.error ?? values.error;
  const loading = areas.loading || values.loading;
  if (description === null || list === null || list.geography !== geography)
    return { shown: null, loading, error };
  const column = settled?.values.length === list.codes.length ? settled : null;
  const indicator = findIndicator(description, column?.indicator ?? id);
  return { shown: { list, ...describeShown(description, indicator, column) }, loading, error };
}

/** An indicator beside the one shown, for all people where it has them, in the period nearest to the one shown. */
export interface BesideShown {
  indicator: IndicatorFacts;
  /** Null until it is there. */
  column: ValueColumn | null;
  decimals: number;
  /** As `Shown.title`. */
  title: string;
  /** Of its own period; empty until that is known. */
  periodLabel: string;
}

/** What is asked for an indicator beside the one shown. */
function questionBeside(
  indicator: IndicatorFacts,
  geography: GeographyRef,
  period: string | null,
): ValuesQuestion {
  const { id } = indicator;
  return {
    geography,
    indicator: id,
    cohort: usualCohort(indicator),
    period: nearestPeriod(indicator, period),
  };
}

/** The indicators that were added to the table, in the workspace's order; empty where the areas have none of their values. */
export function useBesideShown(): readonly BesideShown[] {
  const description = useSession((state) => state.description);
  const { geography, period } = useView();
  const added = useColumns();
  const asked = useMemo(() => {
    if (description === null || geography === null) return [];
    const ids = listAddedIndicators(added);
    return description.indicators
      .filter(({ id }) => ids.includes(id))
      .map((indicator) => ({ indicator, question: questionBeside(indicator, geography, period) }));
  }, [description, geography, period, added]);
  const answers = valueColumns.useAll(asked.map(({ question }) => question));
  return useMemo(
    () =>
      asked.map(({ indicator }, at) => {
        const { column, decimals, title } = describeShown(
          description!,
          indicator,
          answers[at]?.value ?? null,
        );
        const period = column?.period ?? null;
        return {
          indicator,
          column,
          decimals,
          title,
          periodLabel: period === null ? '' : periodLabel(description, period),
        };
      }),
    [asked, answers, description],
  );
}

/** The rule's answer, only while it is about the areas of this list. */
export function useResultFor(list: AreaList | null): RuleResult | null {
  const result = useRule((state) => state.result);
  if (result === null || list === null || result.geography !== list.geography) return null;
  return result.outcomes.length === list.codes.length ? result : null;
}

/** The threshold that the rule compares this indicator with; null where it compares it with none. */
export function thresholdFor(result: RuleResult | null, indicator: string | null): number | null {
  if (indicator === null) return null;
  return result?.adjustable.find((number) => number.indicator === indicator)?.value ?? null;
}
