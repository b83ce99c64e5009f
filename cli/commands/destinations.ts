import type { Backend } from '#backend';
import { destinationsRequest, type Destinations, type Origin, type TravelRequest } from '#contract';
import { groupDigits, formatTable } from '../output.ts';
import { printWithFile } from '../deliver.ts';
import { fetchResult, writeOut } from './measure.ts';
import type { OutOptions } from './travel-options.ts';

export interface DestinationsOptions {
  geography: string | null;
  origin: Origin;
  selector: string;
  day: string | null;
  travel: TravelRequest;
}

/** Prints, and where `--out` says so writes, which sites can be reached by a time. */
export async function runDestinations(
  backend: Backend,
  question: DestinationsOptions,
  options: OutOptions,
): Promise<void> {
  const request = { ...question, travel: { ...question.travel, direction: 'to' as const } };
  const started = await backend.client.call('destinations.start', request);
  const { quiet = false } = options;
  const { destinations } = await fetchResult(backend, started, { kind: 'destinations', quiet });
  const content = { kind: 'destinations' as const, request: destinationsRequest.parse(request) };
  const written = await writeOut(backend, { content, ...started }, options);
  printWithFile(options.json === true, {
    document: destinations,
    lines: () => listLines(destinations),
    written,
  });
}

function listLines({ results, sentence, method }: Destinations): string[] {
  return [
    sentence,
    `Measured by: ${method}.`,
    '',
    ...formatTable(
      ['id', 'site', 'minutes', 'leave by', 'jobs'],
      results.map(({ id, name, minutes, leaveBy, jobs }) => [
        id,
        name,
        minutes === null ? '–' : minutes.toFixed(1),
        leaveBy ?? '–',
        jobs === null ? '–' : groupDigits(jobs),
      ]),
    ),
  ];
}
