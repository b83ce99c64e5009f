import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { isOwnPage } from './origin.ts';

/** Nothing from outside of the program, no inline script; MapLibre needs its worker, and blobs and data for images. */
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

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

function makeHeaders(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

function refuse(status: number, sentence: string): Response {
  return new Response(sentence, { status, headers: makeHeaders('text/plain; charset=utf-8') });
}

/** The path inside the folder that an address means; undefined where it would lead out of it. */
function findPath(folder: string, address: string): string | undefined {
  try {
    const wanted = normalize(join(folder, decodeURIComponent(new URL(address).pathname)));
    return wanted.startsWith(normalize(folder) + sep) && !wanted.includes('\0') ? wanted : undefined;
  } catch {
    return undefined;
  }
}

/** Answers a request of the page's scheme with a file of the built renderer; nothing outside its folder, and only GET. */
export async function answerPage(
  folder: string,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  if (request.method !== 'GET') return refuse(405, 'Only reading is possible here.');
  const path = isOwnPage(request.url) ? findPath(folder, request.url) : undefined;
  if (path === undefined) return refuse(404, 'There is no such page.');
  try {
    const type = contentTypes[extname(path)] ?? 'application/octet-stream';
    return new Response(await readFile(path), { headers: makeHeaders(type) });
  } catch {
    return refuse(404, 'There is no such page.');
  }
}
