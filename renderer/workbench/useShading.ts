import { type Theme } from '#contract';
import { useMemo } from 'react';
import { classify } from '#core/statistics';
import { divergingColours, sequentialColours, type LegendProps, type MapValues } from '../map/index.ts';
import { useShadingMeasure, useView, type AreaMeasure, type Shown } from '../state/index.ts';
import { methodNames } from './useClasses.ts';

/** What coverage or reach draw instead of the indicator. */
export interface MeasureDrawn {
  drawn: MapValues;
  legend: Pick<
    LegendProps,
    'title' | 'unit' | 'decimals' | 'method' | 'threshold' | 'source' | 'missing' | 'unsureWords'
  >;
}

interface Look {
  palette: Parameters<typeof sequentialColours>[0];
  theme: Theme;
}

function rampOf({ ramp }: AreaMeasure, count: number, { palette, theme }: Look): readonly string[] {
  if (ramp === 'balance') return divergingColours(count, theme);
  const colours = sequentialColours(palette, count, theme);
  // Near is dark: what is well served stands out.
  return ramp === 'near' ? colours.toReversed() : colours;
}

/** Coverage or reach as the map draws it; null while the indicator is shown. */
export function useCoverageShading(shown: Shown): MeasureDrawn | null {
  const { palette, theme, method, classes } = useView();
  const measure = useShadingMeasure(shown.list);
  return useMemo(() => {
    if (measure === null) return null;
    const { values, flags, style, legend: title, unit, decimals, source, missing, unsure } = measure;
    const found = measure.breaks === null ? classify(values, { method, classes, threshold: null }) : null;
    const breaks = found?.breaks ?? measure.breaks ?? [];
    const isClassed = found !== null && style === 'choropleth';
    return {
      drawn: {
        values,
        flags,
        unsure: unsure?.areas ?? null,
        breaks,
        ramp: rampOf(measure, breaks.length + 1, { palette, theme }),
        style,
      },
      legend: {
        title,
        unit,
        decimals,
        method: isClassed ? { name: methodNames[method], fit: found.goodness } : null,
        threshold: null,
        source,
        missing,
        ...(unsure === null ? {} : { unsureWords: unsure.words }),
      },
    };
  }, [measure, palette, theme, method, classes]);
}
