import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Shape } from '#core/geography';
import { type PackedRefined, packShapes, unpackRefined } from './packed.ts';
import { type Refined, refine } from './refine.ts';

/** Shapes handed in, to be asked for once they are needed. */
export interface Refining {
  /** The result if it is there already; undefined otherwise. */
  find(): Refined[] | undefined;
  /** The result, waiting for it. */
  get(): Refined[];
}

/** Mends and measures shapes. Results are the same wherever the work is done. */
export interface Refiner {
  begin(shapes: readonly Shape[]): Refining;
  /** Lets the other thread go, without waiting until it has gone. */
  close(): void;
}

export interface RefineWorkerData {
  port: MessagePort;
  /** Counts results, so that the waiting side can sleep until there is one. */
  finished: Int32Array<SharedArrayBuffer>;
}

export interface RefineOutput {
  id: number;
  refined: PackedRefined;
}

/** Batches the other thread has at a time: one in hand and one to go on with. The rest is done here meanwhile. */
const mostInFlight = 2;
/** A thread that says nothing for so long is taken for dead. */
const patienceMs = 10_000;

/** Refines in this thread; `keepGoing` is called also in the middle of a shape, and what it throws is thrown on. */
export function createLocalRefiner(keepGoing: () => void): Refiner {
  return {
    begin(shapes) {
      const refined = shapes.map((shape) => refine(shape, keepGoing));
      return { find: () => refined, get: () => refined };
    },
    close() {},
  };
}

/**
 * Shares the work with a second thread, which takes about as long to start as to unpack a large file. Whatever happens to that
 * thread, the work gets done: shapes stay here until their result has come, and are refined here if it does not.
 */
export function createSharedRefiner(keepGoing: () => void): Refiner {
  const local = createLocalRefiner(keepGoing);
  const { port1: port, port2 } = new MessageChannel();
  const finished = new Int32Array(new SharedArrayBuffer(4));
  const workerData: RefineWorkerData = { port: port2, finished };
  const worker = new Worker(new URL('./refine-worker.ts', import.meta.url), {
    workerData,
    transferList: [port2],
  });
  let isAlive = true;
  worker.on('error', () => (isAlive = false));
  worker.unref();
  const results = new Map<number, PackedRefined>();
  let lastId = 0;
  let inFlight = 0;

  function collect(): void {
    for (let message = receiveMessageOnPort(port); message; message = receiveMessageOnPort(port)) {
      const { id, refined } = message.message as RefineOutput;
      results.set(id, refined);
      inFlight -= 1;
    }
  }

  function wait(id: number): PackedRefined | undefined {
    while (isAlive) {
      const seen = Atomics.load(finished, 0);
      collect();
      const result = results.get(id);
      if (result !== undefined) return result;
      if (Atomics.wait(finished, 0, seen, patienceMs) === 'timed-out') isAlive = false;
    }
    return results.get(id);
  }

  function send(shapes: readonly Shape[]): Refining {
    const id = (lastId += 1);
    port.postMessage({ id, shapes: packShapes(shapes) });
    inFlight += 1;
    let answer: Refined[] | undefined;
    const take = (result: PackedRefined | undefined) => {
      results.delete(id);
      return (answer ??=
        result === undefined
          ? shapes.map((shape) => refine(shape, keepGoing))
          : unpackRefined(result, shapes));
    };
    return {
      find() {
        collect();
        return answer ?? (results.has(id) ? take(results.get(id)) : undefined);
      },
      get: () => answer ?? take(wait(id)),
    };
  }

  return {
    begin(shapes) {
      collect();
      return isAlive && inFlight < mostInFlight ? send(shapes) : local.begin(shapes);
    },
    close() {
      isAlive = false;
      port.close();
      void worker.terminate();
    },
  };
}
