import { createReadStream, createWriteStream, rmSync, statfsSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Backend } from '#backend';
import { findFormat, getFormat, PinpointError } from '#contract';
import { Refusal, sendJson, type Exchange } from './exchange.ts';

/** The largest file that is taken, in bytes. National files of addresses and timetables come to about 2 GB. */
export const largestFileBytes = 8 * 1024 ** 3;

/** File systems take no more. */
const longestNameBytes = 255;

/** The name that the page gives a file; without the folders that some browsers put before it. Refuses what is no name. */
function readName(query: URLSearchParams): string {
  const name = (query.get('name') ?? '').split(/[/\\]/).at(-1)!;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const isName = !/^\.{0,2}$|[\u0000-\u001f\u007f]/.test(name) && Buffer.byteLength(name) <= longestNameBytes;
  if (!isName) throw new Refusal(400, 'A file needs a name, of 255 bytes at most.');
  return name;
}

function checkRoom(request: IncomingMessage, folder: string, largest: number): void {
  const bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes > largest) throw tooLarge(largest);
  const { bavail, bsize } = statfsSync(folder);
  if (bytes > bavail * bsize) throw noRoom();
}

const tooLarge = (largest: number): Refusal =>
  new Refusal(413, `The file is larger than ${Math.floor(largest / 1024 ** 2).toLocaleString('en-GB')} MB.`);
const noRoom = (): Refusal => new Refusal(413, 'There is no room on the disk for this file.');

const diskFaults = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

async function write(request: IncomingMessage, path: string, largest: number): Promise<void> {
  let length = 0;
  async function* count(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > largest) throw tooLarge(largest);
      yield chunk;
    }
  }
  const file = createWriteStream(path, { mode: 0o600 });
  try {
    await pipeline(request, count, file);
  } catch (error) {
    // It may still be opening: what removes the folder meanwhile would leave the file in it.
    if (!file.closed) await new Promise<void>((resolve) => file.once('close', () => resolve()));
    throw diskFaults.has((error as NodeJS.ErrnoException).code ?? '') ? noRoom() : error;
  }
}

/**
 * Takes a file that the person picked in the page into a temporary folder and answers its reference. Of one that breaks
 * off or finds no room nothing stays.
 */
export async function receiveFile(
  backend: Backend,
  { request, response, query }: Exchange,
  largest: number,
): Promise<void> {
  const name = readName(query);
  const path = join(backend.files.makeFolder(), name);
  try {
    checkRoom(request, dirname(path), largest);
    await write(request, path, largest);
  } catch (error) {
    rmSync(dirname(path), { recursive: true, force: true });
    throw error;
  }
  sendJson(response, backend.files.register(path, name));
}

/** The path and the name of a file that the page may have. Throws a refusal (404). */
function getFile(backend: Backend, path: string): { place: string; name: string; size: number } {
  const ref = { id: path.slice('/files/'.length) };
  try {
    const place = backend.files.getPath(ref);
    return { place, name: backend.files.getName(ref), size: statSync(place).size };
  } catch (error) {
    const sentence = error instanceof PinpointError ? error.message : 'This file is not there any more.';
    throw new Refusal(404, sentence);
  }
}

/** Gives a ticket for one download of a file that is there. */
export function sendTicket(backend: Backend, { response, path }: Exchange, makeTicket: () => string): void {
  getFile(backend, path);
  sendJson(response, { ticket: makeTicket() });
}

/** What a browser is told that a file is, so that it offers the programs for it. */
function mediaTypeOf(name: string): string {
  const known = findFormat(name);
  return known === undefined ? 'application/octet-stream' : getFormat(known.format).mediaType;
}

/** Gives a file that the backend made to the page as a download. */
export async function sendFile(backend: Backend, { response, path }: Exchange): Promise<void> {
  const { place, name, size } = getFile(backend, path);
  response.writeHead(200, {
    'Content-Type': mediaTypeOf(name),
    'Content-Length': size,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Cache-Control': 'no-store',
  });
  await pipeline(createReadStream(place), response);
}
