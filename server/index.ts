import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backend } from '#backend';
import { PinpointError } from '#contract';
import { readTarget, Refusal, refuseExchange } from './exchange.ts';
import { largestFileBytes } from './files.ts';
import { makeGuard, setSafeHeaders } from './guard.ts';
import { makeKeys } from './keys.ts';
import { makeRoutes } from './routes.ts';

export interface RunningServer {
  /** An address that lets one browser in, once. */
  url: string;
  /** Another one; `onSpent` is told when it has let a browser in. */
  makeAddress(onSpent?: () => void): string;
  close(): Promise<void>;
}

export interface ServerOptions {
  backend: Backend;
  /** Folder of the built renderer. */
  pages: string;
  /** 0 = any free port. */
  port: number;
  /** Largest file that is taken, in bytes; left out = 8 GB. */
  largestFile?: number;
}

/** A head that does not come to its end is not waited for longer. */
const headersTimeoutMs = 10_000;

/**
 * Serves the renderer and the contract on 127.0.0.1 only. An address holds a one-time code, for which the page gets a key
 * and its browser a cookie; every call needs both, and is checked for Host, Origin and Sec-Fetch-Site. No CORS. Resolves
 * once the port is taken; throws `conflict` where it cannot be.
 */
export async function startServer({
  backend,
  pages,
  port,
  largestFile = largestFileBytes,
}: ServerOptions): Promise<RunningServer> {
  const keys = makeKeys();
  const guard = makeGuard(keys);
  const getRoute = makeRoutes({ backend, guard, pages, largestFile });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSafeHeaders(response);
    const exchange = { request, response, ...readTarget(request.url ?? '') };
    const route = getRoute(request.method ?? '', exchange.path);
    guard.checkSender(request, route.need);
    guard.checkKey(exchange, route.need);
    await route.answer(exchange);
  }

  const server = createServer(
    { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: 1000 },
    (request, response) => {
      void answer(request, response).catch((error: unknown) => refuseExchange(response, toRefusal(error)));
    },
  );
  await listen(server, port);
  const address = server.address() as AddressInfo;
  guard.setPort(address.port);
  const makeAddress = (onSpent: () => void = () => undefined): string =>
    `http://127.0.0.1:${address.port}/#code=${keys.makeCode(onSpent)}`;
  return {
    url: makeAddress(),
    makeAddress,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A fault of ours is told without its inside, which is nobody's business on the other end. */
function toRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(500, 'Pinpoint could not answer this.');
}

const listenFaults: Record<string, string> = {
  EADDRINUSE: 'is in use by another program',
  EACCES: 'may not be used by you',
};

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const fault = listenFaults[error.code ?? ''];
      const hint = 'Choose another with --port, or leave it out for any free one.';
      reject(fault === undefined ? error : new PinpointError('conflict', `Port ${port} ${fault}.`, { hint }));
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
