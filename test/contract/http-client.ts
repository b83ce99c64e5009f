import { makeClient, type BackendEvent, type Client } from '#contract';

/** What a page that has been let in shows with every request. */
export interface SignedIn {
  origin: string;
  headers: { cookie: string; 'x-pinpoint-key': string };
}

/** Opens the address as the page does: spends its code for a key and a cookie. */
export async function signIn(url: string): Promise<SignedIn> {
  const { origin, hash } = new URL(url);
  const code = new URLSearchParams(hash.slice(1)).get('code')!;
  const response = await fetch(`${origin}/enter`, { method: 'POST', headers: { 'x-pinpoint-code': code } });
  if (!response.ok) throw new Error(await response.text());
  const { key } = (await response.json()) as { key: string };
  const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
  return { origin, headers: { cookie, 'x-pinpoint-key': key } };
}

async function listen(stream: Response, tell: (event: BackendEvent) => void): Promise<void> {
  let text = '';
  for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (text + chunk).split('\n');
    text = lines.pop()!;
    for (const line of lines) if (line !== '') tell(JSON.parse(line) as BackendEvent);
  }
}

/** A client that speaks to the server as the page does. Its stream of events is open. */
export async function connectOverHttp(url: string): Promise<Client> {
  const signedIn = await signIn(url);
  const listeners = new Set<(event: BackendEvent) => void>();
  const stream = await fetch(`${signedIn.origin}/events`, { headers: signedIn.headers });
  // The stream ends with the server; that is not a failure of the test.
  void listen(stream, (event) => listeners.forEach((listener) => listener(event))).catch(() => undefined);
  return makeClient({
    async send(body) {
      const { origin, headers } = signedIn;
      const response = await fetch(`${origin}/call`, { method: 'POST', body, headers });
      return new Uint8Array(await response.arrayBuffer());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}
