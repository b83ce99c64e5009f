import type { Delivery, Performance, Site } from '#contract';
import { periodFromId } from '#core/periods';
import type { Staging, WorkspaceWriter } from '#data/workspace';
import { edition, publish } from './build.ts';

/** A site in Liverpool, to be spread over. */
export function aSite(id: string, site: Partial<Site> = {}): Site {
  return {
    id,
    name: `Site ${id}`,
    lon: -2.98,
    lat: 53.41,
    postcode: null,
    firstDay: null,
    lastDay: null,
    kind: 'provision',
    jobs: null,
    ...site,
  };
}

/** A delivery of the programme `iag` at site `a`, to be spread over. */
export function aDelivery(id: string, delivery: Partial<Delivery> = {}): Delivery {
  return {
    id,
    programme: 'iag',
    site: 'a',
    stage: 'advice',
    fundingStream: 'ESF',
    places: 120,
    cost: 24_000,
    firstDay: null,
    lastDay: null,
    eligible: ['age=18-24'],
    ...delivery,
  };
}

function stageNetwork(staging: Staging): void {
  staging.addProvider({ id: 'acorn', name: 'Acorn' });
  staging.addProgramme({ id: 'iag', name: 'Advice', provider: 'acorn' });
  staging.addSite(aSite('a'));
  staging.addSite(aSite('b', { lon: -3.05, lat: 53.39, postcode: 'CH41 1AA', firstDay: '2007-01-01' }));
  staging.addDelivery(aDelivery('1'));
  staging.addDelivery(
    aDelivery('2', { site: 'b', places: null, cost: null, eligible: [], stage: 'job_entry' }),
  );
}

/** Publishes the provider `acorn`, its programme `iag` and the sites `a` and `b`. */
export function publishNetwork(writer: WorkspaceWriter): number {
  return publish(writer, { kind: 'sites', title: '2 sites' }, stageNetwork);
}

type Counts = Partial<Omit<Performance, 'geography' | 'area' | 'period'>>;

/** Publishes counts of `acorn` and `iag` for areas of `lsoa:2011`. */
export function publishPerformance(
  writer: WorkspaceWriter,
  rows: [area: string, period: string, counts: Counts][],
): number {
  const draft = { kind: 'performance' as const, title: 'performance', geography: edition('lsoa:2011') };
  return publish(writer, draft, (staging) => {
    for (const [areaCode, period, counts] of rows) {
      const none = {
        starts: null,
        outcomes: null,
        sustained: null,
        cost: null,
        target: null,
        suppressed: [],
      };
      const who = { provider: 'acorn', programme: 'iag' };
      staging.addPerformance({ ...who, areaCode, period: periodFromId(period)!, ...none, ...counts });
    }
  });
}
