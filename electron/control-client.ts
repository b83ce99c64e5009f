import { PinpointError, reviveError } from '#contract';
import type { ControlCalls, ControlMessage, ControlName, ControlRequest } from './control.ts';

/** The asking end of the channel between the main process and the data process. */
export interface ControlClient {
  /** Throws a `PinpointError`, also when the data process ends before it answers (`internal`). */
  ask: <Name extends ControlName>(
    name: Name,
    input: ControlCalls[Name]['input'],
  ) => Promise<ControlCalls[Name]['output']>;
  /** To be called with every message from the data process. */
  receive(message: ControlMessage): void;
  /** To be called when the data process has ended: nobody waits for ever. */
  end(): void;
}

interface Waiting {
  resolve(output: unknown): void;
  reject(error: PinpointError): void;
}

/** Makes the asking end; `onOpened` is called whenever another workspace is open than before. */
export function makeControlClient(
  post: (request: ControlRequest) => void,
  onOpened: () => void,
): ControlClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended = false;
  const gone = (): PinpointError => new PinpointError('internal', 'Pinpoint’s data process has stopped.');

  return {
    ask<Name extends ControlName>(name: Name, input: ControlCalls[Name]['input']) {
      if (ended) return Promise.reject(gone());
      lastId += 1;
      const id = lastId;
      return new Promise<ControlCalls[Name]['output']>((resolve, reject) => {
        waiting.set(id, { resolve: (output) => resolve(output as ControlCalls[Name]['output']), reject });
        post({ id, name, input });
      });
    },
    receive(message) {
      if ('opened' in message) {
        onOpened();
        return;
      }
      const asker = waiting.get(message.id);
      waiting.delete(message.id);
      if ('error' in message) asker?.reject(reviveError(message.error));
      else asker?.resolve(message.output);
    },
    end() {
      ended = true;
      for (const asker of waiting.values()) asker.reject(gone());
      waiting.clear();
    },
  };
}
