import type { Command } from 'commander';
import type { Backend } from '#backend';
import {
  countedThings,
  geographyKinds,
  knownPlaces,
  ledgerRequest,
  ledgerStageNames,
  PinpointError,
  type CountedThing,
  type Ledger,
  type LedgerRow,
} from '#contract';
import { groupDigits, formatTable } from '../output.ts';
import { printWithFile } from '../deliver.ts';
import { withWorkspace } from '../session.ts';
import { readLeaving } from './leaving-options.ts';
import { fetchResult, writeOut } from './measure.ts';
import { settleGeography } from './question.ts';
import {
  addNeedOptions,
  addOutOptions,
  addTravelOptions,
  choose,
  readDayFlag,
  readNeedFlags,
  readTravel,
  type NeedOptions,
  type OutOptions,
  type TravelOptions,
} from './travel-options.ts';

interface Options extends TravelOptions, NeedOptions, OutOptions {
  selector: string;
  by?: string;
  day?: string;
  count: string;
  rule?: string;
  geography?: string;
}

/** `ledger`: need, coverage, gap and duplication by area, ward or district and stage, with totals that add up. */
export function addLedgerCommand(program: Command): void {
  const command = program
    .command('ledger <workspace>')
    .description('need, coverage, gap, duplication and places by area and stage, with totals that add up')
    .option('--selector <selector>', 'which deliveries count, as in "stage:advice"', '*')
    .option('--by <geography>', 'ward, district … or with its year; areas unless said')
    .option('--day <day>', 'only what runs on that day (default: whatever the dates)')
    .option('--count <things>', `what duplication counts: ${countedThings.join(', ')}`, 'programmes')
    .option('--rule <text>', 'only the areas that this rule takes in')
    .option('--geography <kind:year>', 'needed where the workspace has several');
  addOutOptions(addNeedOptions(addTravelOptions(command))).action((workspace: string, options: Options) =>
    withWorkspace(
      workspace,
      async (backend) => {
        const request = await readRequest(backend, options);
        const started = await backend.client.call('ledger.start', request);
        const { quiet = false } = options;
        const { ledger } = await fetchResult(backend, started, { kind: 'ledger', quiet });
        const content = { kind: 'ledger' as const, request: ledgerRequest.parse(request) };
        const written = await writeOut(backend, { content, ...started }, options);
        printWithFile(options.json === true, { document: ledger, lines: () => listLines(ledger), written });
      },
      readLeaving(options, options.overrideBy ?? null),
    ),
  );
}

async function readRequest(backend: Backend, options: Options) {
  const geography = await settleGeography(backend, options.geography);
  return {
    geography,
    selector: options.selector,
    day: options.day === undefined ? null : readDayFlag('--day', options.day),
    travel: await readTravel(backend, options),
    need: await readNeedFlags(backend, geography, options),
    count: choose<CountedThing>('--count', options.count, countedThings),
    by: options.by === undefined ? ('area' as const) : await findLinked(backend, geography, options.by),
    only: options.rule === undefined ? null : await listTargets(backend, geography, options.rule),
  };
}

/** The geography that `ward` or `ward:2013` means among those linked to this one. */
export async function findLinked(backend: Backend, geography: string, said: string): Promise<string> {
  if (said === 'area' || said === geography || said === geography.split(':')[0]) return geography;
  const { parents } = await backend.client.call('area.list', { geography });
  const linked = parents.map((parent) => parent.geography);
  const found = linked.filter((ref) => ref === said || ref.split(':')[0] === said);
  if (found.length === 1) return found[0]!;
  const kind = said.split(':')[0]!;
  if (!geographyKinds.some((known) => known === kind))
    throw new PinpointError('usage', `${said} is not a kind of area.`, {
      found: said,
      expected: geographyKinds.join(', '),
    });
  throw found.length > 1
    ? new PinpointError('usage', `${geography} is linked to ${found.join(' and ')}.`, {
        found: said,
        hint: 'Say which one, with its year.',
      })
    : new PinpointError('not_found', `Nothing links ${geography} to ${said}.`, {
        found: said,
        expected: linked.join(', '),
        hint:
          linked.length === 0
            ? 'Import a lookup, or link by geometry.'
            : `It is linked to ${linked.join(', ')}.`,
      });
}

async function listTargets(backend: Backend, geography: string, rule: string): Promise<string[]> {
  const list = await backend.client.call('target.list', {
    question: { rule, geography, period: null, need: null, order: null },
    title: null,
    limit: null,
    share: null,
    all: false,
    author: null,
    policy: null,
    override: null,
  });
  return list.areas.map(({ code }) => code);
}

function listLines(ledger: Ledger): string[] {
  return [
    ledger.sentence,
    '',
    ...formatTable(
      [
        'code',
        'name',
        'stage',
        'need',
        'covered',
        'gap',
        'coverage',
        'twice',
        'places',
        'per 100',
        'sites',
        'funding',
      ],
      [...ledger.rows, ...ledger.totals].map(rowCells),
    ),
    '',
    `Places: ${formatRounded(ledger.places)}, of which ${formatRounded(ledger.unreachedPlaces)} reach nobody in need and ${formatRounded(ledger.placesElsewhere)} are drawn on elsewhere.`,
    ...(ledger.deliveriesWithoutPlaces > 0
      ? [`${groupDigits(ledger.deliveriesWithoutPlaces)} deliveries have no known places.`]
      : []),
  ];
}

function rowCells(row: LedgerRow): string[] {
  return [
    row.code ?? '',
    row.name,
    row.stage === null ? 'All stages' : ledgerStageNames[row.stage],
    formatRounded(row.need),
    formatRounded(row.coveredNeed),
    formatRounded(row.gap),
    row.coverage === null ? '–' : `${(100 * row.coverage).toFixed(1)}%`,
    formatRounded(row.duplicatedNeed),
    placesCell(row, formatRounded(row.places)),
    row.placesPer100 === null ? '–' : placesCell(row, row.placesPer100.toFixed(1)),
    groupDigits(row.sites),
    row.fundingStreams.join(' '),
  ];
}

/** A figure of places: where some are not known, the least it can be. */
function placesCell({ places, withoutPlaces }: LedgerRow, text: string): string {
  const known = knownPlaces(places, withoutPlaces);
  if (known === 'all') return text;
  return known === 'some' ? `≥${text}` : 'unknown';
}

function formatRounded(value: number): string {
  return groupDigits(Math.round(value));
}
