import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal, type Exchange } from './exchange.ts';

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

/** Sends a file of the built renderer; nothing outside its folder. Throws a refusal (404). */
export async function sendPage(folder: string, { response, path }: Exchange): Promise<void> {
  const wanted = normalize(join(folder, path === '/' ? 'index.html' : path));
  const inside = wanted.startsWith(folder + sep) && existsSync(wanted) && statSync(wanted).isFile();
  if (!inside) throw new Refusal(404, 'There is no such page.');
  // Built assets carry a hash of their content in their name.
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  const type = contentTypes[extname(wanted)] ?? 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': cache });
  await pipeline(createReadStream(wanted), response);
}
