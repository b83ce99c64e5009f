import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { Client } from '#contract';
import { startServer, type RunningServer } from '../../server/index.ts';
import { contractCases } from './cases.ts';
import { connectOverHttp } from './http-client.ts';
import { connectOverPort } from './port-client.ts';

let home: string;
let backend: Backend;
let server: RunningServer;
let http: Client;
let port: { client: Client; close(): void };

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pinpoint-contract-'));
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  server = await startServer({ backend, pages: home, port: 0 });
  http = await connectOverHttp(server.url);
  port = connectOverPort(backend);
});

afterAll(async () => {
  port.close();
  await server.close();
  await backend.close();
  rmSync(home, { recursive: true });
});

describe('in the same process', () => contractCases(() => backend.client));
describe('over HTTP', () => contractCases(() => http));
describe('over a message port', () => contractCases(() => port.client));
