import { makeClient, type Client } from '#contract';
import { makeBrowserShell } from './browser-shell.ts';
import { makeDesktopShell, type PreloadedShell } from './desktop-shell.ts';
import { makeHttpTransport } from './http.ts';
import { makePortTransport } from './port.ts';
import type { Shell } from './shell.ts';

export type { Capabilities, Shell } from './shell.ts';

/** The host this page runs in. */
export interface Host {
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

async function connectDesktop(preloaded: PreloadedShell): Promise<Host> {
  const transport = makePortTransport(await receivePort());
  return { kind: 'desktop', client: makeClient(transport), shell: makeDesktopShell(preloaded) };
}

/** Connects the page to its host: the desktop shell where a preload script is there, else the server it came from. */
export function connectHost(): Promise<Host> {
  if (window.pinpointShell !== undefined) return connectDesktop(window.pinpointShell);
  const client = makeClient(makeHttpTransport());
  return Promise.resolve({ kind: 'browser', client, shell: makeBrowserShell() });
}
