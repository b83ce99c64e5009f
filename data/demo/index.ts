import type { WorkspaceWriter } from '#data/workspace';
import { carersRounding } from './figures/carers.ts';
import { generateDemo } from './generate.ts';
import { publishPopulationPoints } from './population-points.ts';
import { publishEmployment } from './provision/employment.ts';
import {
  lsoaGeography,
  publishAreas,
  publishBenchmarks,
  publishFigures,
  publishFundedWards,
  stageProvision,
  publishTimetable,
} from './stage.ts';

export { generateDemo } from './generate.ts';
export { makePopulationPoints } from './population-points.ts';
export { employmentSites } from './provision/employment.ts';
export type * from './demo-data.ts';

/** A workspace made with this instant as its clock comes out byte for byte the same every time. */
export const demoInstant = '2008-09-01T09:00:00.000Z';

/** The figures, as they were published together. */
const releases = [
  { ids: ['population', 'working_age'], title: 'residents and working-age residents' },
  { ids: ['jsa_claimants'], title: "Jobseeker's Allowance claimants" },
  {
    ids: ['ib_claimants', 'lone_parents', 'other_benefits', 'worklessness'],
    title: 'out-of-work benefit claimants',
  },
  { ids: ['imd_rank', 'imd_score'], title: 'deprivation index' },
  { ids: ['carers'], title: "Carer's Allowance claimants, rounded to 5", rounding: carersRounding },
];

/**
 * Fills an empty workspace with the demonstration: the areas, figures, rates, benchmarks and the Deprived Areas Fund
 * designation of a synthetic city region, invented provision, performance, timetable, employment sites and population points,
 * and a first rule. All of it goes through staging like any import. Marks the workspace as synthetic; nothing of it can be undone. The
 * same content every time.
 */
export function writeDemo(writer: WorkspaceWriter): void {
  const data = generateDemo();
  writer.setSynthetic();
  for (const geography of data.geographies) publishAreas(writer, geography);
  for (const figures of releases) publishFigures(writer, data, figures);
  for (const rate of data.rates) writer.defineRate({ ...rate, polarity: 'high_is_worse' });
  publishBenchmarks(writer, data);
  publishFundedWards(writer, data.fundedWards);
  stageProvision(writer, data);
  publishTimetable(writer, data);
  publishEmployment(writer);
  publishPopulationPoints(writer, data);
  writer.setTargeting({
    rule: 'jsa_rate > 10',
    geography: lsoaGeography,
    period: '2008-07',
    need: 'jsa_claimants',
  });
  writer.forgetHistory();
}
