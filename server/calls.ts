import type { IncomingMessage } from 'node:http';
import type { Backend } from '#backend';
import { largestCallBytes } from '#contract';
import { Refusal, send, type Exchange } from './exchange.ts';

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Refusal(413, 'A call cannot be that large.');
  if (Number(request.headers['content-length'] ?? 0) > largestCallBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > largestCallBytes) throw tooLarge;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Answers one call: frame in, frame out, also where the frame or its input is wrong (400). */
export async function answerCall(backend: Backend, { request, response }: Exchange): Promise<void> {
  const { bytes, isMalformed } = await backend.answer(await readBody(request));
  send(response, { status: isMalformed ? 400 : 200, type: 'application/octet-stream', bytes });
}

/** A page that does not read falls behind; it is cut off, comes again and reads everything afresh. */
const mostUnreadBytes = 4 * 1024 * 1024;

/** Sends backend events, one line of JSON each, until the page goes away. An empty line says that the line is open. */
export function sendEvents(backend: Backend, { request, response }: Exchange): void {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
  response.write('\n');
  const unsubscribe = backend.subscribe((event) => {
    response.write(`${JSON.stringify(event)}\n`);
    if (response.writableLength > mostUnreadBytes) response.destroy();
  });
  request.on('close', unsubscribe);
}
