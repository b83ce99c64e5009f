import { createReadStream, createWriteStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Backend } from '#backend';
import { reportError } from '#contract';

/** Takes a file that the person picked in the page into a temporary folder and answers its reference. */
export async function receiveFile(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const name = basename((url.searchParams.get('name') ?? '').replaceAll('\\', '/')) || 'file';
  const path = join(backend.files.makeFolder(), name);
  await pipeline(request, createWriteStream(path));
  const ref = backend.files.register(path, name);
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(ref));
}

/** Gives a file that the backend made to the page as a download. */
export async function sendFile(backend: Backend, response: ServerResponse, url: URL): Promise<void> {
  const ref = { id: decodeURIComponent(url.pathname.slice('/files/'.length)) };
  try {
    const path = backend.files.getPath(ref);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': statSync(path).size,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(backend.files.getName(ref))}`,
    });
    await pipeline(createReadStream(path), response);
  } catch (error) {
    if (response.headersSent) throw error;
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(reportError(error).message);
  }
}
