import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

export interface ServerProcess {
  child: ChildProcess;
  /** Everything it has said so far. */
  said: () => string;
  /** The address that was printed last. */
  lastAddress: () => string | undefined;
  ended: Promise<number | null>;
}

/** Starts the browser host in a process of its own, with a home folder and, where given, an environment of its own. */
export function startServerProcess(home: string, args: string[], environment = {}): ServerProcess {
  const child = spawn(process.execPath, [join(project, 'server/pinpoint-server.mjs'), ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PINPOINT_HOME: home, ...environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (text += bytes.toString()));
  return {
    child,
    said: () => text,
    lastAddress: () => text.match(/http:\/\/127\.0\.0\.1:\S+/g)?.at(-1),
    ended: new Promise((done) => child.once('close', (code) => done(code))),
  };
}
