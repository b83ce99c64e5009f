import { MessageChannel } from 'node:worker_threads';
import { servePort, type Backend } from '#backend';
import { makeClient, type Client } from '#contract';
import { makePortTransport } from '../../renderer/host/port.ts';

/** A real message channel between the page's own transport and the backend, as the desktop host wires it. */
export function connectOverPort(backend: Backend): { client: Client; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const stop = servePort(backend, {
    postMessage: (message) => port1.postMessage(message),
    onMessage: (listener) => port1.on('message', listener),
  });
  const client = makeClient(makePortTransport(port2 as unknown as MessagePort));
  return {
    client,
    close() {
      stop();
      port1.close();
    },
  };
}
