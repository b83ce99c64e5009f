import { calls, type CallInput, type CallName, type CallOutput } from './calls.ts';
import { PinpointError, reviveError, type ErrorReport } from './errors.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import type { BackendEvent } from './index.ts';
import type { Seen } from './standpoint.ts';
import { workspaceInfo, type WorkspaceInfo } from './workspace.ts';

/** What every host gives to those who call: one function for all calls, one stream of events. */
export interface Client {
  /** Makes one call. Throws a `PinpointError`, also when the connection fails (`internal`). */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Listens to backend events until the returned function is called. */
  subscribe(listener: (event: BackendEvent) => void): () => void;
  /**
   * The same client for a draft that a person works on: its changes are founded on what is seen now, however much the
   * client sees meanwhile. Once one is refused as stale, and the person knows, on what is seen then.
   */
  holdFast(): Client;
}

/** How frames travel in one host. */
export interface Transport {
  /** Sends one request frame (`{ name, input, from }`) and answers with the response frame (`{ output }` or `{ error }`). */
  send(request: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  subscribe(listener: (event: BackendEvent) => void): () => void;
}

function makeClientId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join('');
}

/**
 * Makes the client of a host from its transport. It remembers which state of the workspace it was told last, and sends
 * that with every call. `id` names whoever makes the calls; left out = somebody new.
 */
export function makeClient(transport: Transport, id: string = makeClientId()): Client {
  let seen: Seen | null = null;

  async function send<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    basis: Seen | null,
  ): Promise<CallOutput<Name>> {
    const from = { client: id, seen: basis };
    const answer = decodeFrame(await transport.send(encodeFrame({ name, input, from }))) as
      | { output: CallOutput<Name> }
      | { error: ErrorReport };
    if ('error' in answer) throw reviveError(answer.error);
    if (calls[name].output === workspaceInfo) seen = seenOf(answer.output as WorkspaceInfo);
    return answer.output;
  }

  /** Who never looked founds a change on what is there. */
  async function look(): Promise<Seen> {
    return seen ?? seenOf(await send('workspace.info', {}, null));
  }

  async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    return send(name, input, calls[name].basis === 'nothing' ? seen : await look());
  }

  function holdFast(): Client {
    let held = seen;
    return {
      async call(name, input) {
        if (calls[name].basis === 'nothing') return call(name, input);
        held ??= await look();
        try {
          return await send(name, input, held);
        } catch (error) {
          if (error instanceof PinpointError && error.code === 'stale') held = null;
          throw error;
        }
      },
      subscribe: (listener) => transport.subscribe(listener),
      holdFast,
    };
  }

  return { call, subscribe: (listener) => transport.subscribe(listener), holdFast };
}

function seenOf({ file, revision }: WorkspaceInfo): Seen {
  return { workspace: file.id, revision };
}
