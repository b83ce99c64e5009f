import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { PinpointError, reviveError, type ErrorReport, type Travel, isByTimetable } from '#contract';
import {
  openTravelMeter,
  splitSites,
  travelMatrix,
  type AreaEnds,
  type Points,
  type TravelMatrix,
} from '#core/routing';
import type { Progress } from '#data/import';
import { makeQuestion } from './question.ts';

export interface MatrixRequest {
  travel: Travel;
  /** The compact timetable in memory that workers share; null for modes without one. */
  timetable: SharedArrayBuffer | null;
  ends: AreaEnds;
  sites: Points;
}

/** One worker's part of a matrix. */
export interface MatrixPiece extends MatrixRequest {
  firstSite: number;
  endSite: number;
  cancelFlag: SharedArrayBuffer;
}

export type MatrixMessage =
  | { type: 'batch'; done: number }
  | { type: 'done'; cost: Float64Array; share: Float64Array }
  | { type: 'failed'; error: ErrorReport };

/** Fewer sites than this are measured where one is: a worker takes longer to start. */
const fewestForWorkers = 6;

/**
 * Travel between every site and every area. Many sites of mode transit are shared out over as many workers as the machine
 * has cores; they read the timetable from the same memory. Throws what routing throws, and `cancelled`.
 */
export async function measureMatrix(request: MatrixRequest, progress: Progress): Promise<TravelMatrix> {
  const siteCount = request.sites.lon.length;
  if (!isByTimetable(request.travel.mode) || siteCount < fewestForWorkers)
    return measureHere(request, progress);
  const cancelFlag = new SharedArrayBuffer(4);
  const done = new Map<number, number>();
  const report = (firstSite: number, sites: number): void => {
    done.set(firstSite, sites);
    const total = [...done.values()].reduce((sum, count) => sum + count, 0);
    progress.report(total, siteCount, 'sites');
    try {
      progress.checkCancelled();
    } catch {
      Atomics.store(new Int32Array(cancelFlag), 0, 1);
    }
  };
  const pieces = splitSites(siteCount, availableParallelism());
  const parts = await Promise.all(
    pieces.map((piece) =>
      runPiece({ ...request, ...piece, cancelFlag }, (sites) => report(piece.firstSite, sites)),
    ),
  );
  progress.checkCancelled();
  return joinPieces(
    pieces.map((piece, at) => ({ ...piece, ...parts[at]! })),
    request,
  );
}

function measureHere({ travel, timetable, ends, sites }: MatrixRequest, progress: Progress): TravelMatrix {
  const opened = openTravelMeter(makeQuestion(travel, timetable), ends);
  return travelMatrix({
    travel: opened,
    ends,
    sites,
    firstSite: 0,
    endSite: sites.lon.length,
    onBatch(done, total) {
      progress.report(done, total, 'sites');
      progress.checkCancelled();
    },
  });
}

type Part = { cost: Float64Array; share: Float64Array };

function runPiece(piece: MatrixPiece, onBatch: (done: number) => void): Promise<Part> {
  const worker = new Worker(new URL('./matrix-worker.ts', import.meta.url), { workerData: piece });
  return new Promise((resolve, reject) => {
    // One piece that fails stops the others: nobody waits for them any more.
    const fail = (error: Error): void => {
      Atomics.store(new Int32Array(piece.cancelFlag), 0, 1);
      reject(error);
    };
    worker.on('message', (message: MatrixMessage) => {
      if (message.type === 'batch') onBatch(message.done);
      else if (message.type === 'done') resolve(message);
      else fail(reviveError(message.error));
    });
    worker.on('error', fail);
    worker.on('exit', () =>
      reject(new PinpointError('internal', 'A part of the routing stopped unexpectedly.')),
    );
  });
}

function joinPieces(parts: (Part & { firstSite: number })[], { ends, sites }: MatrixRequest): TravelMatrix {
  const areaCount = ends.start.length - 1;
  const siteCount = sites.lon.length;
  const cost = new Float64Array(siteCount * areaCount);
  const share = new Float64Array(siteCount * areaCount);
  for (const part of parts) {
    cost.set(part.cost, part.firstSite * areaCount);
    share.set(part.share, part.firstSite * areaCount);
  }
  return { firstSite: 0, siteCount, areaCount, cost, share };
}
