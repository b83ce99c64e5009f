import type { Command } from 'commander';
import type { Backend } from '#backend';
import { PinpointError, placingRequest, type PlacingResult } from '#contract';
import { groupDigits, formatTable } from '../output.ts';
import { printWithFile } from '../deliver.ts';
import { registerFiles, withWorkspace } from '../session.ts';
import { readLeaving } from './leaving-options.ts';
import { findLinked } from './ledger.ts';
import { fetchResult, writeOut } from './measure.ts';
import { settleGeography, readNumberFlag } from './question.ts';
import {
  addNeedOptions,
  addOutOptions,
  addTravelOptions,
  readDayFlag,
  readNeedFlags,
  readTravel,
  type NeedOptions,
  type OutOptions,
  type TravelOptions,
} from './travel-options.ts';

interface Options extends TravelOptions, NeedOptions, OutOptions {
  p?: string;
  budget?: string;
  all?: boolean;
  selector: string;
  day?: string;
  candidates?: string;
  forbid?: string;
  floor?: string;
  floorBy?: string;
  timeLimit: string;
  geography?: string;
}

/** `place`: where the next sites should be. */
export function addPlaceCommand(program: Command): void {
  const command = program
    .command('place <workspace>')
    .description('where the next sites should be to reach most need, with proof')
    .option('--p <n>', 'number of new sites')
    .option('--budget <pounds>', 'spend no more than this; candidates need a cost')
    .option('--all', 'the fewest sites that reach everybody')
    .option('--selector <selector>', 'the provision that is there and stays', '*')
    .option('--day <day>', 'only what runs on that day (default: whatever the dates)')
    .option(
      '--candidates <file>',
      'a CSV with id, lon, lat and perhaps name, cost (default: other sites and all areas)',
    )
    .option('--forbid <ids>', 'candidates that must not be taken, separated by commas')
    .option('--floor <share>', "share of every district's need that must be reached, as in 0.5")
    .option('--floor-by <geography>', 'what the floor speaks of (default: the linked districts)')
    .option('--time-limit <seconds>', 'for the proof; 0 = the quick answer only', '30')
    .option('--geography <kind:year>', 'needed where the workspace has several');
  addOutOptions(addNeedOptions(addTravelOptions(command))).action((workspace: string, options: Options) =>
    withWorkspace(
      workspace,
      async (backend) => {
        const request = await readRequest(backend, options);
        const started = await backend.client.call('placing.start', request);
        const { quiet = false } = options;
        const { placing } = await fetchResult(backend, started, { kind: 'placing', quiet });
        const content = { kind: 'placing' as const, request: placingRequest.parse(request) };
        const written = await writeOut(backend, { content, ...started }, options);
        const { codes } = await backend.client.call('area.list', { geography: request.geography });
        const infeasibleAreas = Array.from(placing.infeasibleAreas, (area) => codes[area]!);
        const document = { ...placing, infeasibleAreas };
        const lines = (): string[] => listLines(placing, infeasibleAreas);
        printWithFile(options.json === true, { document, lines, written });
      },
      readLeaving(options),
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
    goal: readGoal(options),
    candidates: options.candidates === undefined ? null : await readCandidates(backend, options.candidates),
    forbidden: options.forbid?.split(',').map((id) => id.trim()) ?? [],
    floor: options.floor === undefined ? null : readShare(options.floor),
    floorBy: options.floorBy === undefined ? null : await findLinked(backend, geography, options.floorBy),
    timeLimitSeconds: readSeconds(options.timeLimit),
  };
}

type Goal = { kind: 'count'; sites: number } | { kind: 'budget'; budget: number } | { kind: 'all' };

function readGoal({ p, budget, all }: Options): Goal {
  const said = [p, budget, all].filter((part) => part !== undefined);
  if (said.length !== 1) throw new PinpointError('usage', 'Say one of --p N, --budget POUNDS and --all.');
  if (all === true) return { kind: 'all' };
  if (budget !== undefined) return { kind: 'budget', budget: readNumberFlag('--budget', budget) };
  const sites = readNumberFlag('--p', p!);
  if (Number.isInteger(sites) && sites >= 0) return { kind: 'count', sites };
  throw new PinpointError('usage', '--p takes a whole number of sites.', { found: p! });
}

function readShare(text: string): number {
  const share = readNumberFlag('--floor', text);
  if (share >= 0 && share <= 1) return share;
  throw new PinpointError('usage', '--floor takes a share from 0 to 1.', { found: text });
}

function readSeconds(text: string): number {
  const seconds = readNumberFlag('--time-limit', text);
  if (seconds >= 0) return seconds;
  throw new PinpointError('usage', '--time-limit takes seconds from 0 up.', { found: text });
}

async function readCandidates(backend: Backend, path: string) {
  const [file] = registerFiles(backend, [path]);
  return backend.client.call('points.read', { file: file! });
}

function formatPart(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)}%`;
}

function listLines({ chosen, districts, sentence }: PlacingResult, out: string[]): string[] {
  return [
    sentence,
    '',
    ...formatTable(
      ['', 'id', 'name', 'added need', 'added areas', 'cost'],
      chosen.map(({ id, name, addedNeed, addedAreas, cost }, at) => [
        String(at + 1),
        id,
        name,
        groupDigits(Math.round(addedNeed)),
        groupDigits(addedAreas),
        groupDigits(cost),
      ]),
    ),
    ...(districts.length === 0
      ? []
      : [
          '',
          ...formatTable(
            ['code', 'name', 'need', 'covered', 'share', 'floor met', 'best possible'],
            districts.map(({ code, name, need, coveredNeed, share, floorMet, best }) => [
              code,
              name,
              groupDigits(Math.round(need)),
              groupDigits(Math.round(coveredNeed)),
              formatPart(share),
              floorMet ? 'yes' : 'no',
              formatPart(best),
            ]),
          ),
        ]),
    ...(out.length === 0
      ? []
      : [
          '',
          `Out of all reach: ${out.slice(0, 20).join(', ')}${out.length > 20 ? ` and ${out.length - 20} more` : ''}`,
        ]),
  ];
}
