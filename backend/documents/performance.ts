import {
  funnelStandings,
  reachStates,
  type FunnelPoint,
  type Reach,
  type ReachState,
  writeGeography,
} from '#contract';
import { formatPeriod } from '#core/periods';
import { listReachMeasures } from '#core/provision';
import { shorthand, type DocumentCell, type Fact } from '#core/disclosure';
import { makeAreaTable, choosePerformance, readFunnel, readReach } from '../figures/index.ts';
import { areaColumns, makeTable, number, rate, orNothing, text, whole } from './columns.ts';
import { factNumber } from './facts.ts';
import { readNeedFacts } from './coverage.ts';
import type { Content, Made, Making } from './making.ts';

const successWords = { outcomes: 'Job outcomes', sustained: 'Sustained outcomes' };

/** Providers or programmes against the limits that chance allows for their size. */
export function documentPerformance({ request }: Content<'performance'>, { reader }: Making): Made {
  const funnel = readFunnel(request, reader);
  const one = request.by === 'provider' ? 'Provider' : 'Programme';
  const many = successWords[request.success];
  const limits = (key: string, title: string, read: (point: FunnelPoint) => [number, number] | null) => [
    rate<FunnelPoint>(
      `${key}_lower`,
      `Lower ${title} limit about the pooled rate`,
      (point) => read(point)?.[0] ?? null,
      '%',
    ),
    rate<FunnelPoint>(
      `${key}_upper`,
      `Upper ${title} limit about the pooled rate`,
      (point) => read(point)?.[1] ?? null,
      '%',
    ),
  ];
  const main = makeTable<FunnelPoint>({
    name: 'performance',
    sheet: 'Performance',
    holds: `Performance: ${funnel.points.length} ${request.by}s`,
    geometry: 'none',
    columns: [
      number('rank', 'Rank by rate; empty where too small to judge, ties share the mean', ({ rank }) => rank),
      text(request.by, `${one} id`, ({ id }) => id),
      text('name', one, ({ name }) => name),
      whole('starts', 'People who began, over rows with both counts', ({ starts }) => starts, 'people'),
      whole(request.success, many, ({ successes }) => successes, 'people'),
      whole('unknown_rows', 'Rows that lack a count', ({ unknownRows }) => unknownRows),
      rate('rate', `${many} per 100 starts`, ({ rate }) => rate, '%'),
      ...limits('limit_95', '95 %', ({ limits95 }) => limits95),
      ...limits('limit_998', '99.8 %', ({ limits998 }) => limits998),
      text('standing', 'Standing against chance', ({ standing }) => standing),
      number('cost_per_outcome', 'Cost of one of them', ({ costPerOutcome }) => costPerOutcome, 'pounds'),
      number(
        'percent_of_target',
        'Job outcomes per cent of target',
        ({ percentOfTarget }) => percentOfTarget,
        '%',
      ),
    ],
    rows: funnel.points,
    describe: ({ id }) => ({ id: id === '' ? 'not stated' : id }),
  });
  const rows = choosePerformance(request, reader);
  return {
    title: `Performance of ${request.by}s`,
    tables: [main],
    facts: [
      ['Result', funnel.sentence],
      ...choiceFacts(request),
      ['Success', many],
      ...(request.geography === null
        ? []
        : [['Geography and vintage', writeGeography(request.geography)] as Fact]),
      [
        'Pooled rate',
        funnel.pooledRate === null ? 'not known' : `${factNumber(funnel.pooledRate, 'rate')} per 100 starts`,
      ],
    ],
    releases: [...new Set(rows.map(({ release }) => release))],
  };
}

/** How providers reach the people of each area, with what is withheld, missing or too small to judge marked as that. */
export function documentReach({ request }: Content<'reach'>, making: Making): Made {
  const { reader } = making;
  const { geography } = request;
  const { reach, releases } = readReach(request, { reader, table: makeAreaTable(reader, geography) });
  const areas = reader.getAreas(geography);
  const shapes = making.shapesOf(geography);
  const need = readNeedFacts(geography, request.need, making);
  const main = makeTable<number>({
    name: 'reach',
    sheet: 'Reach',
    holds: `Reach: ${areas.codes.length} areas`,
    geometry: 'areas',
    columns: [
      number(
        'rank',
        'Rank by starts per 100 in need; empty where unsure or unknown, ties share the mean',
        (area) => orNothing(reach.ranks[area]!),
      ),
      ...areaColumns(areas),
      whole('need', need.title, (area) => need.cell(area, reach.need.values[area]!), need.unit),
      ...listReachMeasures(reach).map(({ key, meaning, unit, kind, values, states }) => {
        const column = kind === 'count' ? whole<number> : kind === 'rate' ? rate<number> : number<number>;
        return column(key, meaning, (area) => markCell(values[area]!, reachStates[states[area]!]!), unit);
      }),
      rate('starts_per_100_lower', 'Lower 95 % limit of starts per 100 (Poisson)', (area) =>
        orNothing(reach.lower[area]!),
      ),
      rate('starts_per_100_upper', 'Upper 95 % limit; empty where starts are at least', (area) =>
        orNothing(reach.upper[area]!),
      ),
      text(
        'standing',
        'Standing against the pooled rate',
        (area) => funnelStandings[reach.standings[area]!]!,
      ),
      text('certainty', 'Whether starts are all known', (area) => describeCertainty(reach, area)),
    ],
    rows: areas.codes.map((_, area) => area),
    describe: (area) => ({ id: areas.codes[area]!, shape: shapes.get(areas.codes[area]!) }),
  });
  return {
    title: 'Reach of providers by area',
    tables: [main],
    facts: [
      ['Result', reach.sentence],
      ...choiceFacts(request),
      ['Success', successWords[request.success]],
      ['Geography and vintage', writeGeography(geography)],
      ...(reach.rowsOf === null || reach.rowsOf === geography
        ? []
        : [['Added up from', writeGeography(reach.rowsOf)] as Fact]),
      ['Need', need.title],
      ['Starts', factNumber(reach.totals.starts, 'count')],
      ['Starts of areas that belong to none of these', factNumber(reach.totals.elsewhereStarts, 'count')],
      ['Rows', String(reach.totals.rows)],
      ['Rows withheld', String(reach.totals.withheldRows)],
      ['Rows without starts', String(reach.totals.missingRows)],
      [
        'Pooled reach',
        reach.totals.startsPer100 === null
          ? 'not known'
          : `${factNumber(reach.totals.startsPer100, 'rate')} starts per 100 in need`,
      ],
      [
        'Certainty',
        'Limits are 95 % Poisson limits. Areas with so few people in need that none beginning would be no great surprise are unsure: they are neither judged nor ranked. “At least” means that other rows of the area are withheld or missing.',
      ],
    ],
    releases: [...new Set([...releases, ...need.releases])],
  };
}

const marks: Record<ReachState, string | null> = {
  known: null,
  'at least': null,
  suppressed: shorthand.suppressed.mark,
  missing: shorthand.missing.mark,
  'not applicable': shorthand['out of reach'].mark,
};

function markCell(value: number, state: ReachState): DocumentCell {
  return Number.isNaN(value) ? marks[state] : value;
}

function describeCertainty({ startsPer100, unsure }: Reach, area: number): string {
  const state = reachStates[startsPer100.states[area]!]!;
  return unsure[area] === 1 ? `${state}, unsure` : state;
}

function choiceFacts({
  provider,
  programme,
  period,
}: Record<'provider' | 'programme' | 'period', string | null>): Fact[] {
  return [
    ['Provider', provider ?? 'all'],
    ['Programme', programme ?? 'all'],
    ['Period', period === null ? 'all' : formatPeriod(period)],
  ];
}
