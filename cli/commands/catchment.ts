import type { Command } from 'commander';
import type { Backend } from '#backend';
import {
  catchmentRequest,
  PinpointError,
  type CatchmentResult,
  type Place,
  type TravelPoint,
} from '#contract';
import { formatTable } from '../output.ts';
import { printWithFile } from '../deliver.ts';
import { registerFiles, withWorkspace } from '../session.ts';
import { readLeaving } from './leaving-options.ts';
import { runDestinations, type DestinationsOptions } from './destinations.ts';
import { fetchResult, writeOut } from './measure.ts';
import { settleGeography, readNumberFlag } from './question.ts';
import {
  addOutOptions,
  addTravelOptions,
  readDayFlag,
  readTravel,
  type OutOptions,
  type TravelOptions,
} from './travel-options.ts';

interface Options extends TravelOptions, OutOptions {
  site?: string;
  at?: string;
  area?: string;
  points?: string;
  sites?: string;
  day?: string;
  geography?: string;
}

/** `catchment`: who can reach a place, or what can be reached from it. */
export function addCatchmentCommand(program: Command): void {
  const command = program
    .command('catchment <workspace>')
    .description('minutes between a place and every area, or every row of a file of points')
    .option('--site <id>', 'the place: a site of the workspace')
    .option('--at <lon,lat>', 'the place: degrees')
    .option('--area <code>', 'the place: the point of an area')
    .option('--points <file>', 'a CSV with id, lon, lat instead of areas')
    .option('--sites <selector>', "sites instead of areas, as in '*' or 'kind:employment'")
    .option('--day <day>', 'only sites that are open on that day (default: whatever the dates)')
    .option('--geography <kind:year>', 'needed where the workspace has several');
  addOutOptions(addTravelOptions(command)).action((workspace: string, options: Options) =>
    withWorkspace(
      workspace,
      async (backend) => {
        const { sites, arriveBy } = options;
        if (sites !== undefined && arriveBy !== undefined)
          return runDestinations(backend, await readDestinations(backend, options, sites), options);
        const request = await readRequest(backend, options);
        const started = await backend.client.call('catchment.start', request);
        const { quiet = false } = options;
        const { catchment } = await fetchResult(backend, started, { kind: 'catchment', quiet });
        const content = { kind: 'catchment' as const, request: catchmentRequest.parse(request) };
        const written = await writeOut(backend, { content, ...started }, options);
        const { outline: _outline, ...document } = catchment;
        printWithFile(options.json === true, { document, lines: () => listLines(catchment), written });
      },
      readLeaving(options),
    ),
  );
}

async function readRequest(backend: Backend, options: Options) {
  const place = await readPlace(backend, options);
  const points = await readEnds(backend, options);
  return {
    place,
    travel: await readTravel(backend, options),
    geography: points === null ? await settleGeography(backend, options.geography) : null,
    points,
  };
}

/** Which sites a place can reach by a time: people set out there and arrive at the sites. */
async function readDestinations(
  backend: Backend,
  options: Options,
  selector: string,
): Promise<DestinationsOptions> {
  if (options.points !== undefined) throw new PinpointError('usage', 'Give --points or --sites, not both.');
  const place = await readPlace(backend, options);
  const { area } = options;
  return {
    geography: area === undefined ? null : await settleGeography(backend, options.geography),
    origin: area === undefined ? await locate(backend, place) : { area },
    selector,
    day: options.day === undefined ? null : readDayFlag('--day', options.day),
    travel: await readTravel(backend, options),
  };
}

async function locate(backend: Backend, place: Place): Promise<{ lon: number; lat: number }> {
  if (!('site' in place)) return place;
  const { provision } = await backend.client.call('provision.list', {});
  const found = provision.sites.find(({ id }) => id === place.site);
  if (found !== undefined) return { lon: found.lon, lat: found.lat };
  throw new PinpointError('not_found', `There is no site ${place.site} in this workspace.`, {
    found: place.site,
  });
}

async function readPlace(backend: Backend, { site, at, area, geography }: Options): Promise<Place> {
  const said = [site, at, area].filter((text) => text !== undefined);
  if (said.length !== 1)
    throw new PinpointError('usage', 'A catchment has one place: --site ID, --at LON,LAT or --area CODE.');
  if (site !== undefined) return { site };
  if (at !== undefined) return readCoordinates(at);
  const areas = await backend.client.call('area.list', {
    geography: await settleGeography(backend, geography),
  });
  const index = areas.codes.indexOf(area!);
  if (index >= 0) return { lon: areas.lon[index]!, lat: areas.lat[index]! };
  throw new PinpointError('not_found', `There is no area ${area} in ${areas.geography}.`, { found: area! });
}

function readCoordinates(text: string): Place {
  const parts = text.split(',');
  const [lon, lat] = parts.map((part) => readNumberFlag('--at', part)) as [number, number];
  if (parts.length === 2 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return { lon, lat };
  throw new PinpointError('usage', '--at takes longitude and latitude in degrees, as in -2.98,53.41.', {
    found: text,
  });
}

/** The points that stand instead of areas; null where areas are meant. */
async function readEnds(backend: Backend, { points, sites, day }: Options): Promise<TravelPoint[] | null> {
  if (points !== undefined && sites !== undefined)
    throw new PinpointError('usage', 'Give --points or --sites, not both.');
  if (points !== undefined) {
    const [file] = registerFiles(backend, [points]);
    const read = await backend.client.call('points.read', { file: file! });
    return read.map(({ id, lon, lat }) => ({ id, lon, lat }));
  }
  if (sites === undefined) return null;
  const { problem, sites: ids } = await backend.client.call('provision.check', {
    selector: sites,
    day: day === undefined ? null : readDayFlag('--day', day),
  });
  if (problem !== null) throw new PinpointError('invalid_rule', problem.message, { found: sites });
  const { provision } = await backend.client.call('provision.list', {});
  const matching = new Set(ids);
  return provision.sites.filter(({ id }) => matching.has(id)).map(({ id, lon, lat }) => ({ id, lon, lat }));
}

function listLines({ results, sentence, method }: CatchmentResult): string[] {
  const isByTime = results.some(({ leaveBy }) => leaveBy !== undefined);
  const reached = results
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity));
  return [
    sentence,
    `Measured by: ${method}.`,
    '',
    ...formatTable(
      ['id', 'minutes', 'share', ...(isByTime ? ['leave by'] : [])],
      reached.map(({ id, minutes, share, leaveBy }) => [
        id,
        minutes === null ? '–' : minutes.toFixed(1),
        share.toFixed(2),
        ...(isByTime ? [leaveBy ?? '–'] : []),
      ]),
    ),
  ];
}
