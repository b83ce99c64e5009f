import type { BackendEvent } from '#contract';
import type { Backend } from '../backend.ts';

interface Numbered {
  id: number;
  bytes: Uint8Array;
}

/** What a message port must be able to do: Electron's and Node's both can. */
export interface Port {
  postMessage(message: Numbered | { event: BackendEvent }): void;
  /** What arrives may be anything that travels by structured clone. */
  onMessage(listener: (message: unknown) => void): void;
}

function isNumbered(message: unknown): message is Numbered {
  const { id, bytes } = (message ?? {}) as Partial<Numbered>;
  return typeof id === 'number' && bytes instanceof Uint8Array;
}

/**
 * Answers calls that come through a port and sends events through it, until the returned function is called. What is no
 * numbered frame cannot be answered and is left.
 */
export function servePort(backend: Backend, port: Port): () => void {
  port.onMessage((message) => {
    if (!isNumbered(message)) return;
    const { id } = message;
    void backend.answer(message.bytes).then(({ bytes }) => port.postMessage({ id, bytes }));
  });
  return backend.subscribe((event) => port.postMessage({ event }));
}
