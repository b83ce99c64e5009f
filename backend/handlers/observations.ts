import { PinpointError, type HandlerInput } from '#contract';
import { readValues } from '#core/targeting';
import type { Host } from './host.ts';
import { answerRateTrial, defineRate } from '../figures/index.ts';

/** Values for the map and the table, one area's history, and derived rates. */
export function observationHandlers(host: Host) {
  return {
    'observation.values': ({ geography, indicator, cohort, period }: HandlerInput<'observation.values'>) =>
      readValues(host.session().table(geography), { indicator, cohort, period }),

    'observation.series': ({ geography, code, indicator, cohort }: HandlerInput<'observation.series'>) => {
      const table = host.session().table(geography);
      const index = table.codes.indexOf(code);
      if (index < 0)
        throw new PinpointError('not_found', `There is no area ${code} in ${geography}.`, { found: code });
      const periods = table.vocabulary.indicators.get(indicator)?.periods ?? [];
      const columns = periods.map((period) =>
        readValues(table, { indicator, cohort, period, isExact: true }),
      );
      return {
        periods,
        values: Float64Array.from(columns, (column) => column.values[index]!),
        flags: Uint8Array.from(columns, (column) => column.flags[index]!),
      };
    },

    'indicator.try': (request: HandlerInput<'indicator.try'>) => answerRateTrial(request, host.session()),

    'indicator.define': (definition: HandlerInput<'indicator.define'>) => {
      const session = host.session();
      const writer = session.writer();
      return defineRate(definition, session, () => writer.defineRate(definition));
    },
  };
}
