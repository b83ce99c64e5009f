import type { Command } from 'commander';
import type { Backend } from '#backend';
import {
  funnelRequest,
  funnelStandings,
  PinpointError,
  reachRequest,
  reachStates,
  type AreaList,
  type Funnel,
  type FunnelPoint,
  type Reach,
  type ReachColumn,
} from '#contract';
import { deliverExport, printWithFile, withoutOut, type WrittenTo } from '../deliver.ts';
import { groupDigits, formatTable } from '../output.ts';
import { withWorkspace } from '../session.ts';
import { readLeaving } from './leaving-options.ts';
import { settleGeography } from './question.ts';
import { addOutOptions, choose, readNeedFlags, type OutOptions } from './travel-options.ts';

interface Options extends OutOptions {
  by: string;
  success: string;
  provider?: string;
  programme?: string;
  period?: string;
  geography?: string;
  need?: string;
}

type Content = Parameters<Backend['client']['call']>[1] & object;

/** `performance`: providers or programmes against chance, or how they reach the people of each area. */
export function addPerformanceCommand(program: Command): void {
  const command = program
    .command('performance <workspace>')
    .description('providers or programmes against chance, or starts per 100 in need by area')
    .option('--by <what>', 'provider, programme or area', 'provider')
    .option('--success <outcomes>', 'outcomes or sustained', 'outcomes')
    .option('--provider <provider>', 'only this one, by id or name')
    .option('--programme <programme>', 'only this one, by id or name')
    .option('--period <period>', 'only this one (default: all together)')
    .option('--need <indicator>', 'by area: count of people in need')
    .option('--geography <kind:year>', 'by area: which areas (default: those that performance is held by)');
  addOutOptions(command).action((workspace: string, options: Options) =>
    withWorkspace(
      workspace,
      (backend) =>
        choose('--by', options.by, ['provider', 'programme', 'area'] as const) === 'area'
          ? showReach(backend, options)
          : showFunnel(backend, options),
      readLeaving(options, options.overrideBy ?? null),
    ),
  );
}

function readChoice({ success, provider, programme, period }: Options) {
  return {
    success: choose('--success', success, ['outcomes', 'sustained'] as const),
    provider: provider ?? null,
    programme: programme ?? null,
    period: period ?? null,
  };
}

async function showFunnel(backend: Backend, options: Options): Promise<void> {
  const request = funnelRequest.parse({
    by: options.by,
    geography: options.geography ?? null,
    ...readChoice(options),
  });
  const funnel = await backend.client.call('provision.funnel', request);
  const written = await write(backend, { kind: 'performance', request }, options);
  printWithFile(options.json === true, { document: funnel, lines: () => funnelLines(funnel), written });
}

async function showReach(backend: Backend, options: Options): Promise<void> {
  const geography = await findReachGeography(backend, options.geography);
  const need = await readNeedFlags(
    backend,
    geography,
    options.need === undefined ? {} : { need: options.need },
  );
  const request = reachRequest.parse({ geography, need, ...readChoice(options) });
  const reach = await backend.client.call('provision.reach', request);
  const areas = await backend.client.call('area.list', { geography });
  const written = await write(backend, { kind: 'reach', request }, options);
  const document = describeReach(reach, areas);
  printWithFile(options.json === true, { document, lines: () => reachLines(reach, areas), written });
}

/** The areas asked for; else those that performance is held by, the ones with the most areas where there are several. */
async function findReachGeography(backend: Backend, said: string | undefined): Promise<string> {
  if (said !== undefined) return settleGeography(backend, said);
  const { performance } = await backend.client.call('provision.list', {});
  if (performance.rows === 0)
    throw new PinpointError('not_found', 'There is no performance in this workspace.', {
      hint: 'Import it with `pinpoint import performance`.',
    });
  const { geographies } = await backend.client.call('workspace.describe', {});
  const held = geographies
    .map((entry) => ({ ref: `${entry.geography}:${entry.vintage}`, areas: entry.areas }))
    .filter(({ ref }) => performance.geographies.includes(ref))
    .toSorted((a, b) => b.areas - a.areas);
  return held[0]?.ref ?? settleGeography(backend, undefined);
}

async function write(
  backend: Backend,
  content: { kind: 'performance'; request: Content } | { kind: 'reach'; request: Content },
  options: OutOptions,
): Promise<WrittenTo | null> {
  const { out, title = null, author = null } = options;
  if (out === undefined) return withoutOut(options);
  const table = { content: content as never, job: null, title, author };
  return deliverExport(backend, { ...options, out }, (file) =>
    backend.client.call('table.export', { ...table, ...file }),
  );
}

const decimal = (value: number | null, digits = 1): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);
const limits = (pair: [number, number] | null): string =>
  pair === null ? '–' : `${decimal(pair[0])}–${decimal(pair[1])}`;
const pounds = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '–' : groupDigits(Math.round(value));

function funnelLines(funnel: Funnel): string[] {
  const many = funnel.success === 'outcomes' ? 'outcomes' : 'sustained';
  const cells = (point: FunnelPoint): string[] => [
    point.rank === null ? '–' : String(point.rank),
    point.id,
    point.name,
    groupDigits(point.starts),
    groupDigits(point.successes),
    decimal(point.rate),
    limits(point.limits95),
    limits(point.limits998),
    point.standing,
    pounds(point.costPerOutcome),
    decimal(point.percentOfTarget),
    groupDigits(point.unknownRows),
  ];
  return [
    funnel.sentence,
    '',
    ...formatTable(
      [
        'rank',
        'id',
        'name',
        'starts',
        many,
        'rate %',
        '95 % limits',
        '99.8 % limits',
        'standing',
        '£ each',
        '% of target',
        'unknown rows',
      ],
      funnel.points.map(cells),
    ),
    '',
    'Limits are about the pooled rate, for the number of starts. Who is too small to tell from chance has no rank.',
  ];
}

const stateOf = ({ states }: ReachColumn, area: number) => reachStates[states[area]!]!;

/** A value as people read it: what is withheld, missing or not to be had is said in its place. */
function cellOf(column: ReachColumn, area: number, format: (value: number) => string): string {
  const state = stateOf(column, area);
  if (state === 'known') return format(column.values[area]!);
  return state === 'at least' ? `≥ ${format(column.values[area]!)}` : marks[state];
}

const marks = { suppressed: 'withheld', missing: 'missing', 'not applicable': '–' } as const;

/** By rank; then the unsure, then those of which nothing is known, by code. */
function orderAreas({ ranks, startsPer100 }: Reach): number[] {
  const group = (area: number): number =>
    Number.isNaN(ranks[area]!) ? (Number.isNaN(startsPer100.values[area]!) ? 2 : 1) : 0;
  return [...ranks.keys()].toSorted(
    (a, b) => group(a) - group(b) || (group(a) === 0 ? ranks[a]! - ranks[b]! : 0) || a - b,
  );
}

/** Where starts are "at least" there is no upper limit. */
function limitsOfReach({ lower, upper }: Reach, area: number): string {
  if (Number.isNaN(lower[area]!)) return '–';
  return Number.isNaN(upper[area]!)
    ? `over ${decimal(lower[area]!)}`
    : `${decimal(lower[area]!)}–${decimal(upper[area]!)}`;
}

function reachLines(reach: Reach, { codes, names }: AreaList): string[] {
  const one = (value: number): string => value.toFixed(1);
  const rows = orderAreas(reach).map((area) => [
    Number.isNaN(reach.ranks[area]!) ? '–' : String(reach.ranks[area]),
    codes[area]!,
    names[area]!,
    Number.isNaN(reach.need.values[area]!) ? '–' : groupDigits(reach.need.values[area]!),
    cellOf(reach.starts, area, groupDigits),
    cellOf(reach.startsPer100, area, one),
    limitsOfReach(reach, area),
    cellOf(reach.successesPer100, area, one),
    cellOf(reach.successRate, area, one),
    cellOf(reach.costPerOutcome, area, (value) => groupDigits(Math.round(value))),
    cellOf(reach.percentOfTarget, area, one),
    reach.unsure[area] === 1 ? 'unsure: too small' : funnelStandings[reach.standings[area]!]!,
  ]);
  const header = [
    'rank',
    'code',
    'name',
    'need',
    'starts',
    'per 100',
    '95 % limits',
    `${reach.success} per 100`,
    'per 100 starts',
    '£ each',
    '% of target',
    'standing',
  ];
  return [
    reach.sentence,
    `Need: ${reach.need.indicator}${reach.need.period === null ? '' : `, ${reach.need.period}`}.`,
    '',
    ...formatTable(header, rows),
    '',
    '≥: other rows of the area are withheld or missing. Areas with too few people in need to be told from the pooled rate are unsure and have no rank.',
  ];
}

/** The document of `--json`: areas as rows, what is unknown null with its reason. */
function describeReach(reach: Reach, { codes, names }: AreaList) {
  const columns = {
    starts: reach.starts,
    successes: reach.successes,
    cost: reach.cost,
    target: reach.target,
    startsPer100: reach.startsPer100,
    successesPer100: reach.successesPer100,
    successRate: reach.successRate,
    costPerOutcome: reach.costPerOutcome,
    percentOfTarget: reach.percentOfTarget,
  };
  const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const { geography, rowsOf, success, need, totals, sentence } = reach;
  return {
    geography,
    rowsOf,
    success,
    need: { indicator: need.indicator, period: need.period },
    totals,
    sentence,
    areas: orderAreas(reach).map((area) => ({
      rank: orNull(reach.ranks[area]!),
      code: codes[area]!,
      name: names[area]!,
      need: orNull(need.values[area]!),
      values: Object.fromEntries(
        Object.entries(columns).map(([key, { values }]) => [key, orNull(values[area]!)]),
      ),
      states: Object.fromEntries(
        Object.entries(columns).map(([key, column]) => [key, stateOf(column, area)]),
      ),
      interval: [orNull(reach.lower[area]!), orNull(reach.upper[area]!)],
      standing: funnelStandings[reach.standings[area]!]!,
      unsure: reach.unsure[area] === 1,
    })),
  };
}
