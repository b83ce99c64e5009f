import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from '#contract';
import { signIn, type SignedIn } from '../contract/http-client.ts';
import { ask, sendRaw, serve, type Asked, type RawAnswer, type Served } from '../server/served.ts';
import { isLong } from '../trial-length.ts';

// Requests that nobody who means well would send. None may reach a handler, change anything or stop the server.
const refusals = [400, 403, 404, 405, 413];
/** 0: closed without an answer, for what is no HTTP. 408 and 431 are the server's own for a head that does not end. */
const endings = [0, 408, 431, ...refusals];
const mostMemoryBytes = 400 * 1024 ** 2;
const longestMs = 10_000;

let served: Served;
let page: SignedIn;
let other: SignedIn;
let file: string;
let spentTicket: string;
let tried = 0;
let memoryBefore: number;

beforeAll(async () => {
  served = await serve({ demo: true });
  page = await signIn(served.server.url);
  other = await signIn(served.server.makeAddress());
  const path = join(served.backend.files.makeFolder(), 'list.csv');
  writeFileSync(path, 'code\n');
  file = `/files/${served.backend.files.register(path).id}`;
  const { body } = await send({ method: 'POST', target: file, headers: { ...page.headers } });
  spentTicket = (JSON.parse(body) as { ticket: string }).ticket;
  await send({ target: `${file}?ticket=${spentTicket}`, headers: { cookie: page.headers.cookie } });
  memoryBefore = process.memoryUsage().rss;
});
afterAll(async () => {
  console.log(`${tried} forged requests tried`);
  await served.close();
});

const send = (asked: Asked): Promise<RawAnswer> => ask(served.port, asked);

const targeting = { rule: 'jsa_rate > 1', geography: 'lsoa:2001', period: null, need: null };
const change = (): Uint8Array => encodeFrame({ name: 'workspace.setTargeting', input: targeting });

/** Everything that holds or changes something, as its rightful page asks for it. */
const endpoints = (): Record<string, Asked> => ({
  call: { method: 'POST', target: '/call', body: change() },
  events: { target: '/events' },
  upload: { method: 'POST', target: '/files?name=a.csv', body: new Uint8Array(100) },
  ticket: { method: 'POST', target: file },
  download: { target: `${file}?ticket=${spentTicket}` },
  enter: { method: 'POST', target: '/enter' },
});

type Headers = Record<string, string | undefined>;

/** What is wrong with whoever asks; of the browser's own checks each with the right key and cookie. */
const senders = (): Record<string, Headers> => {
  const { cookie, 'x-pinpoint-key': key } = page.headers;
  const right = { ...page.headers };
  const name = cookie.split('=')[0]!;
  return {
    'without anything': {},
    'with the cookie alone': { cookie },
    'with the key alone': { 'x-pinpoint-key': key },
    'with another browser’s cookie': { cookie: other.headers.cookie, 'x-pinpoint-key': key },
    'with another browser’s key': { cookie, 'x-pinpoint-key': other.headers['x-pinpoint-key'] },
    'with the beginning of the key': { cookie, 'x-pinpoint-key': key.slice(0, -1) },
    'with the key and more': { cookie, 'x-pinpoint-key': `${key}x` },
    'with an empty key': { cookie, 'x-pinpoint-key': '' },
    'with the key where the cookie belongs': { cookie: `${name}=${key}`, 'x-pinpoint-key': key },
    'with two cookies of the name': { cookie: `${name}=x; ${cookie}`, 'x-pinpoint-key': key },
    'with the cookie of another port': { cookie: cookie.replace(name, `${name}1`), 'x-pinpoint-key': key },
    'with the code that is spent': {
      cookie,
      'x-pinpoint-code': new URL(served.server.url).hash.slice('#code='.length),
    },
    'with the key as a code': { cookie, 'x-pinpoint-code': key },
    'of another site’s page': { ...right, Origin: 'http://evil.example' },
    'of another port’s page': { ...right, Origin: `http://127.0.0.1:${served.port + 1}` },
    'of a page over https': { ...right, Origin: `https://127.0.0.1:${served.port}` },
    'of the same page by its other name': { ...right, Origin: `http://localhost:${served.port}` },
    'of a page without an origin': { ...right, Origin: 'null' },
    'that the browser calls cross-site': { ...right, 'Sec-Fetch-Site': 'cross-site' },
    'that the browser calls same-site': { ...right, 'Sec-Fetch-Site': 'same-site' },
    'typed into the address line': { ...right, 'Sec-Fetch-Site': 'none' },
    'to a name pointed here': { ...right, Host: `evil.example:${served.port}` },
    'to the name without the port': { ...right, Host: '127.0.0.1' },
    'to another port’s name': { ...right, Host: `127.0.0.1:${served.port + 1}` },
    'to a name that begins like ours': { ...right, Host: `127.0.0.1:${served.port}.evil.example` },
    'to no name': { ...right, Host: undefined },
    'to an empty name': { ...right, Host: '' },
    'for a web socket': { ...right, Upgrade: 'websocket' },
  };
};

interface Watched {
  answer: RawAnswer;
  ms: number;
}

/** Sends and holds against what must hold of every forged request. */
async function watch(what: string, work: () => Promise<RawAnswer>, allowed = endings): Promise<Watched> {
  const begun = performance.now();
  const answer = await work();
  const ms = performance.now() - begun;
  tried += 1;
  expect(allowed, `${what}: ${answer.status} ${answer.body.slice(0, 200)}`).toContain(answer.status);
  expect(ms, what).toBeLessThan(longestMs);
  expect(answer.body, what).not.toMatch(/\bat .+:\d+:\d+|node:|\.ts\b/);
  return { answer, ms };
}

/** What would show that something was done. */
const state = async () => ({
  calls: served.seen.calls,
  folders: served.countFolders(),
  revision: (await served.backend.client.call('workspace.info', {})).revision,
});

test('whoever is not the page reaches nothing, at any endpoint', async () => {
  const before = await state();
  for (const [place, asked] of Object.entries(endpoints()))
    for (const [who, headers] of Object.entries(senders()))
      await watch(`${place} ${who}`, () => send({ ...asked, headers }), refusals);
  expect(await state()).toEqual(before);
});

test('no path leads out of the built page, and no method but its own is taken', async () => {
  const before = await state();
  const paths = [
    '..',
    '%2e%2e',
    '..%2f',
    '%2e%2e%2f',
    '.%2e',
    '%5c..',
    '..%5c',
    '%00',
    '%',
    '%zz',
    '%c0%ae',
    ';',
    '~',
  ];
  const targets = paths.flatMap((part) => [`/${part}`, `/${part}/${part}/etc/passwd`, `/assets/${part}/x`]);
  targets.push(
    '//evil.example/x',
    '/\\evil',
    `http://evil.example/`,
    `/${'a'.repeat(9000)}`,
    '*',
    '/index.html/',
    '/a#b',
  );
  for (const target of targets) await watch(target, () => send({ target, headers: { ...page.headers } }));
  const methods = ['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'LINK'];
  for (const [place, { target }] of Object.entries(endpoints()))
    for (const method of methods)
      await watch(`${method} ${place}`, () => send({ method, target, headers: { ...page.headers } }), [405]);
  expect(await state()).toEqual(before);
});

test('what is no HTTP, or two requests in one, is cut off', async () => {
  const before = await state();
  const host = `Host: 127.0.0.1:${served.port}`;
  const right = Object.entries(page.headers).map(([name, value]) => `${name}: ${value}`);
  const head = (...lines: string[]): string =>
    `${['POST /call HTTP/1.1', host, ...lines].join('\r\n')}\r\n\r\n`;
  const inner = `POST /call HTTP/1.1\r\n${host}\r\nContent-Length: 0\r\n\r\n`;
  const raws = [
    head(...right, 'Content-Length: 5', 'Transfer-Encoding: chunked') + `0\r\n\r\n${inner}`,
    head(...right, 'Content-Length: 5', 'Content-Length: 6') + 'hello!',
    head(...right, 'Content-Length: -1'),
    head(...right, 'Content-Length: +5') + 'hello',
    head(...right, 'Content-Length: 99999999999999999999'),
    head(...right, 'Transfer-Encoding: chunked, identity') + '0\r\n\r\n',
    head(...right, 'Transfer-Encoding : chunked') + `0\r\n\r\n${inner}`,
    head(...right, 'Transfer-Encoding: \vchunked') + `0\r\n\r\n${inner}`,
    head(...right, 'Transfer-Encoding: chunked') + 'fffffffffffffffff\r\nx',
    head(...right, 'Transfer-Encoding: chunked') + '-1\r\nx\r\n',
    head(...right, host),
    head(...right, right[1]!),
    head(...right, 'X: a\u0000b'),
    head(...right, ' folded: x'),
    head(...right, 'no colon'),
    head(...right, `X: ${'a'.repeat(100_000)}`),
    head(...right, ...Array.from({ length: 5000 }, (_, at) => `X${at}: a`)),
    'GET / HTTP/1.0\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET  / HTTP/1.1\r\n\r\n',
    'GET\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001',
    `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n\r\n`,
    '\u0000'.repeat(1000),
    'x'.repeat(200_000),
  ];
  for (const [at, raw] of raws.entries()) await watch(`raw ${at}`, () => sendRaw(served.port, raw, true));
  expect(await state()).toEqual(before);
});

/** A right frame with something done to it. */
const spoiled = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    how: fc.constantFrom('cut', 'replace', 'insert', 'remove', 'length', 'double', 'append'),
  })
  .map(({ at, bytes, how }) => {
    const frame = encodeFrame({
      name: 'workspace.setTargeting',
      input: { ...targeting, column: new Float64Array(9), other: new Uint8Array(3) },
    });
    const place = Math.floor(at * frame.length);
    const [before, after] = [frame.subarray(0, place), frame.subarray(place)];
    if (how === 'cut') return Buffer.from(before);
    if (how === 'replace') return Buffer.concat([before, bytes, after.subarray(bytes.length)]);
    if (how === 'insert') return Buffer.concat([before, bytes, after]);
    if (how === 'remove') return Buffer.concat([before, after.subarray(bytes.length)]);
    if (how === 'double') return Buffer.concat([frame, frame]);
    if (how === 'append') return Buffer.concat([frame, bytes]);
    return Buffer.concat([bytes.subarray(0, 4), frame.subarray(Math.min(4, bytes.length))]);
  });

describe('frames that were spoiled, from a page that is in', () => {
  test('are answered with 400 unless they are a call by chance, and change nothing', async () => {
    const { revision } = await state();
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(spoiled, async (body) => {
        const { answer } = await watch(
          `frame ${Buffer.from(body).toString('base64')}`,
          () => send({ method: 'POST', target: '/call', headers: { ...page.headers }, body }),
          [200, ...refusals],
        );
        // The page learns in the frame what was wrong.
        const said = decodeFrame(Buffer.from(answer.body, 'latin1'));
        expect(said).toHaveProperty('error.code');
        if (answer.status === 200) calls += 1;
      }),
      { seed: 20_261_130, numRuns: isLong ? 20_000 : 300 },
    );
    console.log(`${calls} spoiled frames were calls all the same, and refused as such`);
    expect((await state()).revision).toBe(revision);
  });

  test('that are too large are a 413 as soon as they say so', async () => {
    const head = Object.entries(page.headers).map(([name, value]) => `${name}: ${value}`);
    const lines = [
      'POST /call HTTP/1.1',
      `Host: 127.0.0.1:${served.port}`,
      ...head,
      'Content-Length: 99999999999',
    ];
    await watch('a call of 99 GB', () => sendRaw(served.port, `${lines.join('\r\n')}\r\n\r\n`), [413]);
  });
});

test('an upload that breaks off leaves nothing', async () => {
  const before = await state();
  const head = Object.entries(page.headers).map(([name, value]) => `${name}: ${value}`);
  const lines = [
    'POST /files?name=a.csv HTTP/1.1',
    `Host: 127.0.0.1:${served.port}`,
    ...head,
    'Content-Length: 5000',
  ];
  const raw = `${lines.join('\r\n')}\r\n\r\n${'x'.repeat(1000)}`;
  for (let times = 0; times < 100; times += 1)
    await watch('an upload', () => sendRaw(served.port, raw, true));
  await expect.poll(() => served.countFolders()).toBe(before.folders);
});

test.runIf(isLong)('a head that comes drop by drop is not waited for', { timeout: 60_000 }, async () => {
  const slow = Array.from({ length: 100 }, () => sendRaw(served.port, 'GET / HTTP/1.1\r\nHost: '));
  for (const { status } of await Promise.all(slow)) expect(endings).toContain(status);
});

test('after all this the page is served as before, and memory is bounded', async () => {
  const body = encodeFrame({ name: 'workspace.info', input: {} });
  const answer = await send({ method: 'POST', target: '/call', headers: { ...page.headers }, body });
  expect(answer.status).toBe(200);
  expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(mostMemoryBytes);
});
