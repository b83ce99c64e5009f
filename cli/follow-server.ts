import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs the browser host in a process of its own, because hosts do not know one another, and answers the code that it ended with
 * (0 where a signal ended it). It ends when this process is asked to end, and when this process is gone, however that came.
 */
export function followServer(args: readonly string[]): Promise<number> {
  const program = fileURLToPath(new URL('../server/pinpoint-server.mjs', import.meta.url));
  // By the channel the server learns that this process is gone, also where nothing could be passed on.
  const server = spawn(process.execPath, [program, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches both, `kill` only this one; the server takes a second signal for the first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  return new Promise((resolve) => server.on('exit', (code) => resolve(code ?? 0)));
}
