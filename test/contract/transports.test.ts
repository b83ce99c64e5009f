import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { makeClient, type Client } from '#contract';
import { startServer, type RunningServer } from '../../server/index.ts';
import { makeHomeWithDemonstration } from '../demonstration.ts';
import { contractCases } from './cases.ts';
import { connectOverHttp } from './http-client.ts';
import { connectOverPort } from './port-client.ts';
import { standingCases } from './standing-cases.ts';

let home: string;
let backend: Backend;
let server: RunningServer;
let http: Client;
let port: { client: Client; close(): void };
let otherHttp: Client;
let otherPort: typeof port;

beforeAll(async () => {
  home = makeHomeWithDemonstration();
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  server = await startServer({ backend, pages: home, port: 0 });
  http = await connectOverHttp(server.url);
  port = connectOverPort(backend);
  otherHttp = await connectOverHttp(server.makeAddress());
  otherPort = connectOverPort(backend);
});

afterAll(async () => {
  port.close();
  otherPort.close();
  await server.close();
  await backend.close();
  rmSync(home, { recursive: true });
});

/** Another client in the same process. */
const connectAnother = (): Client =>
  makeClient({
    send: async (request) => (await backend.answer(request)).bytes,
    subscribe: (listener) => backend.subscribe(listener),
  });

describe('in the same process', () => {
  contractCases(() => backend.client);
  standingCases(() => ({ mine: backend.client, yours: connectAnother() }));
});
describe('over HTTP', () => {
  contractCases(() => http);
  standingCases(() => ({ mine: http, yours: otherHttp }));
});
describe('over a message port', () => {
  contractCases(() => port.client);
  standingCases(() => ({ mine: port.client, yours: otherPort.client }));
});
