import type { Command } from 'commander';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolveFile } from '../session.ts';

interface Options {
  port?: string;
  open: boolean;
}

/** `serve`: the browser host in a process of its own, because hosts do not know one another. */
export function addServeCommand(program: Command): void {
  program
    .command('serve [file]')
    .description('the same app in the browser; without a file, the demonstration')
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)')
    .option('--no-open', 'do not open the browser')
    .action(async (file: string | undefined, options: Options) => {
      const args = [
        fileURLToPath(new URL('../../server/pinpoint-server.mjs', import.meta.url)),
        ...(file === undefined ? [] : [resolveFile(file)]),
        ...(options.port === undefined ? [] : [`--port=${options.port}`]),
        ...(options.open ? [] : ['--no-open']),
      ];
      // By the channel the server learns that this process is gone, also where nothing could be passed on.
      const server = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
      // Ctrl-C reaches both, `kill` only this one; the server takes a second signal for the first.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
      process.exitCode = await new Promise<number>((resolve) =>
        server.on('exit', (code) => resolve(code ?? 0)),
      );
    });
}
