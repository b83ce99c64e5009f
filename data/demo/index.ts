import type { WorkspaceWriter } from '#data/workspace';
import { generateDemo } from './generate.ts';
import { publishPopulationPoints } from './population-points.ts';
import { publishEmployment } from './provision/employment.ts';
import {
  lsoaGeography,
  publishAreas,
  publishBenchmarks,
  publishFigures,
  publishFundedWards,
  publishProvision,
  publishTimetable,
} from './stage.ts';

export { generateDemo } from './generate.ts';
export { makePopulationPoints } from './population-points.ts';
export { employmentSites } from './provision/employment.ts';
export type * from './demo-data.ts';

/** A workspace made with this instant as its clock comes out byte for byte the same every time. */
export const demoInstant = '2008-09-01T09:00:00.000Z';

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
  publishFigures(writer, data, ['population', 'working_age'], 'residents and working-age residents');
  publishFigures(writer, data, ['jsa_claimants'], "Jobseeker's Allowance claimants");
  const others = ['ib_claimants', 'lone_parents', 'other_benefits', 'worklessness'];
  publishFigures(writer, data, others, 'out-of-work benefit claimants');
  publishFigures(writer, data, ['imd_rank', 'imd_score'], 'deprivation index');
  for (const rate of data.rates) writer.defineRate({ ...rate, polarity: 'high_is_worse' });
  publishBenchmarks(writer, data);
  publishFundedWards(writer, data.fundedWards);
  publishProvision(writer, data);
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
