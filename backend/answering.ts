import {
  PinpointError,
  calls,
  decodeFrame,
  encodeFrame,
  largestCallBytes,
  reportError,
  type CallName,
} from '#contract';
import { basename } from 'node:path';
import { z } from 'zod';
import { explainFileError } from '#data/files';
import type { Handlers } from './handlers/index.ts';

/** What one request frame came to. */
export interface Answer {
  /** The response frame. */
  bytes: Uint8Array<ArrayBuffer>;
  /** True where the frame was none, or its call or input none of the contract's: no handler has seen it. */
  isMalformed: boolean;
}

/** The way of a frame through its checks to a handler and back. */
export interface Answering {
  /** Never throws. */
  answer(request: Uint8Array): Promise<Answer>;
  /** Resolves when the commands taken so far have ended. */
  commandsEnded(): Promise<void>;
}

const requestShape = z.object({ name: z.string(), input: z.unknown() });

/** Answers calls with the handlers; `onChanged` is told after each command. */
export function makeAnswering(handlers: Handlers, onChanged: () => void): Answering {
  let commands: Promise<unknown> = Promise.resolve();

  /** Commands wait for one another; queries do not. */
  function run({ name, input }: CheckedCall): Promise<unknown> {
    const handler = handlers[name] as (input: unknown) => unknown;
    if (calls[name].kind !== 'command') return Promise.resolve().then(() => handler(input));
    const result = commands.then(() => handler(input));
    commands = result.then(onChanged, () => undefined);
    return result;
  }

  return {
    async answer(request) {
      let isMalformed = true;
      try {
        const call = readCall(request);
        isMalformed = false;
        return { bytes: encodeFrame({ output: await run(call) }), isMalformed };
      } catch (error) {
        return { bytes: encodeFrame({ error: reportError(explain(error)) }), isMalformed };
      }
    },
    async commandsEnded() {
      await commands;
    },
  };
}

/** What the system refused, in a sentence about the file it was about, as far as it tells. */
function explain(error: unknown): unknown {
  const path = (error as NodeJS.ErrnoException | null)?.path;
  return explainFileError(error, path === undefined ? 'The workspace' : basename(path));
}

interface CheckedCall {
  name: CallName;
  input: unknown;
}

/** Reads a request frame and checks it at the boundary; what is wrong is said by field, as `usage`. */
function readCall(request: Uint8Array): CheckedCall {
  if (request.byteLength > largestCallBytes)
    throw new PinpointError('usage', `A call of ${request.byteLength} bytes is too large.`, {
      expected: `${largestCallBytes} bytes at most`,
    });
  const frame = requestShape.safeParse(decodeFrame(request));
  if (!frame.success) throw new PinpointError('usage', 'A call has a name and an input.');
  const { name, input } = frame.data;
  if (!Object.hasOwn(calls, name))
    throw new PinpointError('usage', `There is no call ${name.slice(0, 100)}.`, {
      found: name.slice(0, 100),
    });
  return { name: name as CallName, input: checkInput(name as CallName, input) };
}

function checkInput(name: CallName, input: unknown): unknown {
  const parsed = calls[name].input.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new PinpointError(
    'usage',
    `${name}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'wrong input'}.`,
    { column: field },
  );
}
