import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who may talk to the server: only the page that was opened with this start's token, from this machine's own address. */
export interface Guard {
  token: string;
  setPort(port: number): void;
  /** Whether the request may go on; otherwise it has been answered. */
  admits(request: IncomingMessage, response: ServerResponse, url: URL): boolean;
}

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

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function readCookie(request: IncomingMessage, name: string): string | undefined {
  const parts = (request.headers.cookie ?? '').split(/;\s*/);
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Makes the guard of one start of the server. */
export function makeGuard(): Guard {
  const token = randomBytes(24).toString('base64url');
  let port = 0;
  // Cookies are not kept apart by port: two servers on this machine need two names.
  const cookie = (): string => `pinpoint-${port}`;
  const hosts = (): string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

  function refuse(response: ServerResponse, reason: string): false {
    response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(reason);
    return false;
  }

  /** A cross-site page can make a browser send requests here, but not with our Host, Origin and custom header. */
  function comesFromOurPage(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    if (origin !== undefined && !hosts().some((host) => origin === `http://${host}`)) return false;
    return request.method === 'GET' || request.headers['x-pinpoint'] === '1';
  }

  return {
    token,
    setPort(listening) {
      port = listening;
    },
    admits(request, response, url) {
      response.setHeader('Content-Security-Policy', contentSecurityPolicy);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
      response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
      if (!hosts().includes(request.headers.host ?? '')) return refuse(response, 'Unknown host name.');
      if (!comesFromOurPage(request)) return refuse(response, 'Requests from other pages are refused.');
      const offered = url.searchParams.get('token');
      if (request.method === 'GET' && url.pathname === '/' && offered !== null && sameText(offered, token)) {
        const value = `${cookie()}=${token}; HttpOnly; SameSite=Strict; Path=/`;
        response.writeHead(303, { 'Set-Cookie': value, Location: '/' }).end();
        return false;
      }
      const shown = readCookie(request, cookie());
      if (shown === undefined || !sameText(shown, token))
        return refuse(response, 'Open Pinpoint with the address that it printed when it started.');
      return true;
    },
  };
}
