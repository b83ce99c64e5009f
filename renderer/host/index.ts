import { makeClient, type Client } from '#contract';
import { makeBrowserShell } from './browser-shell.ts';
import { makeDesktopShell, type PreloadedShell } from './desktop-shell.ts';
import { enter } from './entry.ts';
import { makeHttpTransport, makeWire } from './http.ts';
import { takePageId } from './page-id.ts';
import { makePortTransport } from './port.ts';
import type { Shell } from './shell.ts';

export type { Capabilities, Shell } from './shell.ts';

/** The host this page runs in. */
export interface ConnectedHost {
  kind: 'browser' | 'desktop';
  client: Client;
  shell: Shell;
}

/** Waits for the port that the preload script sends. It is sent on load, so the wait is short. */
function receivePort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (message: MessageEvent<unknown>): void => {
      const port = message.ports[0];
      if (message.source !== window || message.data !== 'pinpoint-port' || port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(port);
    };
    window.addEventListener('message', receive);
  });
}

type TellLine = (isLost: boolean) => void;

async function connectDesktop(preloaded: PreloadedShell, tellLine: TellLine): Promise<ConnectedHost> {
  const transport = makePortTransport(await receivePort(), tellLine);
  return { kind: 'desktop', client: makeClient(transport, takePageId()), shell: makeDesktopShell(preloaded) };
}

async function connectBrowser(tellLine: TellLine): Promise<ConnectedHost> {
  const wire = makeWire(await enter());
  return {
    kind: 'browser',
    client: makeClient(makeHttpTransport(wire, tellLine), takePageId()),
    shell: makeBrowserShell(wire),
  };
}

/**
 * Connects the page to its host: the desktop shell where a preload script is there, else the server it came from.
 * `tellLine` hears when the connection is lost and when it is back.
 */
export function connectHost(tellLine: TellLine): Promise<ConnectedHost> {
  const preloaded = window.pinpointShell;
  return preloaded === undefined ? connectBrowser(tellLine) : connectDesktop(preloaded, tellLine);
}
