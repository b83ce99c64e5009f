import { PinpointError, type BackendEvent, type Transport } from '#contract';
import { makeListeners, type Listeners } from './events.ts';

const lost = 'The connection to Pinpoint was lost. Start Pinpoint again and open the address that it prints.';

/** What the page asks of its server. Each request shows the page's key. */
export interface Wire {
  /** Sends one request frame. Errors of the call travel inside the frame; others throw `internal`. */
  sendFrame(request: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /** Uploads one file and answers its reference as JSON. */
  uploadFile(file: File): Promise<unknown>;
  /** An address that gives the file once. */
  ticketFor(file: { id: string }): Promise<string>;
  /** Opens the stream of events. */
  openEvents(): Promise<ReadableStream<Uint8Array>>;
}

/** What the server says when it refuses to take a request at all. */
async function refusal(response: Response): Promise<PinpointError> {
  const sentence = await response.text().catch(() => '');
  return new PinpointError('internal', sentence || `Pinpoint answered with HTTP status ${response.status}.`);
}

/** Makes the wire of a page that has been let in. */
export function makeWire(key: string): Wire {
  async function ask(address: string, what: RequestInit): Promise<Response> {
    const headers = { 'Content-Type': 'application/octet-stream', 'X-Pinpoint-Key': key };
    try {
      return await fetch(address, { ...what, credentials: 'same-origin', headers });
    } catch (cause) {
      throw new PinpointError('internal', lost, {}, { cause });
    }
  }

  async function askOrThrow(...request: Parameters<typeof ask>): Promise<Response> {
    const response = await ask(...request);
    if (!response.ok) throw await refusal(response);
    return response;
  }

  return {
    async sendFrame(request) {
      const response = await ask('call', { method: 'POST', body: request });
      const type = response.headers.get('Content-Type') ?? '';
      if (!type.startsWith('application/octet-stream')) throw await refusal(response);
      return new Uint8Array(await response.arrayBuffer());
    },
    uploadFile: async (file) =>
      (
        await askOrThrow(`files?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file })
      ).json(),
    async ticketFor({ id }) {
      const address = `files/${encodeURIComponent(id)}`;
      const { ticket } = (await (await askOrThrow(address, { method: 'POST' })).json()) as { ticket: string };
      return `${address}?ticket=${encodeURIComponent(ticket)}`;
    },
    async openEvents() {
      const { body } = await askOrThrow('events', {});
      if (body === null) throw new PinpointError('internal', lost);
      return body;
    },
  };
}

async function readLines(stream: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    // One piece after another, as they come.
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop()!;
    lines.forEach(take);
  }
}

const pauseBeforeAskingAgainMs = 1500;
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Listens for as long as the page is there. A line that breaks is opened again; events may have been missed meanwhile. */
async function listen(wire: Wire, listeners: Listeners, tellLine: (isLost: boolean) => void): Promise<never> {
  for (let broken = false; ; broken = true) {
    if (broken) await wait(pauseBeforeAskingAgainMs);
    try {
      const stream = await wire.openEvents();
      tellLine(false);
      if (broken) listeners.tell({ type: 'workspace.opened' });
      await readLines(stream, (line) => {
        if (line !== '') listeners.tell(JSON.parse(line) as BackendEvent);
      });
    } catch {
      // Told below, as where the line ends without an error.
    }
    tellLine(true);
  }
}

/**
 * The transport of the browser host: frames over POST, events over a stream of lines. `tellLine` hears when the line
 * breaks and when it is back.
 */
export function makeHttpTransport(
  wire: Wire,
  tellLine: (isLost: boolean) => void = () => undefined,
): Transport {
  const listeners = makeListeners();
  void listen(wire, listeners, tellLine);
  return { send: (request) => wire.sendFrame(request), subscribe: (listener) => listeners.add(listener) };
}
