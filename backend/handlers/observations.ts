import { PinpointError, type HandlerInput } from '#contract';
import { readValues } from '#core/targeting';
import { compareLeaving, settlePolicy } from '../disclosure/index.ts';
import type { HandlerContext } from './context.ts';
import { answerRateTrial, answerRateDefinition } from '../figures/index.ts';

/** Values for the map and the table, one area's history, and derived rates. */
export function observationHandlers(context: HandlerContext) {
  return {
    'observation.values': ({ geography, indicator, cohort, period }: HandlerInput<'observation.values'>) =>
      readValues(context.session().table(geography), { indicator, cohort, period }),

    'observation.leaving': ({ geography, ...asked }: HandlerInput<'observation.leaving'>) => {
      const leaving = context.session();
      const stored = readValues(leaving.atTheDesk.table(geography), asked);
      return {
        policy: context.terms?.policy ?? settlePolicy(null, leaving.reader),
        ...compareLeaving(stored, () => readValues(leaving.table(geography), asked)),
      };
    },

    'observation.series': ({ geography, code, indicator, cohort }: HandlerInput<'observation.series'>) => {
      const table = context.session().table(geography);
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

    'indicator.try': (request: HandlerInput<'indicator.try'>) => answerRateTrial(request, context.session()),

    'indicator.define': (definition: HandlerInput<'indicator.define'>) => {
      const session = context.session();
      const writer = session.writer();
      return answerRateDefinition(definition, session, () => writer.defineRate(definition));
    },
  };
}
