import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Backend } from '#backend';

/** A call's frame holds values, not files; files have their own way in. */
const largestCallBytes = 16 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > largestCallBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Answers one call: frame in, frame out. */
export async function answerCall(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const answer = await backend.answer(body);
  response
    .writeHead(200, { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'no-store' })
    .end(answer);
}

/** Sends backend events as server-sent events until the page goes away. */
export function sendEvents(backend: Backend, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': connected\n\n');
  const unsubscribe = backend.subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  request.on('close', unsubscribe);
}
