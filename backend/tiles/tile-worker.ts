// Runs in a worker thread beside the backend: makes tiles from its own reading handle, one request at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from '#data/workspace';
import { makeTile } from './tile-making.ts';
import type { TileAddress } from './tile-making.ts';

/** An address to make, or null to close the handle and end. */
export type TileRequest = TileAddress | null;

/** The tile, or why it could not be made here. */
export type TileAnswer = { bytes: Uint8Array<ArrayBuffer> } | { failed: string };

const { path } = workerData as { path: string };
let reader: ReturnType<typeof openForReading> | undefined;

parentPort?.on('message', (request: TileRequest) => {
  if (request === null) {
    reader?.close();
    parentPort?.close();
    return;
  }
  const answer = answerTo(request);
  parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer] : []);
});

function answerTo(address: TileAddress): TileAnswer {
  try {
    reader ??= openForReading(path);
    // What is kept from before another program changed the file does not hold.
    reader.lookOutside();
    return { bytes: makeTile(reader, address) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
