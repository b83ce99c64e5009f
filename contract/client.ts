import type { BackendEvent, CallInput, CallName, CallOutput } from './index.ts';
import { reviveError, type ErrorReport } from './errors.ts';
import { decodeFrame, encodeFrame } from './frame.ts';

/** What every host gives to those who call: one function for all calls, one stream of events. */
export interface Client {
  /** Makes one call. Throws a `PinpointError`, also when the connection fails (`internal`). */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Listens to backend events until the returned function is called. */
  subscribe(listener: (event: BackendEvent) => void): () => void;
}

/** How frames travel in one host. */
export interface Transport {
  /** Sends one request frame (`{ name, input }`) and answers with the response frame (`{ output }` or `{ error }`). */
  send(request: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  subscribe(listener: (event: BackendEvent) => void): () => void;
}

/** Makes the client of a host from its transport. */
export function makeClient(transport: Transport): Client {
  return {
    async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
      const answer = decodeFrame(await transport.send(encodeFrame({ name, input }))) as
        | { output: CallOutput<Name> }
        | { error: ErrorReport };
      if ('error' in answer) throw reviveError(answer.error);
      return answer.output;
    },
    subscribe: (listener) => transport.subscribe(listener),
  };
}
