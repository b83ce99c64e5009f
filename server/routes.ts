import type { Backend } from '#backend';
import { answerCall, sendEvents } from './calls.ts';
import { Refusal, sendJson, type Exchange } from './exchange.ts';
import { receiveFile, sendFile, sendTicket } from './files.ts';
import type { Guard, Need } from './guard.ts';
import { sendPage } from './pages.ts';

/** What answers a kind of request, and what it asks of whoever sends one. */
export interface Route {
  need: Need;
  answer: (exchange: Exchange) => Promise<void> | void;
}

/** Finds the route of a request. Throws a refusal: 405 for a method that its path does not have. */
export type GetRoute = (method: string, path: string) => Route;

interface RouteOptions {
  backend: Backend;
  guard: Guard;
  /** Folder of the built renderer. */
  pages: string;
  largestFile: number;
}

/** Everything that can be asked of the server. Paths that are none of its own are those of the built page. */
export function makeRoutes({ backend, guard, pages, largestFile }: RouteOptions): GetRoute {
  function letIn({ request, response }: Exchange): void {
    const { key, cookie } = guard.letIn(request);
    response.setHeader('Set-Cookie', cookie);
    sendJson(response, { key });
  }

  const fixed: Record<string, Record<string, Route>> = {
    '/enter': { POST: { need: 'code', answer: letIn } },
    '/call': { POST: { need: 'key', answer: (exchange) => answerCall(backend, exchange) } },
    '/events': { GET: { need: 'key', answer: (exchange) => sendEvents(backend, exchange) } },
    '/files': { POST: { need: 'key', answer: (exchange) => receiveFile(backend, exchange, largestFile) } },
  };
  const made: Record<string, Route> = {
    GET: { need: 'ticket', answer: (exchange) => sendFile(backend, exchange) },
    POST: {
      need: 'key',
      answer: (exchange) => sendTicket(backend, exchange, () => guard.makeTicket(exchange)),
    },
  };
  const page: Record<string, Route> = {
    GET: { need: 'nothing', answer: (exchange) => sendPage(pages, exchange) },
  };

  return (method, path) => {
    const known = Object.hasOwn(fixed, path) ? fixed[path]! : path.startsWith('/files/') ? made : page;
    if (Object.hasOwn(known, method)) return known[method]!;
    throw new Refusal(405, 'This cannot be done here.', Object.keys(known));
  };
}
