import type { DemoBenchmark } from '../demo-data.ts';
import { months, quarters } from './published.ts';

/** Per cent, by month from May 2006. Published: July 2008 (UK and North West); the rest lies in line with it. */
// prettier-ignore
const jsaRate = {
  UK: [2.6, 2.6, 2.6, 2.6, 2.6, 2.6, 2.5, 2.5, 2.6, 2.6, 2.6, 2.5, 2.4, 2.3, 2.3, 2.3, 2.2, 2.2, 2.1, 2.2, 2.2, 2.2, 2.2, 2.2, 2.2, 2.2, 2.3],
  GB: [2.6, 2.6, 2.6, 2.6, 2.6, 2.6, 2.5, 2.5, 2.6, 2.6, 2.6, 2.5, 2.4, 2.3, 2.3, 2.3, 2.2, 2.2, 2.1, 2.2, 2.2, 2.2, 2.2, 2.2, 2.2, 2.2, 2.3],
  'North West': [2.9, 2.8, 2.9, 2.9, 2.9, 2.8, 2.8, 2.8, 2.9, 2.9, 2.8, 2.8, 2.7, 2.6, 2.6, 2.6, 2.6, 2.5, 2.5, 2.5, 2.6, 2.6, 2.6, 2.6, 2.6, 2.6, 2.7],
};

/** Per cent, by quarter from May 2006. Published: May 2007, and out-of-work benefits in February 2008. */
const quarterly = {
  worklessness_rate: {
    GB: [12.3, 12.2, 12.2, 12.1, 12, 12, 11.9, 11.9],
    'North West': [15.2, 15.1, 15.1, 15, 14.9, 14.9, 14.8, 14.8],
  },
  ib_rate: {
    GB: [7.4, 7.4, 7.3, 7.3, 7.2, 7.2, 7.1, 7.1],
    'North West': [9.7, 9.7, 9.6, 9.6, 9.5, 9.5, 9.4, 9.4],
  },
  lone_parent_rate: {
    GB: [2.1, 2.1, 2.1, 2.1, 2.1, 2, 2, 2],
    'North West': [2.4, 2.4, 2.4, 2.3, 2.3, 2.3, 2.3, 2.2],
  },
};

/** Rates of the country and of the North West for every period of the demonstration's rates. */
export function makeBenchmarks(): DemoBenchmark[] {
  const monthly = listValues('jsa_rate', jsaRate, months);
  const others = Object.entries(quarterly).flatMap(([indicator, values]) =>
    listValues(indicator, values, quarters),
  );
  return [...monthly, ...others];
}

function listValues(
  indicator: string,
  values: Record<string, number[]>,
  periods: readonly string[],
): DemoBenchmark[] {
  return Object.entries(values).flatMap(([comparator, series]) =>
    periods.map((period, i) => ({ indicator, comparator, period, value: series[i]! })),
  );
}
