import { makeClient, type BackendEvent, type Client } from '#contract';

/** Opens the address as a browser would: follows the token to its cookie. */
export async function signIn(url: string): Promise<{ origin: string; cookie: string }> {
  const response = await fetch(url, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
  return { origin: new URL(url).origin, cookie };
}

async function listen(origin: string, cookie: string, tell: (event: BackendEvent) => void): Promise<void> {
  const response = await fetch(`${origin}/events`, { headers: { cookie } });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop()!;
    for (const message of messages)
      if (message.startsWith('data: ')) tell(JSON.parse(message.slice(6)) as BackendEvent);
  }
}

/** A client that speaks to the server as the page does. */
export async function connectOverHttp(url: string): Promise<Client> {
  const { origin, cookie } = await signIn(url);
  const listeners = new Set<(event: BackendEvent) => void>();
  // The stream ends with the server; that is not a failure of the test.
  void listen(origin, cookie, (event) => listeners.forEach((listener) => listener(event))).catch(
    () => undefined,
  );
  return makeClient({
    async send(body) {
      const response = await fetch(`${origin}/call`, {
        method: 'POST',
        body,
        headers: { cookie, 'x-pinpoint': '1' },
      });
      return new Uint8Array(await response.arrayBuffer());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}
