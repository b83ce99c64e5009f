import { useMemo } from 'react';
import type { ClassMethod } from '#contract';
import { classify, type Classes } from '#core/statistics';
import { thresholdFor, useResultFor, useView, type Shown } from '../state/index.ts';

/** How each method is named in the legend. */
export const methodNames: Record<ClassMethod, string> = {
  quantile: 'quantiles',
  jenks: 'natural breaks',
  equal: 'equal intervals',
  headtail: 'head/tail breaks',
  stddev: 'standard deviations',
};

/** The classes of the shown values, with the rule's threshold as a break where the rule compares them with one. */
export function useClasses(shown: Shown): { classes: Classes; threshold: number | null } {
  const { method, classes } = useView();
  const result = useResultFor(shown.list);
  const { column } = shown;
  const threshold = thresholdFor(result, column?.indicator ?? null);
  const found = useMemo(
    () => classify(column?.values ?? [], { method, classes, threshold }),
    [column, method, classes, threshold],
  );
  return { classes: found, threshold };
}
