import { codeRegion } from './codes.ts';
import type { DemoData } from './demo-data.ts';
import { listBenchmarks } from './figures/benchmarks.ts';
import { makeFigures } from './figures/columns.ts';
import { leaveGaps } from './figures/gaps.ts';
import { indicators, rates } from './indicators.ts';
import { drawRegion } from './land/region.ts';
import { seededRandom } from './random.ts';

const landSeed = 2001;
const figuresSeed = 2008;

/**
 * Makes the whole demonstration as plain data: six stylised districts about the Mersey with 132 wards and 984 LSOAs, and
 * synthetic figures that add up to the published ones of 2007 and 2008. The same every time.
 */
export function generateDemo(): DemoData {
  const region = drawRegion(seededRandom(landSeed));
  const { geographies, lsoaOrder, wardCodes } = codeRegion(region);
  const { columns, fundedWards } = makeFigures(region, seededRandom(figuresSeed));
  const inOrder = columns.map((column) => ({
    ...column,
    cells: lsoaOrder.map((lsoa) => column.cells[lsoa]!),
  }));
  return {
    geographies,
    indicators,
    columns: leaveGaps(inOrder),
    rates,
    benchmarks: listBenchmarks(),
    fundedWards: fundedWards.map((ward) => wardCodes[ward]!).toSorted(),
  };
}
