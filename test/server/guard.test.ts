import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFrame } from '#contract';
import { signIn, type SignedIn } from '../contract/http-client.ts';
import { ask, sendRaw, serve, type Asked, type RawAnswer, type Served } from './served.ts';

let served: Served;
let page: SignedIn;
let other: SignedIn;

beforeAll(async () => {
  served = await serve({ demo: false, largestFile: 1000 });
  page = await signIn(served.server.url);
  other = await signIn(served.server.makeAddress());
});
afterAll(() => served.close());

const send = (asked: Asked): Promise<RawAnswer> => ask(served.port, asked);
const call = (headers: Record<string, string | undefined>): Promise<RawAnswer> =>
  send({
    method: 'POST',
    target: '/call',
    headers,
    body: encodeFrame({ name: 'job.list', input: {} }),
  });
const enter = (code: string, headers = {}): Promise<RawAnswer> =>
  send({ method: 'POST', target: '/enter', headers: { 'X-Pinpoint-Code': code, ...headers } });
const codeOf = (address: string): string => new URL(address).hash.slice('#code='.length);

describe('an address', () => {
  test('lets one browser in, once', async () => {
    const code = codeOf(served.server.makeAddress());
    expect((await enter(code)).status).toBe(200);
    expect((await enter(code)).status).toBe(403);
    expect((await enter('')).status).toBe(403);
  });

  test('opened again in a browser that is in already, gives the same key, so that its other tabs stay in', async () => {
    const { headers } = page;
    const { body } = await enter(codeOf(served.server.makeAddress()), { Cookie: headers.cookie });
    expect(JSON.parse(body)).toEqual({ key: headers['x-pinpoint-key'] });
  });

  test('tells when it is spent', async () => {
    let spent = 0;
    const code = codeOf(served.server.makeAddress(() => (spent += 1)));
    await enter('wrong');
    expect(spent).toBe(0);
    await enter(code);
    await enter(code);
    expect(spent).toBe(1);
  });

  test('is no use to another page', async () => {
    const code = codeOf(served.server.makeAddress());
    expect((await enter(code, { Origin: 'http://evil.example' })).status).toBe(403);
    expect((await enter(code, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await enter(code)).status).toBe(200);
  });
});

describe('a call', () => {
  test('needs the key and the cookie that belongs to it', async () => {
    const { cookie, 'x-pinpoint-key': key } = page.headers;
    expect((await call({ cookie, 'x-pinpoint-key': key })).status).toBe(200);
    expect((await call({})).status).toBe(403);
    expect((await call({ cookie })).status).toBe(403);
    expect((await call({ 'x-pinpoint-key': key })).status).toBe(403);
    expect((await call({ cookie: other.headers.cookie, 'x-pinpoint-key': key })).status).toBe(403);
  });

  test('of another page is refused even with both', async () => {
    const { headers } = page;
    expect((await call({ ...headers, Origin: `http://127.0.0.1:${served.port}` })).status).toBe(200);
    expect((await call({ ...headers, Origin: 'null' })).status).toBe(403);
    expect((await call({ ...headers, Origin: `http://127.0.0.1:${served.port + 1}` })).status).toBe(403);
    expect((await call({ ...headers, 'Sec-Fetch-Site': 'same-site' })).status).toBe(403);
  });

  test('under another host name is refused, so that no foreign name can be pointed here', async () => {
    expect((await call({ ...page.headers, Host: 'evil.example' })).status).toBe(403);
    expect((await call({ ...page.headers, Host: `evil.example:${served.port}` })).status).toBe(403);
  });

  test('that is none of the contract is a 400, with the sentence in the frame', async () => {
    const body = encodeFrame({ name: 'workspace.destroy', input: {} });
    const answer = await send({ method: 'POST', target: '/call', headers: { ...page.headers }, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('There is no call workspace.destroy.');
  });
});

describe('a download', () => {
  function register(): string {
    const path = join(served.backend.files.makeFolder(), 'list.csv');
    writeFileSync(path, 'code\n');
    return `/files/${served.backend.files.register(path).id}`;
  }
  async function ticketFor(target: string): Promise<string> {
    const { body } = await send({ method: 'POST', target, headers: { ...page.headers } });
    return (JSON.parse(body) as { ticket: string }).ticket;
  }
  const fetchWith = (target: string, ticket: string, cookie?: string): Promise<RawAnswer> =>
    send({ target: `${target}?ticket=${ticket}`, headers: { cookie } });

  test('needs a ticket, which is good for one file, one browser and one time', async () => {
    const target = register();
    const { cookie } = page.headers;
    expect((await send({ target, headers: { cookie } })).status).toBe(403);
    expect((await fetchWith(target, await ticketFor(target))).status).toBe(403);
    expect((await fetchWith(target, await ticketFor(target), other.headers.cookie)).status).toBe(403);
    expect((await fetchWith(register(), await ticketFor(target), cookie)).status).toBe(403);
    const ticket = await ticketFor(target);
    expect((await fetchWith(target, ticket, cookie)).body).toBe('code\n');
    expect((await fetchWith(target, ticket, cookie)).status).toBe(403);
  });

  test('of a file that nobody knows is a 404', async () => {
    const { status, body } = await send({
      method: 'POST',
      target: '/files/nothing',
      headers: { ...page.headers },
    });
    expect(status).toBe(404);
    expect(body).toBe('This file is no longer known here.');
  });
});

describe('an upload', () => {
  const upload = (name: string, bytes: number): Promise<RawAnswer> =>
    send({
      method: 'POST',
      target: `/files${name}`,
      headers: { ...page.headers },
      body: new Uint8Array(bytes),
    });

  test('is taken under its name, without the folders before it', async () => {
    const { status, body } = await upload('?name=C%3A%5Cdata%5Cjobs.csv', 1000);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ name: 'jobs.csv', size: 1000 });
  });

  test.each([
    ['without a name', ''],
    ['with an empty name', '?name='],
    ['with the name of the folder above', '?name=..'],
    ['with a name that ends in a folder', '?name=data%2F'],
    ['with a name of control characters', '?name=a%00b'],
    ['with a name that no disk takes', `?name=${'a'.repeat(256)}`],
  ])('%s is a 400 and leaves nothing', async (_what, query) => {
    const before = served.countFolders();
    expect((await upload(query, 10)).status).toBe(400);
    expect(served.countFolders()).toBe(before);
  });

  test('that is too large is a 413 and leaves nothing, whether it says so before or not', async () => {
    const before = served.countFolders();
    expect((await upload('?name=a.csv', 1001)).status).toBe(413);
    const chunked = { ...page.headers, 'Transfer-Encoding': 'chunked' };
    const chunk = `3e9\r\n${'x'.repeat(1001)}\r\n0\r\n\r\n`;
    const target = '/files?name=a.csv';
    const lines = Object.entries(chunked).map(([name, value]) => `${name}: ${value}`);
    const head = `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${served.port}\r\n${lines.join('\r\n')}\r\n\r\n`;
    expect((await sendRaw(served.port, head + chunk)).status).toBe(413);
    await expect.poll(() => served.countFolders()).toBe(before);
  });
});

describe('the built page', () => {
  test('holds no secret and comes to whoever asks at this address', async () => {
    expect((await send({ target: '/' })).body).toContain('the page');
    expect((await send({ target: '/', headers: { Host: 'evil.example' } })).status).toBe(403);
  });

  test.each(['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/nothing', `/${'a'.repeat(5000)}`])(
    'is all there is: %s is a 404',
    async (target) => {
      expect((await send({ target })).status).toBe(404);
    },
  );

  test.each(['/%', '/%c3%28', '/%00', '//evil.example/', '/%5cevil', 'http://evil.example/', '*', '/a#b'])(
    'has no such address as %s: 400',
    async (target) => {
      expect((await send({ target })).status).toBe(400);
    },
  );

  test('takes no other method, and says which it takes', async () => {
    const { status, head } = await send({ method: 'DELETE', target: '/' });
    expect(status).toBe(405);
    expect(head).toContain('Allow: GET');
    expect((await send({ method: 'OPTIONS', target: '/call' })).status).toBe(405);
  });

  test('comes with a strict content security policy, and so does a refusal', async () => {
    for (const target of ['/', '/nothing'])
      expect((await send({ target })).head).toContain("Content-Security-Policy: default-src 'none'");
  });
});
