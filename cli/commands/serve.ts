import type { Command } from 'commander';
import { followServer } from '../follow-server.ts';
import { resolveFile } from '../session.ts';

interface Options {
  port?: string;
  open: boolean;
}

/** `serve`: the browser host. */
export function addServeCommand(program: Command): void {
  program
    .command('serve [file]')
    .description('the same app in the browser; without a file, the demonstration')
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)')
    .option('--no-open', 'do not open the browser')
    .action(async (file: string | undefined, options: Options) => {
      process.exitCode = await followServer([
        ...(file === undefined ? [] : [resolveFile(file)]),
        ...(options.port === undefined ? [] : [`--port=${options.port}`]),
        ...(options.open ? [] : ['--no-open']),
      ]);
    });
}
