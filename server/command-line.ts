import { parseArgs } from 'node:util';
import { PinpointError } from '#contract';

/** What the server was started with. */
export interface ServerArguments {
  /** The workspace to open; undefined = the demonstration. */
  file: string | undefined;
  /** 0 = any free port. */
  port: number;
  /** Whether to open a browser. */
  open: boolean;
}

const largestPort = 65_535;

function readPort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= largestPort) return Number(text);
  throw new PinpointError('usage', `--port takes a whole number from 0 to ${largestPort}, not “${text}”.`, {
    found: text,
    hint: 'Leave it out for any free port.',
  });
}

/** Reads `[FILE] [--port N] [--no-open]`. Throws `usage` for anything else, before anything is touched. */
export function readArguments(args: string[]): ServerArguments {
  const { values, positionals } = parse(args);
  if (positionals.length > 1)
    throw new PinpointError('usage', 'One workspace at a time can be opened.', {
      found: positionals.join(', '),
    });
  return {
    file: positionals[0],
    port: readPort(values.port ?? '0'),
    open: values['no-open'] !== true,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
    });
  } catch (error) {
    const what = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    throw new PinpointError('usage', what, { hint: 'It is started with [FILE] [--port N] [--no-open].' });
  }
}
