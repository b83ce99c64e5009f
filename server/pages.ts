import { createReadStream, existsSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

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

/** Sends a file of the built renderer; nothing outside its folder. */
export async function sendPage(folder: string, response: ServerResponse, url: URL): Promise<void> {
  const wanted = normalize(
    join(folder, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname)),
  );
  const inside = wanted.startsWith(folder + sep) && existsSync(wanted) && statSync(wanted).isFile();
  if (!inside) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is no such page.');
    return;
  }
  // Built assets carry a hash of their content in their name.
  const cache = url.pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  const type = contentTypes[extname(wanted)] ?? 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': cache });
  await pipeline(createReadStream(wanted), response);
}
