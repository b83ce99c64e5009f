import { addProtocol } from 'maplibre-gl';
import type { Client } from '#contract';
import { parseTileAddress, tileScheme } from './tile-address.ts';

/** Shading and outlines of one geography read the same tiles: these many answers are kept for the second reader. */
const keptAnswers = 96;

interface Caller {
  client: Client;
  answers: Map<string, Promise<Uint8Array>>;
}

const callers = new Map<string, Caller>();
let lastCaller = 0;
let added = false;

/** Gives the maps of a client a part of the address space: the answer goes into `tileAddress`. Undone by `closeTiles`. */
export function openTiles(client: Client): string {
  if (!added) {
    addProtocol(tileScheme, (request, abort) => answerTile(request.url, abort.signal));
    added = true;
  }
  lastCaller += 1;
  const caller = `c${lastCaller}`;
  callers.set(caller, { client, answers: new Map() });
  return caller;
}

/** Forgets a client and its answers; tiles still asked for are empty from now on. */
export function closeTiles(caller: string): void {
  callers.delete(caller);
}

async function answerTile(url: string, signal: AbortSignal): Promise<{ data: ArrayBuffer }> {
  const asked = parseTileAddress(url);
  const caller = asked && callers.get(asked.caller);
  if (!asked || !caller) return { data: new ArrayBuffer(0) };
  const bytes = await readOnce(caller, url, () =>
    caller.client.call('area.tile', { geography: asked.geography, z: asked.z, x: asked.x, y: asked.y }),
  );
  signal.throwIfAborted();
  // A copy: the buffer is handed over to the worker for good, and the other source wants it too.
  return { data: new Uint8Array(bytes).buffer };
}

function readOnce(caller: Caller, url: string, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = caller.answers.get(url);
  if (known) return known;
  const answer = read();
  caller.answers.set(url, answer);
  answer.catch(() => caller.answers.delete(url));
  if (caller.answers.size > keptAnswers) caller.answers.delete(caller.answers.keys().next().value!);
  return answer;
}
