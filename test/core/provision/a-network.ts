import * as fc from 'fast-check';
import { stages, type Delivery, type Performance, type Provision, type Site, type Stage } from '#contract';
import { onePointEach, weightedPoints, type Ends, type SiteMinutes } from '#core/provision';

interface DeliveryFacts {
  programme?: string;
  site?: string;
  stage?: Stage;
  funding?: string;
  places?: number | null;
  firstDay?: string | null;
  lastDay?: string | null;
  eligible?: string[];
}

/** Builds what is delivered: `aNetwork().withSite('s1').withProgramme('p1', 'v1').withDelivery({ … })`. */
export class NetworkBuilder {
  readonly #provision: Provision = { providers: [], programmes: [], sites: [], deliveries: [] };

  withProvider(id: string, name = ''): this {
    this.#provision.providers.push({ id, name });
    return this;
  }

  withProgramme(id: string, provider: string, name = ''): this {
    this.#provision.programmes.push({ id, name, provider });
    return this;
  }

  withSite(id: string, dates: Partial<Pick<Site, 'firstDay' | 'lastDay' | 'kind' | 'jobs'>> = {}): this {
    this.#provision.sites.push({
      id,
      name: `Site ${id}`,
      lon: -2.9,
      lat: 53.4,
      postcode: null,
      firstDay: null,
      lastDay: null,
      kind: 'provision',
      jobs: null,
      ...dates,
    });
    return this;
  }

  withDelivery(facts: DeliveryFacts = {}): this {
    const { programme = 'p1', site = 's1', stage = 'advice', funding = 'ESF' } = facts;
    const { places = 10, firstDay = null, lastDay = null, eligible = [] } = facts;
    const id = `d${this.#provision.deliveries.length + 1}`;
    this.#provision.deliveries.push({
      id,
      programme,
      site,
      stage,
      fundingStream: funding,
      places,
      cost: null,
      firstDay,
      lastDay,
      eligible,
    });
    return this;
  }

  build(): Provision {
    return this.#provision;
  }
}

export function aNetwork(): NetworkBuilder {
  return new NetworkBuilder();
}

/** One delivery of its own programme, with defaults that do not matter. */
export function aDelivery(site: string, facts: Omit<DeliveryFacts, 'site'> = {}): Delivery {
  return aNetwork()
    .withDelivery({ site, ...facts })
    .build().deliveries[0]!;
}

/** Travel times: `someSiteMinutes(30, { s1: [5, 40] })` is one point an area; Infinity = not reached. */
export function someSiteMinutes(limit: number, minutes: Record<string, number[]>, ends?: Ends): SiteMinutes {
  const columns = Object.values(minutes).map((column) => Float64Array.from(column));
  return {
    ends: ends ?? onePointEach(columns[0]!.length),
    limit,
    sites: Object.keys(minutes),
    minutes: columns,
  };
}

/** A performance row with defaults that do not matter. */
export function aRow(facts: Partial<Performance>): Performance {
  return {
    provider: 'v1',
    programme: 'p1',
    geography: 'lsoa:2001',
    area: 'E01000001',
    period: '2008-Q1',
    starts: null,
    outcomes: null,
    sustained: null,
    cost: null,
    target: null,
    suppressed: [],
    ...facts,
  };
}

export interface Scene {
  siteMinutes: SiteMinutes;
  deliveries: Delivery[];
  /** Ids of sites picked themselves. */
  sites: string[];
  need: Float64Array;
  groupOf: Int32Array;
}

const anyMinutes = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 60 }) }, fc.constant(Infinity));
const anyNeed = fc.oneof({ weight: 6, arbitrary: fc.nat(400) }, fc.constant(NaN), fc.constant(0));

/** Small random networks: areas of one to three weighted points, sites, deliveries of all stages, some need unknown. */
export const anyScene: fc.Arbitrary<Scene> = fc
  .record({ areas: fc.integer({ min: 1, max: 8 }), sites: fc.integer({ min: 1, max: 5 }) })
  .chain(({ areas, sites }) =>
    fc
      .array(fc.record({ area: fc.nat(areas - 1), weight: fc.nat(9) }), {
        minLength: areas,
        maxLength: areas * 3,
      })
      .chain((points) =>
        fc.record({
          points: fc.constant(points),
          areas: fc.constant(areas),
          minutes: fc.array(fc.array(anyMinutes, { minLength: points.length, maxLength: points.length }), {
            minLength: sites,
            maxLength: sites,
          }),
          need: fc.array(anyNeed, { minLength: areas, maxLength: areas }),
          groupOf: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: areas, maxLength: areas }),
          picked: fc.uniqueArray(fc.nat(sites - 1), { maxLength: 2 }),
          deliveries: fc.array(
            fc.record({
              site: fc.nat(sites - 1),
              stage: fc.constantFrom(...stages),
              programme: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
              funding: fc.constantFrom('ESF', 'DAF', ''),
              places: fc.oneof({ weight: 4, arbitrary: fc.nat(100) }, fc.constant(null)),
            }),
            { maxLength: 8 },
          ),
        }),
      ),
  )
  .map(({ points, areas, minutes, need, groupOf, deliveries, picked }) => ({
    siteMinutes: {
      ends: weightedPoints(
        Int32Array.from(points, ({ area }) => area),
        Float64Array.from(points, ({ weight }) => weight),
        areas,
      ),
      limit: 30,
      sites: minutes.map((_, index) => `s${index}`),
      minutes: minutes.map((column) => Float64Array.from(column)),
    },
    need: Float64Array.from(need),
    groupOf: Int32Array.from(groupOf),
    sites: picked.map((site) => `s${site}`),
    deliveries: deliveries.map(({ site, ...facts }) => aDelivery(`s${site}`, facts)),
  }));
