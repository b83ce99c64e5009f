import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backend } from '#backend';
import { makeGuard } from './guard.ts';
import { answerCall, sendEvents } from './calls.ts';
import { receiveFile, sendFile } from './files.ts';
import { sendPage } from './pages.ts';

export interface RunningServer {
  /** The address to open, with the token of this start. */
  url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  backend: Backend;
  /** Folder of the built renderer. */
  pages: string;
  /** 0 = any free port. */
  port: number;
}

/**
 * Serves the renderer and the contract on 127.0.0.1 only. A fresh token per start, given in the address, is turned
 * into a cookie on the first load; every request is checked for Host, Origin and cookie. No CORS.
 */
export async function startServer({ backend, pages, port }: ServerOptions): Promise<RunningServer> {
  const guard = makeGuard();
  const server = createServer((request, response) => {
    void route(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!guard.admits(request, response, url)) return;
    const route = `${request.method} ${url.pathname}`;
    if (route === 'POST /call') return answerCall(backend, request, response);
    if (route === 'GET /events') return sendEvents(backend, request, response);
    if (route === 'POST /files') return receiveFile(backend, request, response, url);
    if (request.method === 'GET' && url.pathname.startsWith('/files/'))
      return sendFile(backend, response, url);
    if (request.method === 'GET') return sendPage(pages, response, url);
    response.writeHead(405).end();
  }

  await listen(server, port);
  const address = server.address() as AddressInfo;
  guard.setPort(address.port);
  return {
    url: `http://127.0.0.1:${address.port}/?token=${guard.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
