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
      const server = spawn(process.execPath, args, { stdio: 'inherit' });
      // Ctrl-C reaches the server by itself; this process only waits for it to close its workspace.
      process.on('SIGINT', () => undefined);
      process.on('SIGTERM', () => server.kill('SIGTERM'));
      process.exitCode = await new Promise<number>((resolve) =>
        server.on('exit', (code) => resolve(code ?? 0)),
      );
    });
}
