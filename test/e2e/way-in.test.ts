import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServerProcess, type ServerProcess } from '../server/process.ts';
import { openContext, waitForAreas } from './app.ts';
import { button, downloadsOf, takeFromMenu } from './dialogs.ts';

vi.setConfig({ testTimeout: 180_000 });

let home: string;
let server: ServerProcess;
let context: BrowserContext;
let page: Page;
let first: string;

/** The address printed last, which is not the one before. */
const printed = (before?: string): Promise<string> =>
  vi.waitUntil(() => (server.lastAddress() === before ? undefined : server.lastAddress()), {
    timeout: 60_000,
  });

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pinpoint-way-in-'));
  server = startServerProcess(home, ['--no-open']);
  context = await openContext({ withoutMap: true });
  page = await context.newPage();
  first = await printed();
  await page.goto(first);
  await waitForAreas(page);
});
afterAll(async () => {
  await context.close();
  server.child.kill('SIGKILL');
  await server.ended;
  rmSync(home, { recursive: true, force: true });
});

const origin = (): string => new URL(first).origin;
const refused = (opened: Page): Promise<void> =>
  opened
    .getByRole('alert')
    .getByText('This tab has not been let in. Open the address that Pinpoint printed last')
    .waitFor();

test('the printed address opens the app, holds no code any more, and a reload stays in', async () => {
  expect(page.url()).toBe(`${origin()}/`);
  await page.reload();
  await waitForAreas(page);
  expect(await page.evaluate(() => [location.href, document.cookie])).toEqual([`${origin()}/`, '']);
});

test('another tab of the same browser is in, with the bare address or the one that was used', async () => {
  for (const address of [origin(), first]) {
    const tab = await page.context().newPage();
    await tab.goto(address);
    await tab.getByText('33 areas').first().waitFor();
    expect(tab.url()).toBe(`${origin()}/`);
    await tab.close();
  }
});

test('another browser is not let in by the address that was used, but by the one printed since', async () => {
  const stranger = await openContext({ withoutMap: true });
  const other = await stranger.newPage();
  await other.goto(first);
  await refused(other);
  const next = await printed(first);
  await other.goto(next);
  await other.getByText('33 areas').first().waitFor();
  await other.context().close();
});

test('a file is exported as a download whose address is spent', async () => {
  await takeFromMenu(page, /^Export/, /^GeoJSON/);
  const [file] = await downloadsOf(page, 1, () => button(page, 'Export GeoJSON').click());
  const written = JSON.parse(readFileSync(await file!.path(), 'utf8')) as { features: unknown[] };
  expect(written.features).toHaveLength(33);
  const again = await page.evaluate(async (address) => (await fetch(address)).status, file!.url());
  expect(again).toBe(403);
});

test('a page of another server on this machine gets the cookie, and nowhere with it', async () => {
  let cookie: string | undefined;
  const stranger = createServer((request, response) => {
    cookie ??= request.headers.cookie;
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>another</title>');
  });
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
  const { port } = stranger.address() as AddressInfo;
  const tab = await page.context().newPage();
  await tab.goto(`http://127.0.0.1:${port}/`);
  expect(cookie).toContain('pinpoint-');
  for (const path of ['/call', '/events', '/files?name=a.csv', '/enter']) {
    const method = path === '/events' ? 'GET' : 'POST';
    const replayed = await fetch(origin() + path, { method, headers: { cookie: cookie! } });
    expect(replayed.status).toBe(403);
    const reached = await tab.evaluate(
      ([address, how]) =>
        fetch(address!, { method: how, credentials: 'include' }).then(
          (response) => response.status,
          () => 'blocked',
        ),
      [origin() + path, method],
    );
    expect(reached).toBe('blocked');
  }
  await tab.close();
  stranger.close();
});

test('the page of an ended server says so', async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  await page.getByRole('alert').getByText('The connection to Pinpoint was lost.').waitFor();
  expect(await page.getByRole('grid', { name: 'Areas' }).count()).toBe(1);
});
