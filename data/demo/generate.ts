import { codeRegion } from './codes.ts';
import type { DemoData } from './demo-data.ts';
import { makeBenchmarks } from './figures/benchmarks.ts';
import { makeFigures } from './figures/columns.ts';
import { leaveGaps } from './figures/gaps.ts';
import { indicators, rates } from './indicators.ts';
import { drawRegion } from './land/region.ts';
import { makeDemoDeliveries } from './provision/deliveries.ts';
import { programmes, providers } from './provision/names.ts';
import { makePerformance } from './provision/performance.ts';
import { makeSites } from './provision/sites.ts';
import { seededRandom } from './random.ts';
import { makeTimetable } from './transport/timetable.ts';

const landSeed = 2001;
const figuresSeed = 2008;
const provisionSeed = 2010;

/**
 * Makes the whole demonstration as plain data: six stylised districts about the Mersey with 132 wards and 984 LSOAs, and
 * synthetic figures that add up to the published ones of 2007 and 2008, invented provision, and an invented timetable.
 * It is the same every time it is made.
 */
export function generateDemo(): DemoData {
  const region = drawRegion(seededRandom(landSeed));
  const { geographies, lsoaOrder, wardCodes } = codeRegion(region);
  const { columns, fundedWards } = makeFigures(region, seededRandom(figuresSeed));
  const inOrder = columns.map((column) => ({
    ...column,
    cells: lsoaOrder.map((lsoa) => column.cells[lsoa]!),
  }));
  const random = seededRandom(provisionSeed);
  const sites = makeSites(region, random);
  const deliveries = makeDemoDeliveries(sites, random);
  const performance = makePerformance({ geographies, columns: inOrder, sites, deliveries }, random);
  return {
    geographies,
    indicators,
    columns: leaveGaps(inOrder),
    rates,
    benchmarks: makeBenchmarks(),
    fundedWards: fundedWards.map((ward) => wardCodes[ward]!).toSorted(),
    provision: {
      providers: providers.map(({ id, name }) => ({ id, name })),
      programmes: programmes.map(({ id, name, provider }) => ({ id, name, provider })),
      sites: sites.map(({ district: _district, ...site }) => site),
      deliveries,
    },
    performance,
    timetable: makeTimetable(),
  };
}
