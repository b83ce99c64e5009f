import type { Command } from 'commander';
import type { Backend } from '#backend';
import { coverageRequest, PinpointError, type TargetListRequest } from '#contract';
import { waitForProduct } from '../session.ts';
import {
  addTravelOptions,
  readDayFlag,
  readNeedFlags,
  readTravel,
  type TravelOptions,
} from './travel-options.ts';

export interface CoverageOptions extends Omit<TravelOptions, 'limit'> {
  coverage?: string;
  within?: string;
  runningOn?: string;
  need?: string;
  quiet?: boolean;
}

/** The flags that put coverage by provision beside the areas of a list. `--limit` is the list's own. */
export function addCoverageOptions(command: Command): Command {
  return addTravelOptions(
    command
      .option('--coverage <selector>', 'coverage beside the areas, by what this picks, as in "stage:advice"')
      .option('--running-on <day>', 'only what runs on that day (default: the end of the period)'),
    '--within <n>',
  );
}

/** Measures the coverage that the flags name, for the areas and the period of the list; null where they name none. */
export async function measureListCoverage(
  backend: Backend,
  request: TargetListRequest,
  options: CoverageOptions,
): Promise<TargetListRequest['coverage']> {
  if (options.coverage === undefined) return null;
  const { geography } = request.question;
  const { period, need } = await backend.client.call('target.list', { ...request, coverage: null });
  const counted = options.need ?? plainName(need?.indicator ?? '');
  const asked = coverageRequest.parse({
    geography,
    selector: options.coverage,
    day: await chooseDay(backend, options.runningOn, period),
    travel: await readTravel(backend, { ...options, limit: readWithin(options.within) }),
    need: await readNeedFlags(backend, geography, counted === undefined ? {} : { need: counted }),
  });
  const started = await backend.client.call('coverage.start', asked);
  await waitForProduct(backend, started.job, options.quiet === true);
  return { request: asked, job: started.job };
}

/** Of `jsa_claimants[age=18-24]@2008-05` nothing: coverage counts everybody. */
function plainName(indicator: string): string | undefined {
  return /^[a-z][a-z0-9_]*$/.test(indicator) ? indicator : undefined;
}

async function chooseDay(
  backend: Backend,
  said: string | undefined,
  period: string | null,
): Promise<string | null> {
  if (said !== undefined) return readDayFlag('--running-on', said);
  const { periods } = await backend.client.call('workspace.describe', {});
  return periods.find(({ id }) => id === period)?.last ?? null;
}

function readWithin(text: string | undefined): string {
  const within = text ?? '30';
  if (Number(within) > 0) return within;
  throw new PinpointError('usage', '--within takes minutes (kilometres) above 0.', { found: within });
}
