import type { BackendEvent } from '#contract';
import type { Backend } from './backend.ts';

/** What a message port must be able to do: Electron's and Node's both can. */
export interface Port {
  postMessage(message: { id: number; bytes: Uint8Array } | { event: BackendEvent }): void;
  onMessage(listener: (message: { id: number; bytes: Uint8Array }) => void): void;
}

/** Answers calls that come through a port and sends events through it, until the returned function is called. */
export function servePort(backend: Backend, port: Port): () => void {
  port.onMessage(({ id, bytes }) => {
    void backend.answer(bytes).then((answer) => port.postMessage({ id, bytes: answer }));
  });
  return backend.subscribe((event) => port.postMessage({ event }));
}
