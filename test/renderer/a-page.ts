import { rmSync } from 'node:fs';
import { createBackend, type Backend } from '#backend';
import { makeClient } from '#contract';
import { setHost } from '../../renderer/state/index.ts';
import { makeHomeWithDemonstration } from '../demonstration.ts';
import { makeLateTransport, type LateTransport } from './late-transport.ts';

/** The stores of a page on a real backend that has the demonstration open. */
export interface PageStores {
  backend: Backend;
  /** By which the stores call; answers on it may be held back. */
  transport: LateTransport;
  close(): Promise<void>;
}

/** Connects the stores of the page to a backend of their own. There is no window: nobody picks, drops or takes files. */
export async function connectStores(): Promise<PageStores> {
  const home = makeHomeWithDemonstration();
  const backend = createBackend({ holder: 'a test', home, hasPage: true });
  await backend.openDemo();
  const transport = makeLateTransport(backend);
  setHost({
    kind: 'browser',
    client: makeClient(transport),
    shell: {
      capabilities: { saveDialog: false, dropFiles: false },
      pickFiles: () => Promise.resolve([]),
      takeFiles: () => Promise.resolve([]),
      deliver: () => Promise.resolve(false),
      openLink: () => undefined,
      onCommand: () => undefined,
    },
  });
  return {
    backend,
    transport,
    async close() {
      await backend.close();
      rmSync(home, { recursive: true });
    },
  };
}
