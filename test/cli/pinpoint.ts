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
  return spawn(process.execPath, [program, ...args], {
    cwd: project,
    env: { ...process.env, ...surroundingsOf(folder) },
  });
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
