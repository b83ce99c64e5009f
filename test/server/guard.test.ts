import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { startServer, type RunningServer } from '../../server/index.ts';
import { signIn } from '../contract/http-client.ts';

let folder: string;
let backend: Backend;
let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-guard-'));
  writeFileSync(join(folder, 'index.html'), '<title>the page</title>');
  backend = createBackend({ holder: 'a test', home: folder });
  server = await startServer({ backend, pages: folder, port: 0 });
  ({ cookie } = await signIn(server.url));
});

afterAll(async () => {
  await server.close();
  await backend.close();
  rmSync(folder, { recursive: true });
});

/** A raw request, because fetch does not let a caller choose Host and Origin. */
function ask(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('the page comes only after the token was shown', async () => {
  expect((await ask('/', {})).status).toBe(403);
  expect((await ask('/?token=wrong', {})).status).toBe(403);
  expect((await ask('/', { cookie })).body).toContain('the page');
});

test('another host name is refused, so that no foreign name can be pointed here', async () => {
  expect((await ask('/', { cookie, host: 'evil.example' })).status).toBe(403);
});

test('a request from another page is refused even with the cookie', async () => {
  expect(
    (await ask('/call', { cookie, 'x-pinpoint': '1', origin: 'http://evil.example' }, 'POST')).status,
  ).toBe(403);
  expect((await ask('/call', { cookie }, 'POST')).status).toBe(403);
});

test('nothing outside the built pages is served', async () => {
  expect((await ask('/../package.json', { cookie })).status).toBe(404);
  expect((await ask('/%2e%2e/%2e%2e/etc/passwd', { cookie })).status).toBe(404);
});

test('every answer carries a strict content security policy', async () => {
  const response = await fetch(`${new URL(server.url).origin}/`, { headers: { cookie } });
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});
