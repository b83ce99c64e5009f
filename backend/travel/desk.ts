import { Worker } from 'node:worker_threads';
import {
  PinpointError,
  reviveError,
  type CatchmentOutline,
  type Destinations,
  type DestinationsRequest,
  type HandlerInput,
} from '#contract';
import type { ProvisionAccess } from '#core/targeting';
import { endThread } from '../threads/index.ts';
import type { AccessWant } from './access.ts';
import type { DeskAnswer, DeskQuestion, DeskRequest } from './desk-worker.ts';

/** Answers questions about travel from a kept worker, which starts with the first one. */
export interface TravelDesk {
  /** One catchment for drawing. Of questions that wait for one under way only the newest is answered; the others reject with `cancelled`. */
  outline(question: HandlerInput<'catchment.outline'>): Promise<CatchmentOutline>;
  /** Access for each want; undefined where there is none to tell. */
  access(wants: AccessWant[]): Promise<(ProvisionAccess | undefined)[]>;
  /** Which sites can be reached from an area or a point. */
  destinations(question: DestinationsRequest): Promise<Destinations>;
  /** Lets go of the file. What is not answered rejects with `cancelled`. Answers false where the thread goes on in native code. */
  close(): Promise<boolean>;
}

interface Pending {
  resolve: (answer: DeskAnswer) => void;
  reject: (error: Error) => void;
}

/** A desk for the workspace file. */
export function makeTravelDesk(path: string, readOnly: boolean): TravelDesk {
  return new Desk(path, readOnly);
}

class Desk implements TravelDesk {
  readonly #workerData: { path: string; readOnly: boolean };
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #ended: Promise<void> = Promise.resolve();
  #lastId = 0;
  #isDrawing = false;
  #waiting: { start(): void; drop(): void } | undefined;

  constructor(path: string, readOnly: boolean) {
    this.#workerData = { path, readOnly };
  }

  outline(question: HandlerInput<'catchment.outline'>): Promise<CatchmentOutline> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.#isDrawing = true;
        this.#ask({ kind: 'outline', question })
          .then((answer) => {
            if (answer.kind === 'outline') resolve(answer.outline);
          }, reject)
          .finally(() => this.#drawNext());
      };
      if (!this.#isDrawing) return start();
      this.#waiting?.drop();
      this.#waiting = { start, drop: () => reject(cancelled()) };
    });
  }

  async access(wants: AccessWant[]): Promise<(ProvisionAccess | undefined)[]> {
    const answer = await this.#ask({ kind: 'access', wants });
    return answer.kind === 'access' ? answer.access : [];
  }

  async destinations(question: DestinationsRequest): Promise<Destinations> {
    const answer = await this.#ask({ kind: 'destinations', question });
    if (answer.kind === 'destinations') return answer.destinations;
    throw new PinpointError('internal', 'The desk answered something else.');
  }

  async close(): Promise<boolean> {
    this.#waiting?.drop();
    this.#waiting = undefined;
    this.#dropAll(cancelled());
    const worker = this.#worker;
    if (worker === undefined) return true;
    worker.ref();
    worker.postMessage(null satisfies DeskRequest);
    return endThread(worker, this.#ended);
  }

  #drawNext(): void {
    this.#isDrawing = false;
    const next = this.#waiting;
    this.#waiting = undefined;
    next?.start();
  }

  #ask(question: DeskQuestion): Promise<DeskAnswer> {
    const worker = (this.#worker ??= this.#start());
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, question } satisfies DeskRequest);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./desk-worker.ts', import.meta.url), { workerData: this.#workerData });
    worker.on('message', (answer: DeskAnswer) => this.#settle(answer));
    worker.on('error', (error) => this.#dropAll(error));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#worker = undefined;
        this.#dropAll(new PinpointError('internal', 'The work on travel stopped unexpectedly.'));
        resolve();
      });
    });
    return worker;
  }

  #settle(answer: DeskAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    // A desk without work must not keep its process from ending.
    if (this.#pending.size === 0) this.#worker?.unref();
    if (answer.kind === 'failed') pending?.reject(reviveError(answer.error));
    else pending?.resolve(answer);
  }

  #dropAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function cancelled(): PinpointError {
  return new PinpointError('cancelled', 'A newer question took its place.');
}
