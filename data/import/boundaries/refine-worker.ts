import { type MessagePort, workerData } from 'node:worker_threads';
import { type PackedShapes, refinePacked } from './packed.ts';
import type { RefineOutput, RefineWorkerData } from './refiner.ts';

const { port, finished } = workerData as RefineWorkerData & { port: MessagePort };

port.on('message', ({ id, shapes }: { id: number; shapes: PackedShapes }) => {
  const output: RefineOutput = { id, refined: refinePacked(shapes) };
  port.postMessage(output, [output.refined.measures.buffer as ArrayBuffer]);
  Atomics.add(finished, 0, 1);
  Atomics.notify(finished, 0);
});
