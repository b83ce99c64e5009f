import { decodeFrame, type BackendEvent, type CallName, type Transport } from '#contract';
import type { Backend } from '#backend';

/** A first answer on its way. */
export interface HeldAnswer {
  /** Resolves when the call has been made. */
  asked: Promise<void>;
  /** Lets its answer arrive; resolves when it has. */
  arrive(): Promise<void>;
}

/** A transport to a real backend, on which answers may be slow. */
export interface LateTransport extends Transport {
  /** The next answer to this call is slow; those to later ones are as fast as ever. */
  holdNext(name: CallName): HeldAnswer;
}

/** A client in the same process whose answers can be held back. */
export function makeLateTransport(backend: Backend): LateTransport {
  const holds = new Map<string, (answer: Uint8Array) => Promise<Uint8Array>>();
  return {
    async send(request) {
      const { name } = decodeFrame(request) as { name: string };
      const hold = holds.get(name);
      holds.delete(name);
      const { bytes } = await backend.answer(request);
      return hold === undefined ? bytes : hold(bytes);
    },
    subscribe: (listener: (event: BackendEvent) => void) => backend.subscribe(listener),
    holdNext(name) {
      const asked = Promise.withResolvers<void>();
      const free = Promise.withResolvers<void>();
      holds.set(name, async (bytes) => {
        asked.resolve();
        await free.promise;
        return bytes;
      });
      return {
        asked: asked.promise,
        async arrive() {
          free.resolve();
          // Whatever the page does with an answer, it does at once.
          await new Promise((resolve) => setTimeout(resolve, 0));
        },
      };
    },
  };
}
