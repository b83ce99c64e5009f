import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { makeClient, type Client } from '#contract';
import { makeControlClient, type ControlClient } from '../../electron/control-client.ts';
import type { ControlMessage } from '../../electron/control.ts';
import { makePortTransport } from '../../renderer/host/port.ts';

export interface BundledDataProcess {
  control: ControlClient;
  /** How often another workspace was said to be open. */
  opened: () => number;
  /** A client over a port of its own, as each loaded page has one. */
  connect: () => Client;
  end: () => Promise<void>;
}

/** Starts the bundled data process of a program's folder, with a home folder of its own. */
export function startBundle(program: string, home: string): BundledDataProcess {
  const bundle = pathToFileURL(join(program, '.vite/build/backend.mjs')).href;
  const worker = new Worker(new URL('./electron-in-node.ts', import.meta.url), {
    workerData: { bundle },
    env: { ...process.env, PINPOINT_HOME: home },
  });
  let opened = 0;
  const ports: { close(): void }[] = [];
  const control = makeControlClient(
    (data) => worker.postMessage({ data }),
    () => (opened += 1),
  );
  worker.on('message', (message: ControlMessage) => control.receive(message));
  worker.on('exit', () => control.end());
  return {
    control,
    opened: () => opened,
    connect() {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ data: { connect: true }, port: port1 }, [port1]);
      ports.push(port2);
      return makeClient(makePortTransport(port2 as unknown as MessagePort));
    },
    async end() {
      for (const port of ports) port.close();
      await worker.terminate();
    },
  };
}
