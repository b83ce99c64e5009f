import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request that has been read as far as its head, and the response to it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Decoded, begins with /. */
  path: string;
  query: URLSearchParams;
}

/** What a request is turned away with: a status and a sentence, never more. */
export class Refusal extends Error {
  readonly status: number;
  /** For 405. */
  readonly allowed: string[];

  constructor(status: number, sentence: string, allowed: string[] = []) {
    super(sentence);
    this.status = status;
    this.allowed = allowed;
  }
}

/**
 * Reads the target of a request, which must be a path of this server (RFC 9112, origin form). Throws a refusal (400) for
 * whole addresses, for `//` at the beginning, which some take for one, and for bad percent-encoding.
 */
export function readTarget(target: string): Pick<Exchange, 'path' | 'query'> {
  const [, encoded, query = ''] = /^(\/[^?#]*)(?:\?([^#]*))?$/.exec(target) ?? [];
  const path = encoded === undefined ? undefined : decode(encoded);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (path === undefined || /^\/\/|[\\\u0000-\u001f\u007f]/.test(path))
    throw new Refusal(400, 'This is no address of Pinpoint.');
  return { path, query: new URLSearchParams(query) };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The one value of a header; undefined where it is missing or comes more than once. */
export function findHeader(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
}

interface Content {
  status: number;
  type: string;
  bytes: string | Uint8Array;
}

/** Answers with all there is to say, which nobody on the way may keep. */
export function send(response: ServerResponse, { status, type, bytes }: Content): void {
  const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(bytes) };
  response.writeHead(status, { ...headers, 'Cache-Control': 'no-store' }).end(bytes);
}

/** Answers with a value as JSON. */
export function sendJson(response: ServerResponse, value: unknown): void {
  send(response, { status: 200, type: 'application/json', bytes: JSON.stringify(value) });
}

/** Answers with a refusal. A body that is still on its way is not waited for. */
export function refuseExchange(response: ServerResponse, { status, message, allowed }: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (allowed.length > 0) response.setHeader('Allow', allowed.join(', '));
  response.setHeader('Connection', 'close');
  send(response, { status, type: 'text/plain; charset=utf-8', bytes: message });
}
