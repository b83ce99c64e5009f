// The data process: the backend, with one channel to the main process and one port to each page that is loaded.
import type { MessagePortMain } from 'electron';
import { createBackend, servePort } from '#backend';
import type { ControlRequest } from './control.ts';
import { makeControlService } from './control-service.ts';

const backend = createBackend({ holder: 'the Pinpoint window', drawsMaps: true, hasPage: true });
const answer = makeControlService(backend, (message) => process.parentPort.postMessage(message));

function connectPage(port: MessagePortMain): void {
  const stop = servePort(backend, {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
    },
  });
  port.on('close', stop);
  port.start();
}

process.parentPort.on('message', ({ data, ports }) => {
  const request = data as ControlRequest;
  if (!('connect' in request)) void answer(request);
  else if (ports[0] !== undefined) connectPage(ports[0]);
});
