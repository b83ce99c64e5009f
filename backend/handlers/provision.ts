import {
  PinpointError,
  performanceMeasures,
  reportError,
  type CallOutput,
  type HandlerInput,
} from '#contract';
import { comparePeriods, periodFromId } from '#core/periods';
import { listTerms } from '#core/provision';
import type { WorkspaceReader } from '#data/workspace';
import type { HandlerContext } from './context.ts';
import { readFunnel, readReach } from '../figures/index.ts';
import { findUsualDay, summariseTimetables, matchProvision } from '../travel/index.ts';

/** What is delivered: read, asked about, and changed by hand. */
export function provisionHandlers(context: HandlerContext) {
  const reader = (): WorkspaceReader => context.session().reader;
  const writer = () => context.session().writer();

  return {
    'provision.list': () => {
      const timetables = summariseTimetables(reader());
      return {
        provision: reader().getProvision(),
        timetables,
        usualDay: findUsualDay(timetables),
        performance: summarisePerformance(reader()),
      };
    },

    'provision.check': ({ selector, day }: HandlerInput<'provision.check'>) =>
      tryOut(reader(), selector, day),

    'provision.funnel': (request: HandlerInput<'provision.funnel'>) => readFunnel(request, reader()),
    'provision.reach': (request: HandlerInput<'provision.reach'>) =>
      readReach(request, { reader: reader(), table: context.session().table(request.geography) }).reach,

    'destinations.list': (question: HandlerInput<'destinations.list'>) =>
      context.session().travel.destinations(question),

    'catchment.outline': (question: HandlerInput<'catchment.outline'>) =>
      context.session().travel.outline(question),

    async 'place.find'(said: HandlerInput<'place.find'>) {
      // Loaded when it is needed: nobody should wait for it before the first map.
      const { findSaidPlace } = await import('#data/import');
      return findSaidPlace(said, reader());
    },

    'provider.save': (input: HandlerInput<'provider.save'>) => writer().saveProvider(input),
    'programme.save': (input: HandlerInput<'programme.save'>) => writer().saveProgramme(input),
    'site.save': (input: HandlerInput<'site.save'>) => writer().saveSite(input),
    'site.move': ({ id, lon, lat }: HandlerInput<'site.move'>) => {
      writer().moveSite(id, { lon, lat });
      return { id };
    },
    'site.end': ({ id, lastDay }: HandlerInput<'site.end'>) => {
      writer().endSite(id, lastDay);
      return { id };
    },
    'delivery.save': (input: HandlerInput<'delivery.save'>) => writer().saveDelivery(input),
    'delivery.end': ({ id, lastDay }: HandlerInput<'delivery.end'>) => {
      writer().endDelivery(id, lastDay);
      return { id };
    },
  };
}

function summarisePerformance(reader: WorkspaceReader): CallOutput<'provision.list'>['performance'] {
  const rows = reader.listPerformance();
  return {
    rows: rows.length,
    periods: [...new Set(rows.map(({ period }) => period))]
      .flatMap((id) => periodFromId(id) ?? [])
      .toSorted(comparePeriods)
      .map(({ id }) => id),
    geographies: [...new Set(rows.map(({ geography }) => geography))],
    measures: performanceMeasures.filter((measure) => rows.some((row) => row[measure] !== null)),
  };
}

/** A wrong selector is an answer here, not an error: it is being typed. */
function tryOut(reader: WorkspaceReader, text: string, day: string | null): CallOutput<'provision.check'> {
  const provision = reader.getProvision();
  const terms = listTerms(provision);
  try {
    const { deliveries, sites } = matchProvision(provision, { selector: text, day });
    return {
      problem: null,
      deliveries: deliveries.map(({ id }) => id),
      sites: sites.map(({ id }) => id),
      terms,
    };
  } catch (error) {
    if (!(error instanceof PinpointError) || error.code !== 'invalid_rule') throw error;
    return { problem: reportError(error), deliveries: [], sites: [], terms };
  }
}
