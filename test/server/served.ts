import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBackend, type Backend } from '#backend';
import { startServer, type RunningServer } from '../../server/index.ts';
import { makeHomeWithDemonstration } from '../demonstration.ts';

/** A server on a backend of its own, which counts what gets as far as the backend. */
export interface Served {
  backend: Backend;
  server: RunningServer;
  port: number;
  /** Frames that the backend was given, and those among them that a handler saw. */
  seen: { frames: number; calls: number };
  /** Folders of uploads and made files. */
  countFolders(): number;
  close(): Promise<void>;
}

/** Starts it; without a demonstration no workspace is open. */
export async function serve(options: { demo: boolean; largestFile?: number }): Promise<Served> {
  const home = options.demo ? makeHomeWithDemonstration() : mkdtempSync(join(tmpdir(), 'pinpoint-served-'));
  writeFileSync(join(home, 'index.html'), '<title>the page</title>');
  const backend = createBackend({ holder: 'a test', home });
  if (options.demo) await backend.openDemo();
  const seen = { frames: 0, calls: 0 };
  const counted: Backend = {
    ...backend,
    async answer(request) {
      const answer = await backend.answer(request);
      seen.frames += 1;
      if (!answer.isMalformed) seen.calls += 1;
      return answer;
    },
  };
  const server = await startServer({ ...options, backend: counted, pages: home, port: 0 });
  const made = dirname(backend.files.makeFolder());
  return {
    backend,
    server,
    port: Number(new URL(server.url).port),
    seen,
    countFolders: () => (existsSync(made) ? readdirSync(made).length : 0),
    async close() {
      await server.close();
      await backend.close();
      rmSync(home, { recursive: true });
    },
  };
}

export interface RawAnswer {
  /** 0 where the connection was closed without an answer. */
  status: number;
  head: string;
  body: string;
}

function parse(bytes: Buffer): RawAnswer {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  return { status, head: text.slice(0, Math.max(end, 0)), body: text.slice(end + 4) };
}

const longestWaitMs = 20_000;

/**
 * Sends these very bytes and gives the first answer; for what no well-meaning client would send. `thenEnd`: nothing more
 * will come, which a server takes for a loss of interest in the answer.
 */
export function sendRaw(port: number, bytes: string | Uint8Array, thenEnd = false): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => reject(new Error('No answer and no end.')), longestWaitMs);
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parse(Buffer.concat(chunks)));
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const { head, body } = parse(Buffer.concat(chunks));
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      if (length !== undefined && body.length >= Number(length)) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
    if (thenEnd) socket.end(bytes);
    else socket.write(bytes);
  });
}

export interface Asked {
  method?: string;
  target: string;
  /** Lines; a header that is undefined is left out. */
  headers?: Record<string, string | undefined>;
  body?: Uint8Array;
}

/** Sends a well-formed request with any headers. Host is the server's own unless it is given. */
export function ask(port: number, { method = 'GET', target, headers = {}, body }: Asked): Promise<RawAnswer> {
  const all = { Host: `127.0.0.1:${port}`, ...headers, Connection: 'close' };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  if (body !== undefined) lines.push(`Content-Length: ${body.length}`);
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  return sendRaw(port, Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]));
}
