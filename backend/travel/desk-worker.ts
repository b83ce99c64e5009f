// Runs in a worker thread beside the backend and keeps the timetable open: answers what must not wait for a job to start.
import { parentPort, workerData } from 'node:worker_threads';
import {
  reportError,
  type CatchmentOutline,
  type Destinations,
  type DestinationsRequest,
  type ErrorReport,
  type HandlerInput,
} from '#contract';
import { layAreaEnds } from '#core/routing';
import type { ProvisionAccess } from '#core/targeting';
import { quietProgress } from '#data/formats/progress';
import { joinForWriting, openForReading, type WorkspaceReader, type WorkspaceWriter } from '#data/workspace';
import { measureWant, type AccessWant } from './access.ts';
import { drawCatchment, toMultiPolygon } from './catchment.ts';
import { measureDestinations } from './destinations.ts';
import { findPlace, settle } from './measuring.ts';
import { findTimetable, type SharedTimetable } from './timetable.ts';

export type DeskQuestion =
  | { kind: 'outline'; question: HandlerInput<'catchment.outline'> }
  | { kind: 'access'; wants: AccessWant[] }
  | { kind: 'destinations'; question: DestinationsRequest };

/** null = close the handle and end. */
export type DeskRequest = { id: number; question: DeskQuestion } | null;

export type DeskAnswer =
  | { id: number; kind: 'outline'; outline: CatchmentOutline }
  | { id: number; kind: 'access'; access: (ProvisionAccess | undefined)[] }
  | { id: number; kind: 'destinations'; destinations: Destinations }
  | { id: number; kind: 'failed'; error: ErrorReport };

const { path, readOnly } = workerData as { path: string; readOnly: boolean };
let opened: { reader: WorkspaceReader; writer: WorkspaceWriter | null } | undefined;
let timetable: SharedTimetable | undefined;

function open(): { reader: WorkspaceReader; writer: WorkspaceWriter | null } {
  if (opened !== undefined) return opened;
  const writer = readOnly ? null : joinForWriting(path);
  opened = { reader: writer ?? openForReading(path), writer };
  return opened;
}

function drawOutline({ place, travel, geography }: HandlerInput<'catchment.outline'>): CatchmentOutline {
  const { reader } = open();
  const settled = settle(travel, geography, { reader, writer: null, timetable, progress: quietProgress });
  const ends = settled.ends?.areas ?? layAreaEnds([]);
  const { minutes, share, outline } = drawCatchment(findPlace(place, reader), ends, settled);
  const { travel: used, method } = settled;
  return { outline: toMultiPolygon(outline), minutes, share, date: used.date, method } as CatchmentOutline;
}

async function answer(id: number, question: DeskQuestion): Promise<DeskAnswer> {
  try {
    const { reader, writer } = open();
    if (reader.lookOutside() !== 'nothing') timetable = undefined;
    timetable = findTimetable(reader, timetable);
    if (question.kind === 'outline') return { id, kind: 'outline', outline: drawOutline(question.question) };
    const measuring = { reader, writer, timetable, progress: quietProgress };
    if (question.kind === 'destinations')
      return { id, kind: 'destinations', destinations: measureDestinations(question.question, measuring) };
    const access = [];
    for (const want of question.wants) access.push(await measureWant(want, measuring));
    return { id, kind: 'access', access };
  } catch (error) {
    return { id, kind: 'failed', error: reportError(error) };
  }
}

parentPort?.on('message', (request: DeskRequest) => {
  if (request !== null) {
    void answer(request.id, request.question).then((made) => parentPort?.postMessage(made));
    return;
  }
  opened?.reader.close();
  opened = undefined;
  parentPort?.close();
});
