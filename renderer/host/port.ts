import { PinpointError, type BackendEvent, type Transport } from '#contract';
import { makeListeners } from './events.ts';

type Incoming = { id: number; bytes: Uint8Array } | { event: BackendEvent };

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: PinpointError): void;
}

/**
 * The transport of the desktop host: frames over a MessagePort, each with the id of its request. `tellLine` hears when
 * the data process has ended.
 */
export function makePortTransport(
  port: MessagePort,
  tellLine: (isLost: boolean) => void = () => undefined,
): Transport {
  const listeners = makeListeners();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  port.addEventListener('message', (message: MessageEvent<Incoming>) => {
    if ('event' in message.data) {
      listeners.tell(message.data.event);
      return;
    }
    waiting.get(message.data.id)?.resolve(message.data.bytes);
    waiting.delete(message.data.id);
  });
  port.addEventListener('close', () => {
    const error = new PinpointError(
      'internal',
      'Pinpoint’s data process stopped. Close the window and start again.',
    );
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
    tellLine(true);
  });
  port.start();
  return {
    send(bytes) {
      lastId += 1;
      const id = lastId;
      port.postMessage({ id, bytes });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    subscribe: (listener) => listeners.add(listener),
  };
}
