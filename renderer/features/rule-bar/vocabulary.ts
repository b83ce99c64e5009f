import type { WorkspaceDescription } from '#contract';
import type { Vocabulary } from '#core/targeting';
import { usualCohort } from '../../state/index.ts';

type Indicator = WorkspaceDescription['indicators'][number];

function entryOf(indicator: Indicator): ReturnType<Vocabulary['indicators']['get']> & object {
  return {
    id: indicator.id,
    name: indicator.name,
    kind: indicator.kind,
    numerator: indicator.numerator,
    of: indicator.of,
    periods: indicator.periods,
    cohorts: indicator.cohorts,
    highIsWorse: indicator.polarity !== 'low_is_worse',
  };
}

/** The names that a rule may use in this workspace, for completion. Area codes are not listed: there are too many. */
export function vocabularyOf(description: WorkspaceDescription): Vocabulary {
  return {
    indicators: new Map(description.indicators.map((indicator) => [indicator.id, entryOf(indicator)])),
    periods: new Map(description.periods.map((period) => [period.id, period])),
    designations: new Set(description.designations.map((designation) => designation.id)),
    hasArea: () => true,
    comparators: (indicator) => [
      ...new Set(
        description.benchmarks
          .filter((benchmark) => benchmark.indicator === indicator)
          .map((benchmark) => benchmark.comparator),
      ),
    ],
    benchmarkPeriods: (indicator, comparator) => {
      const held = new Set(
        description.benchmarks
          .filter((one) => one.indicator === indicator && (comparator ?? one.comparator) === one.comparator)
          .map(({ period }) => period),
      );
      return description.periods.flatMap(({ id }) => (held.has(id) ? id : []));
    },
  };
}

/** A rule as a beginner might write it in this workspace, as a hint in the empty field. */
export function exampleRule(description: WorkspaceDescription | null): string {
  const measured = description?.indicators.filter(({ periods }) => periods.length > 0) ?? [];
  const indicator = measured.find(({ kind }) => kind === 'rate') ?? measured[0];
  if (indicator === undefined) return 'A rule needs numbers: import some first';
  const cohort = usualCohort(indicator);
  return `A rule, such as ${indicator.id}${cohort === 'all' ? '' : `[${cohort}]`} > 10`;
}
