import type { IncomingMessage, ServerResponse } from 'node:http';
import { findHeader, Refusal, type Exchange } from './exchange.ts';
import type { Entry, Keys } from './keys.ts';

/**
 * What a route asks of a request. `nothing`: the built page, which holds no secret. `code`: the one-time code of an
 * address. `key`: the page's key together with the browser's cookie. `ticket`: the same for one download.
 */
export type Need = 'nothing' | 'code' | 'key' | 'ticket';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Every answer says what the page may load and that no other page may hold or embed it. */
export function setSafeHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/** Decides who may talk to the server. */
export interface Guard {
  /** Says at which port the server listens. */
  setPort(port: number): void;
  /** Throws a refusal unless the request was sent to this very server, by nobody else's page. */
  checkSender(request: IncomingMessage, need: Need): void;
  /** Spends the code that the request shows. Throws a refusal (403) for one that is unknown or spent. */
  letIn(request: IncomingMessage): Entry & { cookie: string };
  /** Throws a refusal (403) for a request without what its route needs. */
  checkKey(exchange: Exchange, need: Need): void;
  /** A ticket for the path that the request names, for the browser that sent it. */
  makeTicket(exchange: Exchange): string;
}

const notIn =
  'This tab has not been let in. Open the address that Pinpoint printed last; each works once, and lets a browser in until Pinpoint ends.';

/** Makes the guard of one start of the server. */
export function makeGuard(keys: Keys): Guard {
  let port = 0;
  // Cookies are not kept apart by port: two servers on this machine need two names.
  const cookieName = (): string => `pinpoint-${port}`;
  const hosts = (): string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

  function findBrowser(request: IncomingMessage): string | undefined {
    const parts = (findHeader(request, 'cookie') ?? '').split(/;\s*/);
    const shown = parts.filter((part) => part.startsWith(`${cookieName()}=`));
    return shown.length === 1 ? shown[0]!.slice(cookieName().length + 1) : undefined;
  }

  return {
    setPort(listening) {
      port = listening;
    },

    checkSender(request, need) {
      const host = findHeader(request, 'host');
      // Whoever points a name of his own at this machine gets no further than its name.
      if (host === undefined || !hosts().includes(host)) throw new Refusal(403, 'Unknown host name.');
      const { origin } = request.headers;
      const site = request.headers['sec-fetch-site'];
      const isForeign =
        (origin !== undefined && origin !== `http://${host}`) ||
        // The page itself may be opened from anywhere: it is nobody's yet.
        (need !== 'nothing' && site !== undefined && site !== 'same-origin');
      if (isForeign) throw new Refusal(403, 'Requests from other pages are refused.');
      if (request.headers.upgrade !== undefined) throw new Refusal(400, 'No other protocol is spoken here.');
    },

    letIn(request) {
      const entry = keys.enter(findHeader(request, 'x-pinpoint-code') ?? '', findBrowser(request));
      if (entry === undefined) throw new Refusal(403, notIn);
      const cookie = `${cookieName()}=${entry.browser}; HttpOnly; SameSite=Strict; Path=/`;
      return { ...entry, cookie };
    },

    checkKey({ request, path, query }, need) {
      const browser = findBrowser(request);
      const isRight =
        need === 'ticket'
          ? keys.spendTicket(query.get('ticket') ?? '', browser, path)
          : need !== 'key' || keys.isIn(browser, findHeader(request, 'x-pinpoint-key'));
      if (!isRight) throw new Refusal(403, notIn);
    },

    makeTicket: ({ request, path }) => keys.makeTicket(findBrowser(request) ?? '', path),
  };
}
