import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join, resolve } from 'node:path';
import { runCommandLine } from '../../cli/command-line.ts';

const project = resolve(import.meta.dirname, '../..');
const program = join(project, 'cli/pinpoint.mjs');

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** What npm tells the command line: the folder in which it was typed; and the person's folder. */
const surroundingsOf = (folder: string) => ({ INIT_CWD: folder, PINPOINT_HOME: join(folder, 'home') });

/** Starts the real command line in a folder as a process of its own, as npm does. */
export function startPinpoint(folder: string, ...args: string[]): ChildProcessWithoutNullStreams {
  return start(folder, [program, ...args]);
}

function start(folder: string, words: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, words, {
    cwd: project,
    env: { ...process.env, ...surroundingsOf(folder) },
  });
}

/** What a terminal shows of the work: the stage, and how much of all of it is done. */
export interface Told {
  stage: string;
  percent: number;
}

export interface ShownProcess {
  child: ChildProcessWithoutNullStreams;
  /** Everything told so far. */
  told: Told[];
  /** Resolves as soon as something is told that is waited for; also when the process has ended. */
  until: (is: (told: Told) => boolean) => Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts the command line as on a terminal, where it tells its progress. */
export function startShown(folder: string, ...args: string[]): ShownProcess {
  const asTerminal = 'data:text/javascript,process.stderr.isTTY = true';
  const child = start(folder, ['--import', asTerminal, program, ...args]);
  // What nobody reads must not stop it.
  child.stdout.resume();
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  child.stderr.on('data', (piece: Buffer) => {
    for (const [, stage, percent] of piece.toString().matchAll(/\[K(\D+?) (\d+) %/g))
      told.push({ stage: stage!, percent: Number(percent) });
    for (const look of waiting) look();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.on('exit', (code, signal) => done({ code, signal })),
  );
  const until = (is: (told: Told) => boolean): Promise<void> =>
    Promise.race([
      ended.then(() => undefined),
      new Promise<void>((found) => {
        const look = (): void => {
          if (!told.some(is)) return;
          waiting.delete(look);
          found();
        };
        waiting.add(look);
        look();
      }),
    ]);
  return { child, told, until, ended };
}

/** Runs it as a process of its own to its end. */
export function pinpointProcess(folder: string, ...args: string[]): Promise<Ended> {
  const child = startPinpoint(folder, ...args);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code: code ?? -1, stdout, stderr })));
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line in this process, one run after another: it prints and ends as a process of its own does
 * (process.test.ts holds that), without the third of a second that starting one takes. Not for `serve`, which goes on.
 */
export function pinpoint(folder: string, ...args: string[]): Promise<Ended> {
  const run = last.then(() => runHere(folder, args));
  last = run.catch(() => undefined);
  return run;
}

async function runHere(folder: string, args: string[]): Promise<Ended> {
  const { argv } = process;
  const [stdout, stderr] = [collect(process.stdout), collect(process.stderr)];
  const surroundings = surroundingsOf(folder);
  Object.assign(process.env, surroundings);
  process.argv = [process.execPath, program, ...args];
  try {
    await runCommandLine(args);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    Object.assign(process, { argv, exitCode: undefined });
    for (const name of Object.keys(surroundings)) delete process.env[name];
    for (const stream of [stdout, stderr]) stream.giveBack();
  }
}

/** Takes what is written to a stream until it is given back. */
function collect(stream: NodeJS.WriteStream): { text: () => string; giveBack: () => void } {
  const write = stream.write.bind(stream);
  let text = '';
  stream.write = (piece: string | Uint8Array): boolean => {
    text += piece.toString();
    return true;
  };
  return { text: () => text, giveBack: () => (stream.write = write) };
}

/** Runs with `--json` and answers the document; fails with what was said on standard error. */
export async function pinpointJson<Document>(folder: string, ...args: string[]): Promise<Document> {
  const { code, stdout, stderr } = await pinpoint(folder, ...args, '--json');
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Document;
}
