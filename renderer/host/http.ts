import { PinpointError, type BackendEvent, type Transport } from '#contract';
import { makeListeners } from './events.ts';

const lost = 'The connection to Pinpoint was lost. Start Pinpoint again, then reload this page.';

/** Says in words why the server refused to take a call at all. */
function refusal(status: number): PinpointError {
  if (status === 401 || status === 403)
    return new PinpointError(
      'internal',
      'This page is not allowed to use Pinpoint any more. Open the address that Pinpoint printed when it started.',
    );
  return new PinpointError('internal', `Pinpoint answered with HTTP status ${status}.`);
}

async function post(address: string, body: BodyInit): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      body,
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/octet-stream', 'X-Pinpoint': '1' },
    });
  } catch (cause) {
    throw new PinpointError('internal', lost, {}, { cause });
  }
}

/** Sends one request frame to the server. Errors of the call travel inside the frame; others throw `internal`. */
async function sendFrame(request: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const response = await post('call', request);
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/octet-stream')) throw refusal(response.status);
  return new Uint8Array(await response.arrayBuffer());
}

/** Uploads one file to the server and answers its reference as JSON. */
export async function uploadFile(file: File): Promise<unknown> {
  const response = await post(`files?name=${encodeURIComponent(file.name)}`, file);
  if (!response.ok) throw refusal(response.status);
  return response.json();
}

/**
 * The transport of the browser host: frames over POST, events over server-sent events. `tellLine` hears when the line
 * breaks and when it is back.
 */
export function makeHttpTransport(tellLine: (isLost: boolean) => void = () => undefined): Transport {
  const listeners = makeListeners();
  const source = new EventSource('events', { withCredentials: true });
  let broken = false;
  source.addEventListener('message', (message: MessageEvent<string>) => {
    listeners.tell(JSON.parse(message.data) as BackendEvent);
  });
  source.addEventListener('error', () => {
    broken = true;
    tellLine(true);
  });
  source.addEventListener('open', () => {
    // Events may have been missed while the line was broken: everything is read again.
    if (broken) listeners.tell({ type: 'workspace.opened' });
    broken = false;
    tellLine(false);
  });
  return { send: sendFrame, subscribe: (listener) => listeners.add(listener) };
}
