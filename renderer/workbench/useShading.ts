import { useMemo } from 'react';
import { flagByte, type Coverage } from '#contract';
import { divergingColours, sequentialColours, type LegendProps, type MapValues } from '../map/index.ts';
import { travelWords, useCoverageFor, useProvision, useView, type Shown } from '../state/index.ts';

/** What coverage draws instead of the indicator. */
export interface CoverageDrawn {
  drawn: MapValues;
  legend: Pick<LegendProps, 'title' | 'unit' | 'decimals' | 'method' | 'threshold' | 'source' | 'missing'>;
}

/** About once each in the middle: below is a gap, above is duplication. */
const balanceBreaks = [-0.75, -0.5, -0.25, 0.25, 1.5, 4];
const shareBreaks = [20, 40, 60, 80];

function minuteBreaks(limit: number): number[] {
  return [0.2, 0.4, 0.6, 0.8].map((part) => Math.round(10 * part * limit) / 10);
}

function flagsOf(values: Float64Array): Uint8Array {
  return Uint8Array.from(values, (value) => (Number.isNaN(value) ? flagByte.missing : flagByte.exact));
}

function columnOf(coverage: Coverage, shading: 'balance' | 'minutes' | 'covered'): Float64Array {
  return shading === 'covered' ? coverage.covered.map((share) => 100 * share) : coverage[shading];
}

/** Coverage as the map draws it; null while the indicator is shown. */
export function useCoverageShading(shown: Shown): CoverageDrawn | null {
  const { palette, theme } = useView();
  const shading = useProvision((state) => state.shading);
  const travel = useProvision((state) => state.coverage?.request.travel ?? null);
  const coverage = useCoverageFor(shown.list.geography, shown.list.codes.length);
  return useMemo(() => {
    if (coverage === null || shading === null || travel === null) return null;
    const values = columnOf(coverage, shading);
    const isDistance = travel.mode === 'distance';
    const colours = sequentialColours(palette, 5, theme);
    const facts = {
      balance: {
        breaks: balanceBreaks,
        ramp: divergingColours(7, theme),
        title: 'Gap (below 0) and duplication (above 0) of provision',
        unit: 'choices beyond the first',
        decimals: 2,
      },
      minutes: {
        breaks: minuteBreaks(travel.limit),
        // Near is dark: what is well served stands out.
        ramp: colours.toReversed(),
        title: `${isDistance ? 'Kilometres' : 'Minutes'} to the nearest matching site`,
        unit: isDistance ? 'km' : 'minutes',
        decimals: isDistance ? 1 : 0,
      },
      covered: {
        breaks: shareBreaks,
        ramp: colours,
        title: 'Share of the area that is covered, %',
        unit: '%',
        decimals: 0,
      },
    }[shading];
    return {
      drawn: { values, flags: flagsOf(values), breaks: facts.breaks, ramp: facts.ramp, style: 'choropleth' },
      legend: {
        title: `${facts.title}, “${coverage.selector}”`,
        unit: facts.unit,
        decimals: facts.decimals,
        method: null,
        threshold: null,
        source: `Measured ${travelWords(travel)}`,
        missing: shading === 'minutes' ? 'Not reached' : 'No data',
      },
    };
  }, [coverage, shading, travel, palette, theme]);
}
