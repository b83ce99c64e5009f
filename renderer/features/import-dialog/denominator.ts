import type { WorkspaceDescription } from '#contract';
import { questionBeside, type CountFacts } from '#core/rates';
import type { Draft, ObservationsDraft } from './draft.ts';

type Indicator = WorkspaceDescription['indicators'][number];

function factsOfDraft({
  indicator,
  name,
  of,
  sumColumns,
  valueColumn,
  cohort,
}: ObservationsDraft): CountFacts {
  return {
    id: indicator,
    name: name ?? '',
    of,
    isDenominator: false,
    summed: sumColumns,
    // The column says who is counted where the name does not: `all_ages`.
    context: [valueColumn ?? '', ...cohort.map(({ key, value }) => `${key} ${value}`)].join(','),
    total: null,
  };
}

function factsOfIndicator({ id, name, of }: Indicator, indicators: readonly Indicator[]): CountFacts {
  const isDenominator = indicators.some((other) => other.of === id);
  return { id, name, of, isDenominator, summed: null, context: '', total: null };
}

/**
 * What is to be asked of the ages that a file counts, before it is imported: beside the counts of the workspace and of the files
 * that are imported with it. Null where nothing is, and for what is no count.
 */
export function questionAges(
  draft: ObservationsDraft,
  indicators: readonly Indicator[],
  drafts: readonly Draft[],
): string | null {
  if (draft.kind !== 'count' || draft.indicator === '') return null;
  const stored = indicators
    .filter(({ kind, id }) => kind === 'count' && id !== draft.indicator)
    .map((indicator) => factsOfIndicator(indicator, indicators));
  const beside = drafts
    .filter((other) => other.family === 'observations')
    .filter((other) => other.kind === 'count' && other.indicator !== draft.indicator)
    .map(factsOfDraft);
  return questionBeside(factsOfDraft(draft), [...beside, ...stored]);
}
