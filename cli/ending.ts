import type { Backend } from '#backend';

/** How long work that is cancelled may take to end by itself, so that the command can say so. */
const patienceMs = 5500;
const cancelled = 130;

/**
 * Until the function it answers is called, Ctrl-C and SIGTERM cancel what the command does, so that it ends as cancelled with the
 * workspace as it was. A second one, or work that does not end by itself, ends the process at once.
 */
export function endWhenAsked(backend: Backend): () => void {
  let wasAsked = false;
  let timer: NodeJS.Timeout | undefined;
  const listener = (): void => {
    if (wasAsked) return void leave(backend);
    wasAsked = true;
    backend.cancelWork();
    timer = setTimeout(() => void leave(backend), patienceMs);
    timer.unref();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, listener);
  };
}

async function leave(backend: Backend): Promise<void> {
  const isQuiet = await backend.close().catch(() => false);
  if (!isQuiet) killOurselves();
  process.exit(cancelled);
}

/** For where a thread is inside of native code: leaving in the ordinary way would wait for it. */
export function killOurselves(): void {
  process.kill(process.pid, 'SIGKILL');
}
