import type { BackendEvent } from '#contract';

/** The listeners of one stream of backend events. */
export interface Listeners {
  add(listener: (event: BackendEvent) => void): () => void;
  tell(event: BackendEvent): void;
}

/** Makes an empty set of listeners. One that throws does not keep the others from being told. */
export function makeListeners(): Listeners {
  const listeners = new Set<(event: BackendEvent) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          reportError(error);
        }
      }
    },
  };
}
