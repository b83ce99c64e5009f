// Runs in a worker thread: gives the bundled data process the `process.parentPort` that Electron would, over a real port.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

type Listener = (event: { data: unknown; ports: unknown[] }) => void;

/** Electron's port as far as Node's differs: messages come wrapped in an event. */
function likeElectron(port: MessagePort) {
  return {
    on: (name: string, listener: (event: unknown) => void) =>
      port.on(name, name === 'message' ? (data: unknown) => listener({ data }) : listener),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
  };
}

Object.assign(process, {
  parentPort: {
    on(_name: 'message', listener: Listener) {
      parentPort?.on('message', ({ data, port }: { data: unknown; port?: MessagePort }) =>
        listener({ data, ports: port === undefined ? [] : [likeElectron(port)] }),
      );
    },
    postMessage: (message: unknown) => parentPort?.postMessage(message),
  },
});

const { bundle } = workerData as { bundle: string };
await import(bundle);
