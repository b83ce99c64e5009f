import { join } from 'node:path';
import { app, MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron';
import { channels } from './channels.ts';
import { makeControlClient, type ControlClient } from './control-client.ts';
import type { ControlMessage, ControlRequest } from './control.ts';

/** The process that holds the workspace. */
export interface DataProcess {
  ask: ControlClient['ask'];
  /** Gives the page a port of its own, straight to the data process. */
  connect(page: WebContents): void;
  /** Lets the workspace be closed in good order, then ends the process; after `longestCloseMs` all the same. */
  close(): Promise<void>;
}

interface DataProcessEvents {
  /** Another workspace is open. */
  onOpened: () => void;
  /** The process ended without having been asked to. */
  onLost: () => void;
}

/** Closing waits for a job to notice that it is cancelled, and for a checkpoint. */
const longestCloseMs = 15_000;

function waitAtMost(work: Promise<unknown>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}

function fork(): UtilityProcess {
  const entry = join(app.getAppPath(), '.vite', 'build', 'backend.mjs');
  return utilityProcess.fork(entry, [], { serviceName: 'Pinpoint data', stdio: 'inherit' });
}

/** Starts the data process. Must not be called before the app is ready. */
export function startDataProcess({ onOpened, onLost }: DataProcessEvents): DataProcess {
  const child = fork();
  const post = (request: ControlRequest): void => child.postMessage(request);
  const control = makeControlClient(post, onOpened);
  let closing = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      control.end();
      resolve();
      if (!closing) onLost();
    });
  });
  child.on('message', (message: ControlMessage) => control.receive(message));

  return {
    ask: control.ask,
    connect(page) {
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ connect: true } satisfies ControlRequest, [port1]);
      page.postMessage(channels.port, null, [port2]);
    },
    async close() {
      closing = true;
      await waitAtMost(control.ask('close', null), longestCloseMs);
      child.kill();
      await waitAtMost(ended, 2000);
    },
  };
}
